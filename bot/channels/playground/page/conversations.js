import { avatar, find, make } from "./make.js";
import { Moments } from "./moments.js";

/** The list of conversations, and which of them is open. */
export class Conversations {
  #list = find("conversations");
  #back = find("back");
  #store;

  constructor(store) {
    this.#store = store;
    this.#back.addEventListener("click", () => this.#goBack());
    store.on("school me place scene bubble clock", () => store.me && this.#show());
  }

  get #names() {
    const { name, bot_name: bot } = this.#store.school;
    return { group: `${name}教师群`, private: bot };
  }

  #show() {
    const { place, school, me } = this.#store;
    const focused = [...this.#list.children].indexOf(document.activeElement);
    this.#list.replaceChildren(this.#entry("group"), this.#entry("private"));
    this.#list.children[focused]?.focus();
    const count = place === "group" ? ` (${school.people.length + 1})` : "";
    find("title").textContent = this.#names[place] + count;
    document.title = `${this.#names[place]} · ${me}`;
    this.#showUnread();
  }

  #entry(place) {
    const last = this.#store.bubbles[place].at(-1);
    const unread = this.#store.unread(place);
    const group = make("span", { class: "avatar avatar-group", "aria-hidden": "true" }, "群");
    const isOpen = this.#store.place === place;
    return make(
      "button",
      { class: "conversation", "aria-current": isOpen && "true", onclick: () => this.#open(place) },
      place === "group" ? group : avatar(this.#store.school.bot_name, true),
      make("span", { class: "conversation-name" }, this.#names[place]),
      make("time", {}, last && this.#time(last)),
      make("span", { class: "conversation-last" }, last ? this.#preview(last) : this.#about(place)),
      unread > 0 && make("span", { class: "badge", "aria-label": `${unread}条未读` }, String(unread)),
    );
  }

  #time(bubble) {
    return new Moments(this.#store.school.timezone).near(new Date(bubble.at), this.#store.now);
  }

  #preview(bubble) {
    const text = bubble.text || bubble.files.map(({ name }) => `[文件] ${name}`).join(" ");
    return bubble.place === "group" && bubble.sender !== this.#store.me ? `${bubble.sender}：${text}` : text;
  }

  #about(place) {
    return place === "group" ? "全体教师" : `和${this.#store.school.bot_name}私聊`;
  }

  /** On a phone the list is behind the conversation, so what waits there is counted on the way back. */
  #showUnread() {
    const unread = this.#store.unread(this.#store.place === "group" ? "private" : "group");
    const badge = this.#back.querySelector(".badge");
    badge.hidden = !unread;
    badge.textContent = unread;
    this.#back.setAttribute("aria-label", unread ? `回到会话列表，${unread}条未读` : "回到会话列表");
  }

  #goBack() {
    document.body.classList.add("listing");
    this.#list.querySelector("[aria-current]")?.focus();
  }

  #open(place) {
    document.body.classList.remove("listing");
    this.#store.go(place);
  }
}
