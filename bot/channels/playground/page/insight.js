import { find, make } from "./make.js";
import { intentWord, pieceWord, slotWord, valueWords } from "./words.js";

const GATHER = 120;

function section(title, ...children) {
  return make("section", {}, make("h3", {}, title), children);
}

function highlighted({ text, kind, value }, index) {
  if (!kind) return text;
  const title = value == null ? null : valueWords(value);
  return make("mark", { class: `piece piece-${index % 6}`, title }, text, make("span", { class: "piece-kind" }, pieceWord(kind)));
}

function slots(values) {
  const rows = Object.entries(values).map(([name, value]) => [
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

function explained({ segments, kept, why, ...rest }) {
  return [
    section("原话", make("p", { class: "original" }, segments.map(highlighted))),
    frame(rest),
    why.length > 0 && section("为什么", make("ul", { class: "why" }, why.map((line) => make("li", {}, line)))),
    section("记下了", kept.length ? kept.map(record) : make("p", { class: "nothing" }, "没有因为这句话记下什么。")),
  ].filter(Boolean);
}

/** The side panel: how the selected message, or my latest, was understood. On a phone it is a drawer. */
export function insight(store, server, failed) {
  const body = find("insight-body");
  const panel = find("insight");
  const drawer = matchMedia("(max-width: 1099px)");
  let timer;
  let asked = 0;

  const empty = () => {
    const chosen = store.find(store.selected);
    const line = chosen?.bot ? "这是小研主动说的，没有谁问它。" : "说一句话，或点一条消息，这里会显示小研怎么理解它。";
    body.replaceChildren(make("p", { class: "nothing" }, line));
  };
  const show = async () => {
    const turn = ++asked;
    const bubble = store.explained;
    if (!bubble) return empty();
    try {
      const answer = await server.understood(bubble);
      if (turn === asked) body.replaceChildren(...explained(answer));
    } catch (error) {
      if (turn === asked) failed(error);
    }
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(show, GATHER);
  };
  const unfold = (open) => {
    document.body.classList.toggle("explaining", open);
    find("explain").setAttribute("aria-expanded", open);
    for (const other of [find("conversations"), document.querySelector(".chat")]) other.inert = open && drawer.matches;
    panel.inert = drawer.matches && !open;
  };
  const isOpen = () => document.body.classList.contains("explaining");
  const open = () => {
    if (!drawer.matches) return;
    unfold(true);
    find("insight-close").focus();
  };
  const close = () => {
    unfold(false);
    find("explain").focus();
  };

  find("explain").addEventListener("click", () => (isOpen() ? close() : open()));
  find("insight-close").addEventListener("click", close);
  find("shade").addEventListener("click", close);
  document.addEventListener("keydown", ({ key }) => key === "Escape" && isOpen() && close());
  drawer.addEventListener("change", () => unfold(false));
  store.on("scene place selected bubble", soon);
  unfold(false);
  return { open };
}
