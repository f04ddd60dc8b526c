import { make } from "./make.js";
import { isOrdinary } from "./people.js";

/** What stands in an empty conversation: what one might say first. */
export function welcome(store, composer) {
  const { bot_name: bot, people, name } = store.school;
  const others = people.filter((person) => person.name !== store.me);
  const other = (others.find(isOrdinary) ?? others[0])?.name ?? "同事";
  const group = store.place === "group";
  const sentences = group
    ? [`今天第二节听了${other}的课`, `@${bot} 我听了几节课`, `@${bot} 撤回`]
    : [`今天第二节听了${other}的课`, "我听了几节课", "您会做什么"];
  const lead = group
    ? [`这里是${name}的教师群。`, `像平时一样说话，提到@${bot}时它会回答。`]
    : [`这里只有您和${bot}。`, "您可以这样说："];
  return make(
    "div",
    { class: "welcome" },
    lead.map((line) => make("p", {}, line)),
    sentences.map((sentence) => make("button", { onclick: () => composer.fill(sentence) }, sentence)),
  );
}
