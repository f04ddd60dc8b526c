import { find, make } from "./make.js";

/** The files that go with the next message: chosen, pasted or dropped, uploaded at once. */
export class Attachments {
  #list = find("attached");
  #picker = find("picker");
  #text = find("text");
  #parts;
  #files = [];

  /** `parts`: server, failed. */
  constructor(parts) {
    this.#parts = parts;
    find("attach").addEventListener("click", () => this.#picker.click());
    this.#picker.addEventListener("change", () => this.#pick());
    this.#text.addEventListener("paste", (event) => this.#addAll(event, event.clipboardData));
    document.addEventListener("dragover", (event) => event.preventDefault());
    document.addEventListener("drop", (event) => this.#addAll(event, event.dataTransfer));
  }

  get isBusy() {
    return this.#files.some(({ token }) => !token);
  }

  get tokens() {
    return this.#files.map(({ token }) => token);
  }

  /** Empties the list and gives what was in it. */
  take() {
    const taken = this.#files;
    this.#files = [];
    this.#show();
    return taken;
  }

  put(files) {
    this.#files = [...files, ...this.#files];
    this.#show();
  }

  #pick() {
    [...this.#picker.files].forEach((file) => this.#add(file));
    this.#picker.value = "";
    this.#text.focus();
  }

  #addAll(event, data) {
    if (!data?.files.length) return;
    event.preventDefault();
    [...data.files].forEach((file) => this.#add(file));
  }

  async #add(chosen) {
    const file = { name: chosen.name, token: null };
    this.put([file]);
    try {
      file.token = (await this.#parts.server.upload(chosen)).token;
      this.#show();
    } catch (error) {
      this.#drop(file);
      this.#parts.failed(error);
    }
  }

  #drop(file) {
    this.#files = this.#files.filter((other) => other !== file);
    this.#show();
    this.#text.focus();
  }

  #show() {
    this.#list.hidden = !this.#files.length;
    this.#list.replaceChildren(...this.#files.map((file) => this.#chip(file)));
  }

  #chip(file) {
    const drop = () => this.#drop(file);
    return make(
      "li",
      { class: file.token ? "chip" : "chip busy" },
      make("span", {}, file.name),
      make("button", { type: "button", class: "close", "aria-label": `不发${file.name}`, onclick: drop }, "×"),
    );
  }
}
