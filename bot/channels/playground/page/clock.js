import { find } from "./make.js";
import { Moments } from "./moments.js";

/** The school's time at the top, and the buttons that move it. */
export class Clock {
  #now = find("now");
  #steps = find("steps");
  #parts;
  #store;

  /** `parts`: store, server, failed. */
  constructor(parts) {
    this.#parts = parts;
    this.#store = parts.store;
    this.#now.addEventListener("click", () => this.#unfold(!this.#steps.classList.contains("open")));
    this.#steps.addEventListener("click", ({ target }) => target.dataset.step && this.#move(target));
    document.addEventListener("click", ({ target }) => !target.closest(".clock") && this.#unfold(false));
    find("clock").addEventListener("keydown", ({ key }) => key === "Escape" && this.#leave());
    this.#store.on("clock school", () => this.#show());
    setInterval(() => this.#show(), 1000);
  }

  #show() {
    const { school, now } = this.#store;
    if (school) find("time").textContent = new Moments(school.timezone).full(now);
  }

  /** On a phone the buttons are folded away under the time. */
  #unfold(isOpen) {
    this.#steps.classList.toggle("open", isOpen);
    this.#now.setAttribute("aria-expanded", isOpen);
  }

  #leave() {
    this.#unfold(false);
    this.#now.focus();
  }

  async #move(button) {
    const { server, failed } = this.#parts;
    const buttons = [...this.#steps.children];
    buttons.forEach((each) => (each.disabled = true));
    await server.forward(button.dataset.step).catch(failed);
    buttons.forEach((each) => (each.disabled = false));
    button.focus();
  }
}
