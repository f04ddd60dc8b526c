import { find, make } from "./make.js";

const MARGIN = 8;

/** What can be done with a bubble, beside it. */
export function menu({ store, server, failed, write, panel }) {
  const place = find("menu");
  let opener = null;

  const choices = (bubble) => [
    !bubble.pressed && ["引用", () => write.quote(bubble)],
    ["怎么理解的", () => (store.select(bubble), panel.open())],
    !bubble.bot && bubble.sender === store.me && ["再发一次", () => server.again(bubble).catch(failed)],
    bubble.text && ["复制", () => navigator.clipboard.writeText(bubble.text).catch(failed)],
  ];
  const item = ([label, act]) =>
    make("button", { role: "menuitem", onclick: () => (place.hidePopover(), act()) }, label);
  const settle = (anchor) => {
    const { left, right, bottom, top } = anchor.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = place;
    const below = bottom + height + MARGIN < innerHeight;
    const start = left + width + MARGIN < innerWidth ? left : right - width;
    place.style.left = `${Math.max(MARGIN, start)}px`;
    place.style.top = `${Math.max(MARGIN, below ? bottom + 4 : top - height - 4)}px`;
  };
  const move = (event) => {
    const way = { ArrowDown: 1, ArrowUp: -1, Tab: event.shiftKey ? -1 : 1 }[event.key];
    if (!way) return;
    event.preventDefault();
    const items = [...place.children];
    items.at((items.indexOf(document.activeElement) + way) % items.length).focus();
  };

  place.addEventListener("keydown", move);
  place.addEventListener("toggle", ({ newState }) => {
    if (newState === "closed" && (document.activeElement === document.body || place.contains(document.activeElement))) opener?.focus();
  });

  return (bubble, anchor, from) => {
    opener = from;
    place.replaceChildren(...choices(bubble).filter(Boolean).map(item));
    place.showPopover();
    settle(anchor);
    place.firstChild.focus();
  };
}
