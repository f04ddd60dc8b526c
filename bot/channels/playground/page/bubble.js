import { avatar, make } from "./make.js";

const UNITS = ["字节", "KB", "MB"];

function size(bytes) {
  const power = Math.min(2, Math.floor(Math.log2(Math.max(bytes, 1)) / 10));
  return `${Number((bytes / 1024 ** power).toFixed(power && 1))} ${UNITS[power]}`;
}

/** The text with its @names set off. */
function spoken(text, names) {
  const pieces = text.split(/([@＠][^\s@＠，。：:,]+)/);
  return pieces.map((piece) => {
    const name = /^[@＠]/.test(piece) && names.find((known) => piece.slice(1).startsWith(known));
    if (!name) return piece;
    return [make("span", { class: "mention" }, piece.slice(0, name.length + 1)), piece.slice(name.length + 1)];
  });
}

function file({ name, size: bytes, url, picture }) {
  if (picture) return make("a", { class: "picture", href: url, download: name }, make("img", { src: url, alt: name }));
  const ending = /\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1].toLowerCase() ?? "";
  return make(
    "a",
    { class: "file", href: url, download: name, "aria-label": `下载 ${name}，${size(bytes)}` },
    make("span", { class: "file-name" }, name),
    make("span", { class: "file-size" }, size(bytes)),
    make("span", { class: `file-icon file-${ending}`, "aria-hidden": "true" }, ending || "文件"),
  );
}

function buttons(bubble, press) {
  if (!bubble.buttons.length) return null;
  const each = (label, index) => make("button", { onclick: () => press(index) }, label);
  return make("div", { class: "card-buttons", role: "group", "aria-label": "卡片的按钮" }, bubble.buttons.map(each));
}

function foot(bubble, again) {
  if (bubble.state === "failed") {
    return make("div", { class: "foot failed" }, "没有送到 ", make("button", { onclick: again }, "再发一次"));
  }
  return bubble.times > 1 && make("div", { class: "foot" }, `送达了${bubble.times}次，编号相同`);
}

/** A line in the middle that only the presser sees. */
function pressed(bubble) {
  const times = bubble.times > 1 ? `，送达了${bubble.times}次` : "";
  return make("article", { class: "pressed", "data-id": bubble.id, tabindex: "-1" }, `您按了「${bubble.text}」${times}`);
}

/** One thing said. `act` holds what can be done with it: press, again, more. */
export function render(bubble, { me, names, act }) {
  if (bubble.pressed) return pressed(bubble);
  const mine = !bubble.bot && bubble.sender === me;
  const text = bubble.text && make("div", { class: "said" }, spoken(bubble.text, names));
  const { quoted } = bubble;
  return make(
    "article",
    { class: `bubble ${mine ? "mine" : bubble.bot ? "bot" : "theirs"}`, "data-id": bubble.id, tabindex: "-1",
      "aria-label": `${mine ? "我" : bubble.sender}说` },
    avatar(bubble.sender, bubble.bot),
    make(
      "div",
      { class: "stack" },
      make("span", { class: "who", "aria-hidden": "true" }, bubble.sender),
      (text || bubble.buttons.length > 0) &&
        make("div", { class: bubble.buttons.length ? "box card" : "box" }, text, buttons(bubble, act.press)),
      bubble.files.map(file),
      quoted && make("blockquote", { class: "quoted" }, `${quoted.sender}：${quoted.text}`),
      foot(bubble, act.again),
    ),
    make("button", { class: "more", "aria-label": "更多", "aria-haspopup": "menu", tabindex: "-1", onclick: act.more }, "⋯"),
  );
}
