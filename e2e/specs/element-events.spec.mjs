// What a page is told of the tag: by events, whenever it begins to listen, by properties, and by states for CSS.

import assert from "node:assert/strict";
import { it } from "node:test";
import { set } from "../support/element-page.mjs";
import { storedSessions, store } from "../support/stored-sessions.mjs";

/** Opens an empty page of the site, where the people are signed in, with a tag in it that is not defined yet. */
async function visit(test, ...people) {
  const some = await set.visit(test);
  if (people.length > 0) await store(some.page, storedSessions(set.server.url, ...people));
  await some.page.evaluate(() => {
    const log = [];
    const name = (session) => session?.account.username;
    Object.assign(window, {
      log,
      tag: document.body.appendChild(document.createElement("mastodon-login")),
      /** A listener that writes down what it hears. */
      ear: (label = "") => (event) => log.push(`${label}${event.type} ${name(event.detail.session ?? event.detail.current) ?? "nobody"}`),
      define: () => import("/lib/element.js").then(() => tag.ready),
      /** Until everything is told that is under way. */
      turn: () => new Promise((resolve) => setTimeout(resolve)),
    });
  });
  return some;
}

const heard = (page, steps) => page.evaluate(steps).then(() => page.evaluate(() => log));

/** What a listener of signed-in does while alice is signed in, and what it hears. */
const listeners = {
  "begins before the tag is defined": [["signed-in alice"], async () => {
    tag.addEventListener("signed-in", ear());
    await define();
  }],
  "begins once it is known": [["signed-in alice"], async () => {
    await define();
    tag.addEventListener("signed-in", ear());
    await turn();
  }],
  "is the second, and later than the first": [["a signed-in alice", "b signed-in alice"], async () => {
    await define();
    tag.addEventListener("signed-in", ear("a "));
    await turn();
    tag.addEventListener("signed-in", ear("b "));
    await turn();
  }],
  "is added by another": [["a signed-in alice", "b signed-in alice"], async () => {
    await define();
    tag.addEventListener("signed-in", (event) => {
      ear("a ")(event);
      tag.addEventListener("signed-in", ear("b "));
    });
    await turn();
  }],
  "listens once": [["signed-in alice"], async () => {
    await define();
    tag.addEventListener("signed-in", ear(), { once: true });
    await turn();
    tag.auth = (await import("/lib/index.js")).createAuth({ clientName: "Another" });
    await tag.ready;
  }],
  "listens on, with another createAuth": [["signed-in alice", "signed-in alice"], async () => {
    await define();
    tag.addEventListener("signed-in", ear());
    await turn();
    tag.auth = (await import("/lib/index.js")).createAuth({ clientName: "Another" });
    await tag.ready;
  }],
  "is removed before its turn": [[], async () => {
    await define();
    const listener = ear();
    tag.addEventListener("signed-in", listener);
    tag.removeEventListener("signed-in", listener);
    await turn();
  }],
  "has a signal that is aborted": [[], async () => {
    await define();
    tag.addEventListener("signed-in", ear(), { signal: AbortSignal.abort() });
    const controller = new AbortController();
    tag.addEventListener("signed-in", ear(), { signal: controller.signal });
    controller.abort();
    await turn();
  }],
  "is an object, and is told of its element": [["true true true"], async () => {
    await define();
    const object = { handleEvent(event) { log.push(`${this === object} ${event.target === tag} ${event.currentTarget === tag}`); } };
    tag.addEventListener("signed-in", object);
    await turn();
  }],
  "is added twice": [["signed-in alice"], async () => {
    await define();
    const listener = ear();
    tag.addEventListener("signed-in", listener);
    tag.addEventListener("signed-in", listener);
    await turn();
    tag.addEventListener("signed-in", listener);
    await turn();
  }],
  "is replaced at each render, as React does": [["0 signed-in alice"], async () => {
    await define();
    let before;
    let renders = 0;
    const render = () => {
      const listener = ear(`${renders++} `);
      const next = (event) => { listener(event); render(); };
      if (before) tag.removeEventListener("signed-in", before);
      tag.addEventListener("signed-in", (before = next));
    };
    render();
    for (let i = 0; i < 10; i++) await turn();
  }],
  "is replaced by its signal at each render": [["signed-in alice"], async () => {
    await define();
    let controller = new AbortController();
    const render = () => {
      controller.abort();
      controller = new AbortController();
      tag.addEventListener("signed-in", (event) => { ear()(event); render(); }, { signal: controller.signal });
    };
    render();
    for (let i = 0; i < 10; i++) await turn();
  }],
  "was there before the tag was defined, and is replaced": [["a signed-in alice"], async () => {
    const first = ear("a ");
    tag.addEventListener("signed-in", first);
    await define();
    tag.removeEventListener("signed-in", first);
    tag.addEventListener("signed-in", ear("b "));
    await turn();
  }],
  "is removed first, to be sure, as it never was there": [["signed-in alice"], async () => {
    await define();
    const listener = ear();
    tag.removeEventListener("signed-in", listener);
    tag.addEventListener("signed-in", listener);
    await turn();
  }],
  "goes and comes again": [["signed-in alice", "signed-in alice"], async () => {
    await define();
    const listener = ear();
    tag.addEventListener("signed-in", listener);
    await turn();
    tag.removeEventListener("signed-in", listener);
    await turn();
    tag.addEventListener("signed-in", listener);
    await turn();
  }],
  "throws, which does not keep the next from hearing": [["signed-in alice"], async () => {
    await define();
    addEventListener("error", (event) => event.preventDefault());
    tag.addEventListener("signed-in", () => { throw new Error("mine"); });
    tag.addEventListener("signed-in", ear());
    await turn();
  }],
  "stays with a tag that the page moves, takes away and brings back": [["signed-in alice"], async () => {
    await define();
    tag.addEventListener("signed-in", ear());
    await turn();
    const box = document.body.appendChild(document.createElement("div"));
    box.append(tag);
    await turn();
    if (box.moveBefore) document.body.moveBefore(tag, null);
    tag.remove();
    await turn();
    document.body.append(tag);
    await tag.ready;
    await turn();
  }],
  "is at one of two tags": [["a signed-in alice", "b signed-in alice"], async () => {
    const other = document.body.appendChild(document.createElement("mastodon-login"));
    tag.addEventListener("signed-in", ear("a "));
    await define();
    await other.ready;
    other.addEventListener("signed-in", ear("b "));
    await turn();
  }],
  "is at a tag that the page makes later": [["signed-in alice"], async () => {
    await define();
    const late = document.createElement("mastodon-login");
    late.addEventListener("signed-in", ear());
    document.body.append(late);
    await late.ready;
  }],
};

