/** Builds an element. Text goes in as text: nothing that anybody says is ever read as HTML. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === false || value == null) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return element;
}

export function find(id) {
  return document.getElementById(id);
}

const TINTS = 8;

/** The square with the end of a name; the same name always has the same colour, the bot has its own. */
export function avatar(name, bot = false) {
  const tint = [...name].reduce((sum, sign) => sum + sign.codePointAt(0), 0) % TINTS;
  const look = bot ? "avatar avatar-bot" : `avatar tint-${tint}`;
  return make("span", { class: look, "aria-hidden": "true" }, name.slice(bot ? -1 : -2));
}
