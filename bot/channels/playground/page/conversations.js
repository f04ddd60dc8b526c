import { avatar, find, make } from "./make.js";
import { Moments } from "./moments.js";

/** The list of conversations, and which of them is open. */
export function conversations(store) {
  const list = find("conversations");
  const back = find("back");
  const names = () => ({ group: `${store.school.name}教师群`, private: store.school.bot_name });

  const entry = (place) => {
    const last = store.bubbles[place].at(-1);
    const unread = store.unread(place);
    return make(
      "button",
      { class: "conversation", "aria-current": store.place === place && "true", onclick: () => open(place) },
      place === "group" ? make("span", { class: "avatar avatar-group", "aria-hidden": "true" }, "群") : avatar("", true),
      make("span", { class: "conversation-name" }, names()[place]),
      make("time", {}, last ? new Moments(store.school.timezone).near(new Date(last.at), store.now) : ""),
      make("span", { class: "conversation-last" }, last ? preview(last) : place === "group" ? "全体教师" : "和小研私聊"),
      unread > 0 && make("span", { class: "badge", "aria-label": `${unread}条未读` }, String(unread)),
    );
  };
  const preview = (bubble) => {
    const text = bubble.text || bubble.files.map(({ name }) => `[文件] ${name}`).join(" ");
    return bubble.place === "group" && bubble.sender !== store.me ? `${bubble.sender}：${text}` : text;
  };
  const show = () => {
    if (!store.me) return;
    const focused = [...list.children].indexOf(document.activeElement);
    list.replaceChildren(entry("group"), entry("private"));
    list.children[focused]?.focus();
    const count = store.place === "group" ? ` (${store.school.people.length + 1})` : "";
    find("title").textContent = names()[store.place] + count;
    document.title = `${names()[store.place]} · ${store.me}`;
    showUnread();
  };
  const showUnread = () => {
    const unread = store.unread(store.place === "group" ? "private" : "group");
    const badge = back.querySelector(".badge");
    badge.hidden = !unread;
    badge.textContent = unread;
    back.setAttribute("aria-label", unread ? `回到会话列表，${unread}条未读` : "回到会话列表");
  };
  const open = (place) => {
    document.body.classList.remove("listing");
    store.go(place);
  };

  back.addEventListener("click", () => {
    document.body.classList.add("listing");
    list.querySelector("[aria-current]")?.focus();
  });
  store.on("school me place scene bubble", show);
}