for (const [what, [expected, steps]] of Object.entries(listeners)) {
  it(`tells who is signed in to a listener that ${what}`, async (test) => {
    const { page } = await visit(test, "alice");
    assert.deepEqual(await heard(page, steps), expected);
  });
}

it("tells a late listener nothing where nobody is signed in, but that", async (test) => {
  const { page } = await visit(test);
  assert.deepEqual(await heard(page, async () => {
    await define();
    for (const type of ["signed-in", "signed-out", "changed", "error"]) tag.addEventListener(type, ear());
    await turn();
  }), ["changed nobody"]);
});

it("tells each change, in order: who has left, who is there, and all of it", async (test) => {
  const { page } = await visit(test, "alice", "bob");
  await page.evaluate(async () => {
    for (const type of ["signed-in", "signed-out", "changed"]) tag.addEventListener(type, ear());
    tag.addEventListener("changed", ({ detail }) => log.push(detail.sessions.map(({ account }) => account.username).join()));
    tag.addEventListener("changed", ({ detail }) => log.push(`before: ${detail.previous?.account.username}`));
    await define();
  });
  const next = async (change) => {
    await page.evaluate(() => { log.length = 0; });
    await page.evaluate(change);
    await page.waitForFunction(() => log.some((line) => line.startsWith("before: ")));
    return page.evaluate(() => log);
  };
  assert.deepEqual(await page.evaluate(() => log), ["signed-in alice", "changed alice", "alice,bob", "before: undefined"]);
  assert.deepEqual(await next(() => tag.auth.use("bob-id")), ["signed-in bob", "changed bob", "alice,bob", "before: alice"]);
  assert.deepEqual(await next(() => tag.session.forget()), ["signed-out bob", "signed-in alice", "changed alice", "alice", "before: bob"]);
  assert.deepEqual(await next(() => tag.session.forget()), ["signed-out alice", "changed nobody", "", "before: alice"]);
  const late = await heard(page, async () => {
    log.length = 0;
    tag.addEventListener("signed-in", ear("late "));
    await turn();
  });
  assert.deepEqual(late, [], "nobody is signed in any more");
});

