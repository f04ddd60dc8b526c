import { find, make } from "./make.js";

/** The files that go with the next message: chosen, pasted or dropped, uploaded at once. */
export function attachments(server, failed) {
  const list = find("attached");
  const picker = find("picker");
  let files = [];

  const show = () => {
    list.hidden = !files.length;
    list.replaceChildren(...files.map(chip));
  };
  const chip = (file) =>
    make(
      "li",
      { class: file.token ? "chip" : "chip busy" },
      make("span", {}, file.name),
      make("button", { type: "button", class: "close", "aria-label": `不发${file.name}`, onclick: () => drop(file) }, "×"),
    );
  const drop = (file) => {
    files = files.filter((other) => other !== file);
    show();
    find("text").focus();
  };
  const add = async (chosen) => {
    const file = { name: chosen.name, token: null };
    files.push(file);
    show();
    try {
      file.token = (await server.upload(chosen)).token;
      show();
    } catch (error) {
      drop(file);
      failed(error);
    }
  };
  const addAll = (event, data) => {
    if (!data?.files.length) return;
    event.preventDefault();
    [...data.files].forEach(add);
  };

  find("attach").addEventListener("click", () => picker.click());
  picker.addEventListener("change", () => {
    [...picker.files].forEach(add);
    picker.value = "";
    find("text").focus();
  });
  find("text").addEventListener("paste", (event) => addAll(event, event.clipboardData));
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => addAll(event, event.dataTransfer));

  return {
    get busy() { return files.some(({ token }) => !token); },
    get tokens() { return files.map(({ token }) => token); },
    /** Empties the list and gives what was in it. */
    take() {
      const taken = files;
      files = [];
      show();
      return taken;
    },
    put(taken) {
      files = [...taken, ...files];
      show();
    },
  };
}
