import { clock } from "./clock.js";
import { composer } from "./composer.js";
import { conversations } from "./conversations.js";
import { insight } from "./insight.js";
import { letters } from "./letters.js";
import { log } from "./log.js";
import { find } from "./make.js";
import { menu } from "./menu.js";
import { people } from "./people.js";
import { Server } from "./server.js";
import { Store } from "./store.js";
import { toast } from "./toast.js";

const store = new Store();
const server = new Server(store);
const say = toast();
const failed = (error) => say(error.message);
const picker = people(store, server, failed);
const panel = insight(store, server, failed);
const write = composer(store, server, failed);
const offer = menu({ store, server, failed, write, panel });

log({ store, server, failed, offer, write });
clock(store, server, failed);
conversations(store);
letters(store, say, picker);

store.on("me", () => server.watch((lost) => (find("lost").hidden = !lost)));

try {
  store.setSchool(await server.school());
  store.become(picker.first());
  write.focus();
} catch (error) {
  failed(error);
}
