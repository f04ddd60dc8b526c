const GATHER = 250;

/** Says to whom the bot has just written privately, so that one can go and look. */
export function letters(store, say, picker) {
  let told = new Set();
  let timer;

  const announce = () => {
    const fresh = store.awaited.filter((name) => !told.has(name));
    told = new Set(store.awaited);
    if (fresh.length === 1) say(line(fresh), "去看", () => look(fresh[0]));
    else if (fresh.length) say(line(fresh), "看是谁", picker.open);
  };
  const line = (names) => {
    const shown = names.map((name) => (name === store.me ? "您" : name));
    return shown.length > 3 ? `小研私聊了${shown.slice(0, 3).join("、")}等${shown.length}人` : `小研私聊了${shown.join("、")}`;
  };
  const look = (name) => {
    if (name !== store.me) store.become(name);
    store.go("private");
  };

  store.on("letters", () => {
    clearTimeout(timer);
    timer = setTimeout(announce, GATHER);
  });
  store.on("scene", () => (told = new Set(store.awaited)));
  store.on("place", () => (told = new Set([...told].filter((name) => store.awaited.includes(name)))));
}
