import { find, make } from "./make.js";

const SHOWN = 7000;

/** Shows one line for a while, perhaps with something to do about it. */
export function toast() {
  const place = find("toast");
  let timer;
  const hide = () => (place.hidden = true);

  return (text, label, act) => {
    clearTimeout(timer);
    const button = label && make("button", { onclick: () => (hide(), act()) }, label);
    place.replaceChildren(make("span", {}, text), ...(button ? [button] : []));
    place.hidden = false;
    timer = setTimeout(hide, SHOWN);
  };
}
