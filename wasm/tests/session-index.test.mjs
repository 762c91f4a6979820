// The index of the sessions in any shape, as the two readers in TypeScript read it: session-storage.ts, and session-memory.ts for sessions
// in memory. core/session_index_test.go has the same table.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const table = JSON.parse(readFileSync(new URL("../../core/testdata/session_indexes.json", import.meta.url), "utf8"));
const bundled = async (file) => {
  const { outputFiles: [{ text }] } = await build({
    entryPoints: [fileURLToPath(new URL(`../${file}`, import.meta.url))], bundle: true, define: { MODULE_INTEGRITY: '""' }, format: "esm", write: false, logLevel: "error",
  });
  return import(`data:text/javascript,${encodeURIComponent(text)}`);
};
const { readSessions } = await bundled("eager/session-storage.ts");
const { withRemember } = await bundled("lazy/session-memory.ts");

const indexKey = "mastoauth:sessions";
const memory = "https://memory.example#3";
const recordsOf = (id) => ({
  [`mastoauth:session:${id}`]: JSON.stringify({ api_base_url: id.split("#")[0], access_token: id }), [`mastoauth:account:${id}`]: JSON.stringify({ id: "1" }),
});

/** A store with two accounts and this index. Its keys are members, as those of localStorage. */
function storeWith(index) {
  const store = { ...recordsOf("https://practice.example#1"), ...recordsOf("https://practice.example#2"), ...(index !== null && { [indexKey]: index }) };
  const functions = {
    getItem: (key) => store[key] ?? null, setItem: (key, value) => void (store[key] = value), removeItem: (key) => void delete store[key],
    key: (at) => Object.keys(store)[at] ?? null,
  };
  for (const [name, value] of Object.entries(functions)) Object.defineProperty(store, name, { value });
  return Object.defineProperty(store, "length", { get: () => Object.keys(store).length });
}

const idsOf = async (storage) => (await readSessions({ storage })).sessions.map(({ data }) => data.id);

/** Calls work with the store in memory on top of the other. */
const inMemory = (storage, work) => withRemember({ host: { storage }, options: { storage } }, "signIn", false, ({ storage }) => work(storage));

for (const [what, index, ids] of table) {
  test(`nobody is lost: ${what}`, async () => {
    assert.deepEqual(await idsOf(storeWith(index)), ids);
    const below = storeWith(index);
    await inMemory(below, async (storage) => {
      assert.deepEqual(await idsOf(storage), ids, "no session is in memory yet");
      for (const [key, record] of Object.entries(recordsOf(memory))) storage.setItem(key, record);
      assert.deepEqual(await idsOf(storage), [memory, ...ids], "behind the session in memory");
      // As the core writes it, when the session in memory is there.
      storage.setItem(indexKey, JSON.stringify({ version: "1", list: [memory, ...ids].join(" "), current: memory }));
      assert.deepEqual(await idsOf(storage), [memory, ...ids]);
    });
    assert.deepEqual(await idsOf(below), ids, "the store lists its own");
    assert.ok(!JSON.stringify(below).includes(memory), "and nothing of the session in memory");
  });
}
