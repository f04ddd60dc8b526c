import { explanation } from "./explanation.js";
import { find, make } from "./make.js";

const GATHER = 120;

/** The side panel: how the selected message, or my latest, was understood. On a narrow screen it is a drawer. */
export class Insight {
  #panel = find("insight");
  #body = find("insight-body");
  #narrow = matchMedia("(max-width: 1099px)");
  #parts;
  #store;
  #timer;
  #asked = 0;

  /** `parts`: store, server, failed. */
  constructor(parts) {
    this.#parts = parts;
    this.#store = parts.store;
    find("explain").addEventListener("click", () => (this.#isOpen ? this.#close() : this.open()));
    find("insight-close").addEventListener("click", () => this.#close());
    find("shade").addEventListener("click", () => this.#close());
    document.addEventListener("keydown", ({ key }) => key === "Escape" && this.#isOpen && this.#close());
    this.#narrow.addEventListener("change", () => this.#unfold(false));
    this.#store.on("scene place selected bubble", () => this.#showSoon());
    this.#unfold(false);
  }

  /** Brings the drawer out; where there is room the panel is always there. */
  open() {
    if (!this.#narrow.matches) return;
    this.#unfold(true);
    find("insight-close").focus();
  }

  get #isOpen() {
    return document.body.classList.contains("explaining");
  }

  #close() {
    this.#unfold(false);
    find("explain").focus();
  }

  #unfold(isOpen) {
    document.body.classList.toggle("explaining", isOpen);
    find("explain").setAttribute("aria-expanded", isOpen);
    find("conversations").inert = find("chat").inert = isOpen;
    this.#panel.inert = this.#narrow.matches && !isOpen;
  }

  #showSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#show(), GATHER);
  }

  async #show() {
    const turn = ++this.#asked;
    const bubble = this.#store.explained;
    if (!bubble) return this.#showNothing();
    try {
      const answer = await this.#parts.server.understood(bubble);
      if (turn === this.#asked) this.#body.replaceChildren(...explanation(answer));
    } catch (error) {
      if (turn === this.#asked) this.#parts.failed(error);
    }
  }

  #showNothing() {
    const isUnasked = this.#store.find(this.#store.selected)?.bot;
    const bot = this.#store.school.bot_name;
    const line = isUnasked ? `这是${bot}主动说的，没有谁问它。` : `说一句话，或点一条消息，这里会显示${bot}怎么理解它。`;
    this.#body.replaceChildren(make("p", { class: "nothing" }, line));
  }
}
