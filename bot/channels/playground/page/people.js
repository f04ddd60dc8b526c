import { avatar, find, make } from "./make.js";
import { roleWord } from "./words.js";

const isTitle = (role) => role !== "teacher";

/** A teacher of some department who holds no office. */
export function isOrdinary({ departments, roles }) {
  return departments.length > 0 && !roles.some(isTitle);
}

function about({ departments, roles }) {
  return [...departments, ...roles.filter(isTitle).map(roleWord)];
}

function matches(person, words) {
  const text = [person.name, ...about(person)].join(" ");
  return words.every((word) => text.includes(word));
}

/** Who one is: the button at the top left, and the roster to choose from. */
export class People {
  #dialog = find("people");
  #roster = find("roster");
  #search = find("search");
  #parts;
  #store;

  /** `parts`: store, server, failed. */
  constructor(parts) {
    this.#parts = parts;
    this.#store = parts.store;
    find("me").addEventListener("click", () => this.open());
    find("people-close").addEventListener("click", () => this.#dialog.close());
    this.#dialog.addEventListener("click", ({ target }) => target === this.#dialog && this.#dialog.close());
    this.#dialog.addEventListener("keydown", (event) => this.#key(event));
    this.#search.addEventListener("input", () => this.#show());
    this.#store.on("me", () => this.#showMe());
    this.#store.on("school scene letters", () => this.#dialog.open && this.#show());
  }

  async open() {
    const { server, failed } = this.#parts;
    this.#search.value = "";
    this.#show();
    this.#dialog.showModal();
    this.#search.focus();
    await server.school().then((school) => this.#store.setSchool(school), failed);
  }

  /** Who one is at first: whoever one was, or an ordinary teacher; the second, who then can speak of the first. */
  first() {
    const all = this.#everyone;
    const [one, other] = all.filter(isOrdinary);
    return (all.find(({ name }) => name === this.#store.remembered) ?? other ?? one ?? all[0]).name;
  }

  get #everyone() {
    const { people, stranger } = this.#store.school;
    return [...people, { name: stranger, departments: ["不在花名册上"], roles: [] }];
  }

  #show() {
    const words = this.#search.value.trim().split(/\s+/);
    const awaited = new Set(this.#store.awaited);
    const found = this.#everyone.filter((person) => matches(person, words));
    found.sort((one, other) => awaited.has(other.name) - awaited.has(one.name));
    const focused = document.activeElement?.dataset.name;
    const entries = found.map((person) => this.#entry(person, awaited.has(person.name)));
    this.#roster.replaceChildren(...(entries.length ? entries : [make("li", { class: "nobody" }, "没有找到")]));
    if (focused) this.#roster.querySelector(`[data-name="${CSS.escape(focused)}"]`)?.focus();
  }

  #entry(person, isAwaited) {
    const { name } = person;
    const isMe = name === this.#store.me;
    const button = make(
      "button",
      { class: "person", "data-name": name, "aria-current": isMe && "true", onclick: () => this.#choose(name) },
      avatar(name),
      make("span", { class: "person-name" }, name),
      make("span", { class: "person-about" }, about(person).join(" · ") || "教师"),
      isAwaited && make("span", { class: "dot", role: "img", "aria-label": "有未读的私聊" }),
    );
    return make("li", {}, button);
  }

  #choose(name) {
    this.#dialog.close();
    if (name !== this.#store.me) this.#store.become(name);
    find("text").focus();
  }

  #key(event) {
    const buttons = [...this.#roster.querySelectorAll("button")];
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing) return;
    if (event.key === "Escape") this.#dialog.close();
    else if (event.key === "Enter" && event.target === this.#search) buttons[0]?.click();
    else if (way) ([this.#search, ...buttons][buttons.indexOf(document.activeElement) + 1 + way])?.focus();
    else return;
    event.preventDefault();
  }

  #showMe() {
    const me = find("me");
    me.querySelector(".avatar").replaceWith(avatar(this.#store.me));
    me.querySelector(".me-name").textContent = this.#store.me;
    me.setAttribute("aria-label", `您现在是${this.#store.me}，换一个人`);
  }
}