it("tells what has changed while it was not in the page", async (test) => {
  const { page } = await visit(test, "alice", "bob");
  assert.deepEqual(await heard(page, async () => {
    await define();
    for (const type of ["signed-in", "signed-out", "changed"]) tag.addEventListener(type, ear());
    await turn();
    log.length = 0;
    tag.remove();
    await tag.session.forget();
    document.body.append(tag);
    await turn();
  }), ["signed-out alice", "signed-in bob", "changed bob"]);
});

it("tells a late listener what has failed as the page was loaded, until the person tries again", async (test) => {
  const { page } = await visit(test);
  const codes = await page.evaluate(async () => {
    history.replaceState(null, "", "?state=mastoauth-unknown&code=1");
    await define();
    const heard = [];
    tag.addEventListener("error", ({ detail }) => heard.push(detail.error.code));
    await turn();
    tag.shadowRoot.querySelector("button[type=submit]").click();
    tag.addEventListener("error", ({ detail }) => heard.push(`again ${detail.error.code}`));
    await turn();
    return [(await tag.ready).status, ...heard];
  });
  assert.deepEqual(codes, ["failed", "state_mismatch"]);
});

it("has the state as properties, as a promise and for CSS", async (test) => {
  const { page } = await visit(test, "alice", "bob");
  const state = () => page.evaluate(() => ({
    session: tag.session?.account.username, sessions: tag.sessions.length,
    css: ["signed-in", "signed-out"].filter((name) => tag.matches(`:state(${name})`)),
  }));
  assert.equal(await page.evaluate(async () => {
    await import("/lib/element.js");
    return document.createElement("mastodon-login").session;
  }), undefined);
  assert.equal((await state()).session, "alice", "before anything was told");
  assert.deepEqual(await page.evaluate(() => tag.ready.then(({ status, session }) => [status, session.account.username])), ["restored", "alice"]);
  assert.deepEqual(await state(), { session: "alice", sessions: 2, css: ["signed-in"] });
  await page.evaluate(async () => {
    for (const session of tag.sessions) await session.forget();
  });
  assert.deepEqual(await state(), { session: undefined, sessions: 0, css: ["signed-out"] });
  assert.deepEqual(await page.evaluate(async () => {
    const before = tag.ready;
    tag.auth = (await import("/lib/index.js")).createAuth({ clientName: "Another" });
    return [before === tag.ready, (await tag.ready).status];
  }), [false, "signed-out"], "another createAuth has to be asked first");
});

it("takes the createAuth that the page has set before the tag was defined, or before it was in the page", async (test) => {
  const { page } = await visit(test, "alice");
  const taken = await page.evaluate(async () => {
    const { createAuth } = await import("/lib/index.js");
    const [auth, other] = [createAuth({ clientName: "Mine" }), createAuth({ clientName: "Mine" })];
    tag.auth = auth;
    const late = document.createElement("mastodon-login"); // a framework prepares what it shows later
    late.auth = other;
    await define();
    customElements.upgrade(late);
    const own = document.body.appendChild(document.createElement("mastodon-login"));
    own.auth = undefined; // it has none yet
    document.body.append(late);
    await Promise.all([late.ready, own.ready]);
    return [tag.auth === auth, late.auth === other, [tag, late, own].map(({ session }) => session.account.username).join()];
  });
  assert.deepEqual(taken, [true, true, "alice,alice,alice"]);
});

it("asks for what its attributes say, also if they were set after its createAuth was looked at", async (test) => {
  const { page } = await visit(test);
  const name = await page.evaluate(async () => {
    await define();
    const made = document.createElement("mastodon-login");
    const before = made.auth;
    made.setAttribute("client-name", "Named late");
    return made.auth === before;
  });
  assert.equal(name, false);
});
