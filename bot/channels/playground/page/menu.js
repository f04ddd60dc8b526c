import { find, make } from "./make.js";

const MARGIN = 8;

/** What can be done with a bubble, beside it. */
export class Menu {
  #place = find("menu");
  #parts;
  #row = null;

  /** `parts`: store, server, failed, composer, insight. */
  constructor(parts) {
    this.#parts = parts;
    this.#place.addEventListener("keydown", (event) => this.#move(event));
    this.#place.addEventListener("toggle", ({ newState }) => newState === "closed" && this.#giveBackFocus());
  }

  /** Opens beside `anchor`; the focus goes back to `row`. */
  open(bubble, anchor, row) {
    this.#row = row;
    this.#place.replaceChildren(...this.#choices(bubble).filter(Boolean).map((choice) => this.#item(choice)));
    this.#place.showPopover();
    this.#settle(anchor);
    this.#place.firstChild.focus();
  }

  #choices(bubble) {
    const { store, server, failed, composer, insight } = this.#parts;
    const isMine = !bubble.bot && bubble.sender === store.me;
    return [
      !bubble.pressed && ["引用", () => composer.quote(bubble)],
      ["怎么理解的", () => (store.select(bubble), insight.open())],
      isMine && ["再发一次", () => server.again(bubble).catch(failed)],
      bubble.text && ["复制", () => navigator.clipboard.writeText(bubble.text).catch(() => failed(new Error("没能复制。")))],
    ];
  }

  #item([label, act]) {
    return make("button", { role: "menuitem", onclick: () => (this.#place.hidePopover(), act()) }, label);
  }

  #settle(anchor) {
    const { left, right, bottom, top } = anchor.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.#place;
    const fitsBelow = bottom + height + MARGIN < innerHeight;
    const start = left + width + MARGIN < innerWidth ? left : right - width;
    this.#place.style.left = `${Math.max(MARGIN, start)}px`;
    this.#place.style.top = `${Math.max(MARGIN, fitsBelow ? bottom + 4 : top - height - 4)}px`;
  }

  #move(event) {
    const way = { ArrowDown: 1, ArrowUp: -1, Tab: event.shiftKey ? -1 : 1 }[event.key];
    if (!way) return;
    event.preventDefault();
    const items = [...this.#place.children];
    items.at((items.indexOf(document.activeElement) + way) % items.length).focus();
  }

  #giveBackFocus() {
    const { activeElement } = document;
    if (activeElement === document.body || this.#place.contains(activeElement)) this.#row?.focus();
  }
}
