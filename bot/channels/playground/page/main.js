import { Clock } from "./clock.js";
import { Composer } from "./composer.js";
import { Conversations } from "./conversations.js";
import { Insight } from "./insight.js";
import { Letters } from "./letters.js";
import { Log } from "./log.js";
import { find } from "./make.js";
import { Menu } from "./menu.js";
import { People } from "./people.js";
import { Server } from "./server.js";
import { Store } from "./store.js";
import { Toast } from "./toast.js";

const store = new Store();
const server = new Server(store);
const toast = new Toast();
const failed = (error) => toast.show(error.message);
const parts = { store, server, failed };

const people = new People(parts);
const composer = new Composer(parts);
const insight = new Insight(parts);
const menu = new Menu({ ...parts, composer, insight });
new Log({ ...parts, composer, menu });
new Clock(parts);
new Conversations(store);
new Letters(store, toast, people);

store.on("me", () => server.watch((isLost) => (find("lost").hidden = !isLost)));

try {
  store.setSchool(await server.school());
  store.become(people.first());
  composer.focus();
} catch (error) {
  failed(error);
}
