import { find } from "./make.js";
import { Moments } from "./moments.js";

/** The school's time at the top, and the buttons that move it. */
export function clock(store, server, failed) {
  const now = find("now");
  const steps = find("steps");
  const buttons = [...steps.querySelectorAll("button")];

  const show = () => {
    if (store.school) find("time").textContent = new Moments(store.school.timezone).full(store.now);
  };
  const unfold = (open) => {
    steps.classList.toggle("open", open);
    now.setAttribute("aria-expanded", open);
  };
  const move = async (button) => {
    buttons.forEach((other) => (other.disabled = true));
    await server.forward(button.dataset.step).catch(failed);
    buttons.forEach((other) => (other.disabled = false));
    button.focus();
  };

  buttons.forEach((button) => button.addEventListener("click", () => move(button)));
  now.addEventListener("click", () => unfold(!steps.classList.contains("open")));
  document.addEventListener("click", ({ target }) => !target.closest(".clock") && unfold(false));
  steps.parentElement.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    unfold(false);
    now.focus();
  });
  store.on("clock school", show);
  setInterval(show, 1000);
}
