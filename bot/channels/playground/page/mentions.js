import { avatar, find, make } from "./make.js";

/** The names offered after @. Arrow keys choose, Enter or Tab takes, Esc closes. */
export function mentions(store, text) {
  const list = find("mentions");
  let chosen = 0;

  const typed = () => /[@＠]([^\s@＠]{0,10})$/.exec(text.value.slice(0, text.selectionStart))?.[1];
  const offered = () => {
    const word = typed();
    if (word === undefined || store.place !== "group") return [];
    const names = [store.school.bot_name, ...store.school.people.map(({ name }) => name)];
    return names.filter((name) => name !== store.me && name !== word && name.includes(word));
  };
  const option = (name, index) =>
    make(
      "li",
      { role: "option", id: `mention-${index}`, "aria-selected": index === chosen ? "true" : "false",
        onpointerdown: (event) => (event.preventDefault(), take(name)) },
      avatar(name, name === store.school.bot_name),
      name,
    );
  const show = () => {
    const names = offered();
    chosen = Math.max(0, Math.min(chosen, names.length - 1));
    list.hidden = !names.length;
    list.replaceChildren(...names.map(option));
    text.toggleAttribute("aria-activedescendant", false);
    if (!names.length) return;
    text.setAttribute("aria-activedescendant", `mention-${chosen}`);
    list.children[chosen].scrollIntoView({ block: "nearest" });
  };
  const take = (name) => {
    const before = text.value.slice(0, text.selectionStart - typed().length);
    text.setRangeText(`${name} `, before.length, text.selectionStart, "end");
    close();
  };
  const close = () => {
    list.hidden = true;
    text.removeAttribute("aria-activedescendant");
  };
  const keys = {
    ArrowDown: () => (chosen += 1, show()),
    ArrowUp: () => (chosen -= 1, show()),
    Enter: () => take(offered()[chosen]),
    Tab: () => take(offered()[chosen]),
    Escape: close,
  };
  /** Whether the key was for the list; then it goes no further. */
  const took = (event) => {
    if (list.hidden || event.shiftKey || !(event.key in keys)) return false;
    event.preventDefault();
    keys[event.key]();
    return true;
  };
  const begin = () => {
    text.focus();
    text.setRangeText("@", text.selectionStart, text.selectionEnd, "end");
    text.dispatchEvent(new Event("input"));
  };

  text.addEventListener("input", () => {
    chosen = 0;
    show();
  });
  text.addEventListener("blur", close);
  return { took, begin, close };
}
