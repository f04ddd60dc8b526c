import { render } from "./bubble.js";
import { find, make } from "./make.js";
import { Moments } from "./moments.js";
import { welcome } from "./welcome.js";

const PAUSE = 5 * 60 * 1000;
const NEAR = 80;

/** What decides whether a bubble must be drawn again. */
const look = ({ state, times }) => `${state === "failed"} ${times}`;

/** The open conversation. Arrow keys walk through its bubbles, Enter opens the menu of one. */
export class Log {
  #place = find("log");
  #newer = find("newer");
  #parts;
  #store;

  /** `parts`: store, server, failed, composer, menu. */
  constructor(parts) {
    this.#parts = parts;
    this.#store = parts.store;
    this.#listen();
    this.#store.on("scene place", () => this.#showAll());
    this.#store.on("bubble", (change) => this.#take(change));
    this.#store.on("selected", () => this.#rows.forEach((row) => this.#mark(row)));
  }

  get #rows() {
    return [...this.#place.querySelectorAll("[data-id]")];
  }

  get #isAtEnd() {
    return this.#place.scrollHeight - this.#place.scrollTop - this.#place.clientHeight < NEAR;
  }

  #row(id) {
    return this.#rows.find((row) => row.dataset.id === id);
  }

  #listen() {
    this.#place.addEventListener("keydown", (event) => this.#key(event));
    this.#place.addEventListener("click", (event) => this.#select(event));
    this.#place.addEventListener("contextmenu", (event) => this.#context(event));
    this.#place.addEventListener("scroll", () => (this.#newer.hidden ||= this.#isAtEnd));
    this.#newer.addEventListener("click", () => this.#toEnd());
  }

  #showAll() {
    if (!this.#store.me) return;
    const { open } = this.#store;
    const rows = open.flatMap((bubble, index) => this.#drawWithTime(bubble, open[index - 1]));
    this.#place.replaceChildren(...(rows.length ? rows : [welcome(this.#store, this.#parts.composer)]));
    this.#rove();
    this.#toEnd();
  }

  #take({ bubble, isNew }) {
    if (bubble.place !== this.#store.place) return;
    if (isNew) this.#append(bubble);
    else this.#replace(bubble);
  }

  #append(bubble) {
    const follow = this.#isAtEnd || bubble.sender === this.#store.me;
    this.#place.querySelector(".welcome")?.remove();
    this.#place.append(...this.#drawWithTime(bubble, this.#store.open.at(-2)));
    this.#rove();
    if (follow) this.#toEnd();
    else this.#newer.hidden = false;
  }

  #replace(bubble) {
    const old = this.#row(bubble.id);
    if (!old || old.dataset.look === look(bubble)) return;
    const isFocused = old.contains(document.activeElement);
    const row = this.#draw(bubble);
    old.replaceWith(row);
    this.#rove();
    if (isFocused) this.#focus(row);
  }

  #drawWithTime(bubble, before) {
    const at = new Date(bubble.at);
    const row = this.#draw(bubble);
    if (before && at - new Date(before.at) < PAUSE) return [row];
    return [make("div", { class: "separator" }, new Moments(this.#store.school.timezone).full(at)), row];
  }

  #draw(bubble) {
    const { me, school } = this.#store;
    const names = [school.bot_name, ...school.people.map(({ name }) => name)];
    const row = render(bubble, { me, names, act: this.#acts(bubble) });
    row.dataset.look = look(bubble);
    this.#mark(row);
    row.querySelectorAll("img").forEach((img) => img.addEventListener("load", () => this.#isAtEnd && this.#toEnd()));
    return row;
  }

  #acts(bubble) {
    const { server, failed, menu } = this.#parts;
    return {
      press: (index) => server.press(bubble, index).catch(failed),
      again: () => server.again(bubble).catch(failed),
      more: ({ currentTarget }) => menu.open(bubble, currentTarget, this.#row(bubble.id)),
    };
  }

  #mark(row) {
    row.classList.toggle("selected", row.dataset.id === this.#store.selected);
  }

  #toEnd() {
    this.#place.scrollTop = this.#place.scrollHeight;
    this.#newer.hidden = true;
  }

  /** One bubble can be reached by Tab: the focused one, or the last. */
  #rove() {
    const rows = this.#rows;
    const chosen = rows.find((row) => row === document.activeElement) ?? rows.at(-1);
    rows.forEach((row) => (row.tabIndex = row === chosen ? 0 : -1));
  }

  #focus(row) {
    row.focus();
    this.#rove();
  }

  #key(event) {
    const rows = this.#rows;
    const from = rows.indexOf(event.target);
    if (from < 0) return;
    const to = { ArrowUp: from - 1, ArrowDown: from + 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to !== undefined) this.#focus(rows[Math.max(0, Math.min(to, rows.length - 1))]);
    else if (event.key === "Enter" || event.key === " ") this.#openMenu(event.target);
    else if (event.key === "Escape") this.#store.select(null);
    else return;
    event.preventDefault();
  }

  #openMenu(row) {
    this.#parts.menu.open(this.#store.find(row.dataset.id), row.querySelector(".box, .file, .picture") ?? row, row);
  }

  #bubbleAt({ target }) {
    const row = target.closest("[data-id]");
    return row && !target.closest("a, button") && getSelection().isCollapsed ? this.#store.find(row.dataset.id) : null;
  }

  #select(event) {
    const bubble = this.#bubbleAt(event);
    if (bubble) this.#store.select(bubble.id === this.#store.selected ? null : bubble);
  }

  #context(event) {
    const bubble = this.#bubbleAt(event);
    if (!bubble) return;
    event.preventDefault();
    this.#parts.menu.open(bubble, event.target, this.#row(bubble.id));
  }
}
