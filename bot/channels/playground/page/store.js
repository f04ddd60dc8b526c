const STORED = "xiaoyan";

/** What the page knows. Parts of the page listen: school, me, place, bubble, scene, letters, clock, selected, quote. */
export class Store extends EventTarget {
  school = null;
  me = null;
  place = "group";
  bubbles = { group: [], private: [] };
  letters = {};
  selected = null;
  quote = null;
  seen = {};
  #ticked = { at: 0, now: Date.now() };

  constructor() {
    super();
    const kept = JSON.parse(sessionStorage.getItem(STORED) ?? "{}");
    this.seen = kept.seen ?? {};
    this.remembered = kept.me;
  }

  on(names, act) {
    for (const name of names.split(" ")) this.addEventListener(name, (event) => act(event.detail));
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  setSchool(school) {
    this.school = school;
    this.#tell("school");
  }

  become(name) {
    this.me = name;
    this.selected = this.quote = null;
    this.#keep();
    this.#tell("me");
  }

  go(place) {
    this.place = place;
    this.selected = this.quote = null;
    this.#read();
    this.#tell("place");
  }

  setScene({ group, private: own, letters, now }) {
    this.bubbles = { group, private: own };
    this.letters = letters;
    this.#forgetOtherRuns();
    this.#read();
    this.setClock(now);
    this.#tell("scene");
  }

  put(bubble) {
    const bubbles = this.bubbles[bubble.place];
    const index = bubbles.findIndex((other) => other.id === bubble.id);
    if (index < 0) bubbles.push(bubble);
    else bubbles[index] = bubble;
    this.#read();
    this.#tell("bubble", { bubble, isNew: index < 0 });
  }

  setLetters(letters) {
    this.letters = letters;
    this.#read();
    this.#tell("letters");
  }

  setClock(now) {
    this.#ticked = { at: performance.now(), now: new Date(now).getTime() };
    this.#tell("clock");
  }

  select(bubble) {
    this.selected = bubble?.id ?? null;
    this.#tell("selected");
  }

  setQuote(bubble) {
    this.quote = bubble;
    this.#tell("quote");
  }

  /** The school's time, ticking on from what the server said last. */
  get now() {
    return new Date(this.#ticked.now + performance.now() - this.#ticked.at);
  }

  get open() {
    return this.bubbles[this.place];
  }

  find(id) {
    return [...this.bubbles.group, ...this.bubbles.private].find((bubble) => bubble.id === id);
  }

  /** The message that the side panel explains: the selected one, or what it answers, or my latest. */
  get explained() {
    const chosen = this.find(this.selected);
    if (chosen) return chosen.bot ? this.find(chosen.answers) : chosen;
    return this.open.findLast((bubble) => bubble.sender === this.me && !bubble.bot);
  }

  unread(place) {
    const seen = this.seen[`${this.me}/${place}`] ?? 0;
    return this.bubbles[place].filter((bubble) => bubble.number > seen && bubble.sender !== this.me).length;
  }

  /** Those to whom the bot wrote something that this page has not shown them. */
  get awaited() {
    return Object.keys(this.letters).filter((name) => this.letters[name] > (this.seen[`${name}/private`] ?? 0));
  }

  #read() {
    const last = this.open.at(-1);
    if (!last || !this.me) return;
    this.seen[`${this.me}/${this.place}`] = last.number;
    this.#keep();
  }

  #forgetOtherRuns() {
    for (const place of ["group", "private"]) {
      const key = `${this.me}/${place}`;
      if ((this.seen[key] ?? 0) > (this.bubbles[place].at(-1)?.number ?? 0)) delete this.seen[key];
    }
    for (const name of Object.keys(this.seen)) {
      const [person, place] = name.split("/");
      if (place === "private" && person !== this.me && !(person in this.letters)) delete this.seen[name];
    }
  }

  #keep() {
    sessionStorage.setItem(STORED, JSON.stringify({ me: this.me, seen: this.seen }));
  }
}
