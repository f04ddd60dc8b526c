const GATHER = 250;
const NAMED = 3;

/** Says to whom the bot has just written privately, so that one can go and look. */
export class Letters {
  #store;
  #toast;
  #people;
  #told = new Set();
  #timer;

  constructor(store, toast, people) {
    this.#store = store;
    this.#toast = toast;
    this.#people = people;
    store.on("scene place", () => (this.#told = new Set(store.awaited)));
    store.on("letters", () => this.#announceSoon());
  }

  #announceSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#announce(), GATHER);
  }

  #announce() {
    const fresh = this.#store.awaited.filter((name) => !this.#told.has(name));
    this.#told = new Set(this.#store.awaited);
    if (fresh.length === 1) this.#toast.show(this.#line(fresh), "去看", () => this.#look(fresh[0]));
    else if (fresh.length) this.#toast.show(this.#line(fresh), "看是谁", () => this.#people.open());
  }

  #line(names) {
    const shown = names.slice(0, NAMED).map((name) => (name === this.#store.me ? "您" : name)).join("、");
    const rest = names.length > NAMED ? `等${names.length}人` : "";
    return `${this.#store.school.bot_name}私聊了${shown}${rest}`;
  }

  #look(name) {
    if (name !== this.#store.me) this.#store.become(name);
    document.body.classList.remove("listing");
    this.#store.go("private");
  }
}
