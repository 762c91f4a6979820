// Messages of another shape between the tabs: of another version of this library, or of another program on the same channel.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { serialize } from "node:v8";
import { dist } from "./package-copies.mjs";

const id = "https://a.example#1";
const records = {
  "mastoauth:sessions": { list: id, current: id },
  [`mastoauth:session:${id}`]: { api_base_url: "https://a.example", access_token: "token", scope: "read" },
  [`mastoauth:account:${id}`]: { id: "1", username: "alice", handle: "alice@a.example" },
};
const foreign = [
  "sessions", "", null, undefined, 7, true, [], ["sessions"], {}, new Map([["sessions", true]]), new Date(0), { type: "refresh" }, { id }, { id: 7 }, { id: null, expired: null },
  { id, expired: true }, { id, expired: null }, { id, expired: "revoked" }, { id, expired: {} }, { id, expired: { health: 7 } }, { id, expired: { health: ["revoked"] } }, { id, expired: { health: null } },
  { id, ratelimit: null }, { id, ratelimit: "wait" }, { id, ratelimit: {} }, { id, ratelimit: { waitMs: "soon" } }, { id, ratelimit: { waitMs: {} } }, { id, ratelimit: { waitMs: -1 } }, { id, ratelimit: [1] }, { id, renewed: { token: "x" }, v: 2 }, { id: "https://b.example#1", expired: { health: "revoked" } },
  { sessions: true, again: "x" }, { sessions: true, again: 7 }, { sessions: true, again: {} }, { sessions: {}, v: 2 },
];

test("a message of another shape throws nothing, and is no event", () => {
  const program = `
    import { deserialize } from "node:v8";
    const { createAuth } = await import("${dist}index.js");
    const kept = new Map(Object.entries(${JSON.stringify(records)}).map(([key, record]) => [key, JSON.stringify(record)]));
    const storage = { getItem: (key) => kept.get(key) ?? null, setItem() {}, removeItem() {} };
    process.on("uncaughtException", (error) => console.log("thrown", error.message));
    const hold = setInterval(() => {}, 50); // Node does not wait for a channel
    const auth = createAuth({ clientName: "A test", storage });
    await auth.init();
    for (const type of ["signed-in", "signed-out", "expired", "ratelimit"]) auth.on(type, ({ session, health }) => console.log(type, session.id, health));
    const told = (type) => new Promise((resolve) => auth.on(type, resolve));
    const [expired, changed] = [told("expired"), told("changed")];
    const tabs = new BroadcastChannel("mastoauth");
    for (const message of deserialize(Buffer.from(process.argv[1], "base64"))) tabs.postMessage(message);
    // A member that is not ours replaces none of ours.
    tabs.postMessage({ id: "${id}", expired: { health: "disabled", session: "theirs" } });
    await expired;
    kept.delete("mastoauth:account:${id}");
    tabs.postMessage({ sessions: true });
    await changed;
    tabs.close();
    clearInterval(hold);`;
  const given = serialize(foreign).toString("base64");
  const printed = execFileSync(process.execPath, ["--input-type=module", "-e", program, given], { encoding: "utf8", timeout: 20_000 });
  assert.equal(printed, `expired ${id} disabled\nsigned-out ${id} undefined\n`);
});
