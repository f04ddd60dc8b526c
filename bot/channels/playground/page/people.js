import { avatar, find, make } from "./make.js";
import { roleWord } from "./words.js";

/** Who one is: the button at the top left, and the roster to choose from. */
export function people(store, server, failed) {
  const dialog = find("people");
  const roster = find("roster");
  const search = find("search");

  const about = ({ departments, roles }) => [...departments, ...roles.filter((role) => role !== "teacher").map(roleWord)];
  const everyone = () => [...store.school.people, { name: store.school.stranger, departments: ["不在花名册上"], roles: [] }];
  const matches = (person, words) => {
    const text = [person.name, ...about(person)].join(" ");
    return words.every((word) => text.includes(word));
  };
  const awaitedFirst = (one, other) => store.awaited.includes(other.name) - store.awaited.includes(one.name);
  const choose = (name) => {
    dialog.close();
    if (name !== store.me) store.become(name);
    find("text").focus();
  };
  const entry = (person) =>
    make(
      "li",
      {},
      make(
        "button",
        { class: "person", "aria-current": person.name === store.me && "true", onclick: () => choose(person.name) },
        avatar(person.name),
        make("span", { class: "person-name" }, person.name),
        make("span", { class: "person-about" }, about(person).join(" · ") || "教师"),
        store.awaited.includes(person.name) && make("span", { class: "dot", role: "img", "aria-label": "有未读的私聊" }),
      ),
    );
  const show = () => {
    const words = search.value.trim().split(/\s+/);
    const found = everyone().filter((person) => matches(person, words)).sort(awaitedFirst);
    roster.replaceChildren(...(found.length ? found.map(entry) : [make("li", { class: "nobody" }, "没有找到")]));
  };
  const open = async () => {
    search.value = "";
    show();
    dialog.showModal();
    search.focus();
    await server.school().then((school) => store.setSchool(school), failed);
  };
  const step = (event) => {
    const buttons = [...roster.querySelectorAll("button")];
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const from = buttons.indexOf(document.activeElement);
    if (event.key === "Escape") {
      event.preventDefault();
      dialog.close();
    } else if (way) {
      event.preventDefault();
      (buttons[from + way] ?? (way < 0 ? search : null))?.focus();
    } else if (event.key === "Enter" && event.target === search && !event.isComposing) {
      event.preventDefault();
      buttons[0]?.click();
    }
  };
  const showMe = () => {
    const me = find("me");
    me.querySelector(".avatar").replaceWith(avatar(store.me));
    me.querySelector(".me-name").textContent = store.me;
    me.setAttribute("aria-label", `您现在是${store.me}，换一个人`);
  };

  find("me").addEventListener("click", open);
  find("people-close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("keydown", step);
  search.addEventListener("input", show);
  store.on("me", showMe);
  store.on("school scene letters", () => dialog.open && show());

  /** Who one is at first: whoever one was, or an ordinary teacher. */
  const first = () => {
    const all = everyone();
    const ordinary = all.find(({ departments, roles }) => departments.length && !roles.some((role) => role !== "teacher"));
    return (all.find(({ name }) => name === store.remembered) ?? ordinary ?? all[0]).name;
  };
  return { open, first };
}
