import { find, make } from "./make.js";

const SHOWN = 7000;

/** Shows one line for a while, perhaps with something to do about it. */
export class Toast {
  #place = find("toast");
  #timer;

  show(text, label, act) {
    clearTimeout(this.#timer);
    const button = label && make("button", { onclick: () => (this.#hide(), act()) }, label);
    this.#place.replaceChildren(make("span", {}, text), ...(button ? [button] : []));
    this.#place.hidden = false;
    this.#timer = setTimeout(() => this.#hide(), SHOWN);
  }

  #hide() {
    this.#place.hidden = true;
  }
}
