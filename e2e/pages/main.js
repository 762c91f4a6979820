// A typical page that uses createAuth. It leaves its results on window for the tests. Under the paths of stores, it has a store of
// its own; under /twins/, it calls createAuth twice.

import { createAuth } from "/lib/index.js";

const options = { clientName: "A journey", scopes: ["read"] };
// A store that takes its time, as IndexedDB does.
const slow = {
  getItem: async (key) => localStorage.getItem(`slow:${key}`),
  setItem: async (key, value) => localStorage.setItem(`slow:${key}`, value),
  removeItem: async (key) => localStorage.removeItem(`slow:${key}`),
};
// Stores that another window has no part in.
const records = new Map();
const memory = {
  getItem: (key) => records.get(key) ?? null,
  setItem: (key, value) => void records.set(key, value),
  removeItem: (key) => void records.delete(key),
};
// A store that does not answer in a popup that has come back.
const cameBack = location.search.includes("state=mastoauth-popup-");
const silent = Object.fromEntries(Object.entries(memory).map(([name, work]) => [name, (key, value) => (cameBack ? new Promise(() => {}) : work(key, value))]));
const stores = { "/slow/": () => slow, "/memory/": () => memory, "/session/": () => sessionStorage, "/silent/": () => silent };
const storage = stores[location.pathname]?.();
const make = () => createAuth({ ...options, ...(storage && { storage }) });

window.auth = make();
window.eventLog = [];
for (const type of ["signed-in", "signed-out", "expired", "ratelimit", "changed"]) {
  auth.on(type, (event) => eventLog.push([type, event.session?.account.username ?? event.current?.account.username ?? null, event.health ?? ""].join(" ").trim()));
}
window.initResult = auth.init();
// As React's StrictMode does it.
if (location.pathname === "/twins/") window.twin = make().init();

const show = ({ status, session }) => (document.querySelector("output").value = session ? `${status}: ${session.account.handle}` : status);
initResult.then(show);

const begin = (id, work) => document.getElementById(id).addEventListener("click", () => {
  window.outcome = work();
  outcome.then(show, (error) => show({ status: error.code }));
});
const server = () => document.getElementById("server").value;
const more = () => ({ state: "draft 3", ...window.options });
begin("redirect", () => auth.signIn(server(), more()));
begin("popup", () => auth.signIn(server(), { display: "popup", ...more() }));
begin("more", () => auth.current.ensureScopes(["write:statuses"], more()).then((granted) => ({ status: `granted ${granted}` })));
