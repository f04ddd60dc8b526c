import { attachments } from "./attachments.js";
import { find, make } from "./make.js";
import { mentions } from "./mentions.js";

/** Where one writes. Enter sends, Shift+Enter breaks the line. */
export function composer(store, server, failed) {
  const form = find("composer");
  const text = find("text");
  const files = attachments(server, failed);
  const names = mentions(store, text);

  const grow = () => {
    text.style.height = "auto";
    text.style.height = `${text.scrollHeight}px`;
  };
  const fill = (value) => {
    text.value = value;
    grow();
    text.focus();
  };
  const showQuote = () => {
    const bar = find("quote");
    bar.hidden = !store.quote;
    if (!store.quote) return;
    const said = store.quote.text || store.quote.files.map(({ name }) => name).join(" ");
    bar.replaceChildren(
      make("span", {}, `${store.quote.sender}：${said}`),
      make("button", { type: "button", class: "close", "aria-label": "不引用", onclick: () => store.setQuote(null) }, "×"),
    );
  };
  const quote = (bubble) => {
    store.setQuote(bubble);
    text.focus();
  };
  const send = async () => {
    const said = text.value;
    if (files.busy || (!said.trim() && !files.tokens.length)) return;
    const sent = server.say(said, store.quote, files.tokens);
    fill("");
    store.setQuote(null);
    const taken = files.take();
    await sent.catch((error) => {
      failed(error);
      if (error.status >= 500) return;
      files.put(taken);
      if (!text.value) fill(said);
    });
  };
  const key = (event) => {
    if (event.isComposing || event.keyCode === 229 || names.took(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === "Escape" && store.quote) store.setQuote(null);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
    text.focus();
  });
  text.addEventListener("keydown", key);
  text.addEventListener("input", grow);
  find("at").addEventListener("click", names.begin);
  store.on("quote place me", showQuote);
  store.on("place me", names.close);

  const focus = () => matchMedia("(hover: hover)").matches && text.focus();
  return { quote, fill, focus };
}
