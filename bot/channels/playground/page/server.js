const RETRY = 1000;

/** The bot's end of the page. What fails is thrown as an Error whose message can be shown. */
export class Server {
  #store;
  #socket = null;
  #last = Promise.resolve();

  constructor(store) {
    this.#store = store;
  }

  async school() {
    return this.#fetch("/school");
  }

  understood(bubble) {
    return this.#fetch(`/understood?${new URLSearchParams({ as: this.#store.me, bubble: bubble.id })}`);
  }

  say(text, quote, files) {
    return this.#post("/say", { place: this.#store.place, text, quote: quote?.id, files });
  }

  press(bubble, button) {
    return this.#post("/press", { bubble: bubble.id, button });
  }

  again(bubble) {
    return this.#post("/again", { bubble: bubble.id });
  }

  forward(step) {
    return this.#post("/clock", { step });
  }

  upload(file) {
    const headers = { "Content-Type": "application/octet-stream" };
    return this.#fetch(`/files?${new URLSearchParams({ name: file.name })}`, { method: "POST", headers, body: file });
  }

  /** One after the other, so that what was said first arrives first. */
  #post(path, body) {
    const headers = { "Content-Type": "application/json" };
    const request = { method: "POST", headers, body: JSON.stringify({ as: this.#store.me, ...body }) };
    const sent = this.#last.then(() => this.#fetch(path, request));
    this.#last = sent.catch(() => {});
    return sent;
  }

  async #fetch(path, request) {
    const answer = await fetch(path, request).catch(() => {
      throw new Error("没有连上，请稍后再试。");
    });
    const body = await answer.json();
    if (!answer.ok) throw new Error(body.error);
    return body;
  }

  /** Looks as the present person; comes back by itself when the connection is lost. */
  watch(onLost) {
    this.#socket?.close();
    const socket = new WebSocket(`ws://${location.host}/live?${new URLSearchParams({ as: this.#store.me })}`);
    this.#socket = socket;
    socket.onopen = () => onLost(false);
    socket.onmessage = ({ data }) => this.#socket === socket && this.#take(JSON.parse(data));
    socket.onclose = () => {
      if (this.#socket !== socket) return;
      onLost(true);
      setTimeout(() => this.#socket === socket && this.watch(onLost), RETRY);
    };
  }

  #take(event) {
    if (event.type === "scene") this.#store.setScene(event);
    if (event.type === "bubble") this.#store.put(event.bubble);
    if (event.type === "letters") this.#store.setLetters(event.letters);
    if (event.type === "clock") this.#store.setClock(event.now);
  }
}
