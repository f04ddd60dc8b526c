import { avatar, find, make } from "./make.js";

/** The names offered after @. Arrow keys choose, Enter or Tab takes, Esc closes. */
export class Mentions {
  #list = find("mentions");
  #text = find("text");
  #store;
  #chosen = 0;
  #keys = {
    ArrowDown: () => this.#show(this.#chosen + 1),
    ArrowUp: () => this.#show(this.#chosen - 1),
    Enter: () => this.#take(this.#offered[this.#chosen]),
    Tab: () => this.#take(this.#offered[this.#chosen]),
    Escape: () => this.#close(),
  };

  constructor(store) {
    this.#store = store;
    find("at").addEventListener("click", () => this.#begin());
    this.#text.addEventListener("input", () => this.#show(0));
    this.#text.addEventListener("blur", () => this.#close());
    store.on("place me", () => this.#close());
  }

  /** Whether the key was for the list; then it goes no further. */
  took(event) {
    if (this.#list.hidden || event.shiftKey || !(event.key in this.#keys)) return false;
    event.preventDefault();
    this.#keys[event.key]();
    return true;
  }

  /** What stands between the @ and the caret; undefined where there is no @. */
  get #typed() {
    return /[@＠]([^\s@＠]{0,10})$/.exec(this.#text.value.slice(0, this.#text.selectionStart))?.[1];
  }

  get #offered() {
    const word = this.#typed;
    if (word === undefined || this.#store.place !== "group") return [];
    const { school, me } = this.#store;
    const names = [school.bot_name, ...school.people.map(({ name }) => name)];
    return names.filter((name) => name !== me && name !== word && name.includes(word));
  }

  #show(chosen) {
    const names = this.#offered;
    if (!names.length) return this.#close();
    this.#chosen = Math.max(0, Math.min(chosen, names.length - 1));
    this.#list.hidden = false;
    this.#list.replaceChildren(...names.map((name, index) => this.#option(name, index)));
    this.#text.setAttribute("aria-activedescendant", `mention-${this.#chosen}`);
    this.#list.children[this.#chosen].scrollIntoView({ block: "nearest" });
  }

  #option(name, index) {
    const take = (event) => (event.preventDefault(), this.#take(name));
    return make(
      "li",
      { role: "option", id: `mention-${index}`, "aria-selected": String(index === this.#chosen), onpointerdown: take },
      avatar(name, name === this.#store.school.bot_name),
      name,
    );
  }

  #take(name) {
    const { selectionStart: caret } = this.#text;
    this.#text.setRangeText(`${name} `, caret - this.#typed.length, caret, "end");
    this.#close();
  }

  #close() {
    this.#list.hidden = true;
    this.#text.removeAttribute("aria-activedescendant");
  }

  #begin() {
    this.#text.focus();
    this.#text.setRangeText("@", this.#text.selectionStart, this.#text.selectionEnd, "end");
    this.#text.dispatchEvent(new Event("input"));
  }
}
