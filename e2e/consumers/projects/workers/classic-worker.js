// A classic worker has no import statement. What comes before its files have loaded is kept for them.

const early = [];
const keep = (event) => early.push(event);
addEventListener("message", keep);
Promise.all([import("./node_modules/mastoauth/dist/index.js"), import("./log-in.js")]).then(([mastoauth, { listen }]) => {
  removeEventListener("message", keep);
  listen(mastoauth);
  for (const { data, ports } of early) dispatchEvent(new MessageEvent("message", { data, ports }));
});
