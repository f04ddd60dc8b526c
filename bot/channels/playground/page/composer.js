import { Attachments } from "./attachments.js";
import { find, make } from "./make.js";
import { Mentions } from "./mentions.js";

/** Where one writes. Enter sends, Shift+Enter breaks the line. */
export class Composer {
  #text = find("text");
  #bar = find("quote");
  #parts;
  #store;
  #files;
  #mentions;

  /** `parts`: store, server, failed. */
  constructor(parts) {
    this.#parts = parts;
    this.#store = parts.store;
    this.#files = new Attachments(parts);
    this.#mentions = new Mentions(parts.store);
    find("composer").addEventListener("submit", (event) => this.#submit(event));
    this.#text.addEventListener("keydown", (event) => this.#key(event));
    this.#text.addEventListener("input", () => this.#grow());
    this.#store.on("quote place me", () => this.#showQuote());
  }

  /** Goes to the text, unless that would open a keyboard on the screen. */
  focus() {
    if (matchMedia("(hover: hover)").matches) this.#text.focus();
  }

  fill(text) {
    this.#text.value = text;
    this.#grow();
    this.#text.focus();
  }

  quote(bubble) {
    this.#store.setQuote(bubble);
    this.#text.focus();
  }

  #grow() {
    this.#text.style.height = "auto";
    this.#text.style.height = `${this.#text.scrollHeight}px`;
  }

  #showQuote() {
    const { quote } = this.#store;
    this.#bar.hidden = !quote;
    if (!quote) return;
    const said = quote.text || quote.files.map(({ name }) => name).join(" ");
    const drop = () => this.quote(null);
    this.#bar.replaceChildren(
      make("span", {}, `${quote.sender}：${said}`),
      make("button", { type: "button", class: "close", "aria-label": "不引用", onclick: drop }, "×"),
    );
  }

  #submit(event) {
    event.preventDefault();
    this.#send();
    this.#text.focus();
  }

  #key(event) {
    if (event.isComposing || event.keyCode === 229 || this.#mentions.took(event)) return;
    if (event.key === "Enter" && !event.shiftKey) this.#submit(event);
    else if (event.key === "Escape" && this.#store.quote) this.#store.setQuote(null);
  }

  async #send() {
    const said = this.#text.value;
    if (this.#files.isBusy || (!said.trim() && !this.#files.tokens.length)) return;
    const sent = this.#parts.server.say(said, this.#store.quote, this.#files.tokens);
    const files = this.#files.take();
    this.fill("");
    this.#store.setQuote(null);
    await sent.catch((error) => this.#giveBack(said, files, error));
  }

  /** What did not go out can be sent once more. */
  #giveBack(said, files, error) {
    this.#parts.failed(error);
    this.#files.put(files);
    if (!this.#text.value) this.fill(said);
  }
}
