import { find, make } from "./make.js";
import { Moments } from "./moments.js";
import { render } from "./bubble.js";
import { welcome } from "./welcome.js";

const PAUSE = 5 * 60 * 1000;
const NEAR = 80;

/** The open conversation. Arrow keys walk through its bubbles, Enter opens the menu of one. */
export function log({ store, server, failed, offer, write }) {
  const place = find("log");
  const newer = find("newer");
  const element = (id) => [...place.children].find((child) => child.dataset.id === id);
  const bubbles = () => [...place.querySelectorAll("[data-id]")];
  const atEnd = () => place.scrollHeight - place.scrollTop - place.clientHeight < NEAR;
  const toEnd = () => {
    place.scrollTop = place.scrollHeight;
    newer.hidden = true;
  };

  const acts = (bubble) => ({
    press: (index) => server.press(bubble, index).catch(failed),
    again: () => server.again(bubble).catch(failed),
    more: (event) => {
      event.stopPropagation();
      offer(bubble, event.currentTarget, element(bubble.id));
    },
  });
  const draw = (bubble) => {
    const names = [store.school.bot_name, ...store.school.people.map(({ name }) => name)];
    const drawn = render(bubble, { me: store.me, names, act: acts(bubble) });
    drawn.classList.toggle("selected", bubble.id === store.selected);
    drawn.querySelectorAll("img").forEach((img) => img.addEventListener("load", () => atEnd() && toEnd()));
    return drawn;
  };
  const separator = (bubble, before) => {
    const at = new Date(bubble.at);
    if (before && at - new Date(before.at) < PAUSE) return [];
    return [make("div", { class: "separator" }, new Moments(store.school.timezone).full(at))];
  };
  const rove = () => {
    const all = bubbles();
    const chosen = all.find((each) => each.tabIndex === 0 && each === document.activeElement) ?? all.at(-1);
    all.forEach((each) => (each.tabIndex = each === chosen ? 0 : -1));
  };

  const showAll = () => {
    if (!store.me) return;
    const rows = store.open.flatMap((bubble, index) => [...separator(bubble, store.open[index - 1]), draw(bubble)]);
    place.replaceChildren(...(rows.length ? rows : [welcome(store, write)]));
    rove();
    toEnd();
  };
  const append = (bubble) => {
    const follow = atEnd() || bubble.sender === store.me;
    place.querySelector(".welcome")?.remove();
    place.append(...separator(bubble, store.open.at(-2)), draw(bubble));
    rove();
    if (follow) toEnd();
    else newer.hidden = false;
  };
  const replace = (bubble) => {
    const old = element(bubble.id);
    const focused = old?.contains(document.activeElement);
    const fresh = draw(bubble);
    old?.replaceWith(fresh);
    rove();
    if (focused) focus(fresh);
  };
  const focus = (bubble) => {
    bubbles().forEach((each) => (each.tabIndex = each === bubble ? 0 : -1));
    bubble?.focus();
  };
  const walk = (event) => {
    const all = bubbles();
    const from = all.indexOf(event.target);
    if (from < 0) return;
    const to = { ArrowUp: from - 1, ArrowDown: from + 1, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      focus(all[Math.max(0, Math.min(to, all.length - 1))]);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      offer(store.find(event.target.dataset.id), event.target.querySelector(".box, .file, .picture") ?? event.target, event.target);
    } else if (event.key === "Escape") store.select(null);
  };
  const bubbleAt = ({ target }) => {
    const row = target.closest("[data-id]");
    return row && !target.closest("a, button") ? store.find(row.dataset.id) : null;
  };

  place.addEventListener("keydown", walk);
  place.addEventListener("click", (event) => {
    const bubble = bubbleAt(event);
    if (bubble && getSelection().isCollapsed) store.select(bubble.id === store.selected ? null : bubble);
  });
  place.addEventListener("contextmenu", (event) => {
    const bubble = bubbleAt(event);
    if (!bubble || !getSelection().isCollapsed) return;
    event.preventDefault();
    offer(bubble, event.target, element(bubble.id));
  });
  place.addEventListener("scroll", () => (newer.hidden ||= atEnd()));
  newer.addEventListener("click", toEnd);
  store.on("scene place", showAll);
  store.on("bubble", ({ bubble, isNew }) => bubble.place === store.place && (isNew ? append : replace)(bubble));
  store.on("selected", () => bubbles().forEach((each) => each.classList.toggle("selected", each.dataset.id === store.selected)));
}
