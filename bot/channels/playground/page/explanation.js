import { make } from "./make.js";
import { againstWords, intentWord, pieceWord, reasonWords, slotWord, valueWords } from "./words.js";

function section(title, ...children) {
  return make("section", {}, make("h3", {}, title), children);
}

function highlighted({ text, kind, value }, index) {
  if (!kind) return text;
  const title = value == null ? null : valueWords(value);
  return make("mark", { class: `piece piece-${index % 6}`, title }, text, make("span", { class: "piece-kind" }, pieceWord(kind)));
}

/** What a slot names by an id is for the bot alone. */
function slots(values) {
  const rows = Object.entries(values).filter(([name]) => !name.endsWith("_id")).map(([name, value]) => [
    make("dt", {}, slotWord(name)),
    make("dd", {}, valueWords(value)),
  ]);
  return rows.length > 0 && make("dl", { class: "slots" }, rows);
}

function frame({ intent, slots: own, told }) {
  const records = told.map(slots);
  return section("意思", make("p", { class: intent === "none" ? "intent none" : "intent" }, intentWord(intent)), slots(own), records);
}

function record({ number, kind, shown, cancelled }) {
  return make(
    "div",
    { class: cancelled ? "record cancelled" : "record" },
    make("p", { class: "record-head" }, make("b", {}, `#${number}`), ` ${kind}`, cancelled && make("span", {}, "已撤回")),
    make("dl", { class: "slots" }, Object.entries(shown).map(([name, value]) => [
      make("dt", {}, name),
      make("dd", {}, valueWords(value)),
    ])),
  );
}

/** An intent that gave way, what spoke for it and what against. */
function other({ intent, for: pro, against }) {
  const lines = [...pro.map((line) => `有：${reasonWords(line.replace(/^[a-z_.]+: /, ""))}`), ...against.map((line) => `但：${againstWords(line)}`)];
  return make("li", {}, make("b", {}, intentWord(intent)), ` ${lines.join("；")}`);
}

/** How a message was understood: its words, its meaning, why, what else it might have been, and what was kept of it. */
export function explanation({ segments, kept, why, others = [], ...rest }) {
  return [
    section("原话", make("p", { class: "original" }, segments.map(highlighted))),
    frame(rest),
    why.length > 0 && section("为什么", make("ul", { class: "why" }, why.map((line) => make("li", {}, reasonWords(line))))),
    others.length > 0 && section("也想过", make("ul", { class: "why" }, others.map(other))),
    section("记下了", kept.length ? kept.map(record) : make("p", { class: "nothing" }, "没有因为这句话记下什么。")),
  ].filter(Boolean);
}

