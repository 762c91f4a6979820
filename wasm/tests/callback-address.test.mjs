// The state of a login in the address of the page, as callback.ts finds it. core/callback_address_test.go has the same table: what the
// one takes for an answer, the other does.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { freshPackage } from "./package-copies.mjs";

const table = JSON.parse(readFileSync(new URL("../../core/testdata/callbacks.json", import.meta.url), "utf8"));
const { createAuth } = await freshPackage();
const pending = "mastoauth:pending:";

for (const [what, href, state] of table) {
  test(`the state of an address: ${what}`, async () => {
    const asked = [];
    const storage = { getItem: (key) => void asked.push(key), setItem() {}, removeItem() {} };
    globalThis.location = new URL(href);
    assert.equal((await createAuth({ clientName: "A test", storage }).init()).status, "signed-out");
    assert.deepEqual(asked.filter((key) => key.startsWith(pending)), state ? [pending + state] : []);
  });
}
