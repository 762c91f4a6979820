// Lazy imports: attempts that begin, are abandoned, succeed and fail, in every order.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, mock, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const folder = mkdtempSync(join(tmpdir(), "lazy-import-"));
after(() => rmSync(folder, { recursive: true }));
const outfile = join(folder, "lazy-import.mjs");
await build({ entryPoints: [fileURLToPath(new URL("../imports/lazy-import.ts", import.meta.url))], outfile, format: "esm", define: { MODULE_INTEGRITY: '""' } });
writeFileSync(join(folder, "part.mjs"), "export const address = import.meta.url;");
const { lazyImport } = await import(pathToFileURL(outfile));

/** A file whose attempts succeed or fail when the test says so. */
function controlled() {
  const attempts = [];
  const part = lazyImport("./part.mjs", () => new Promise((come, fail) => attempts.push({ come, fail })));
  return { ...part, attempts, get: () => part.get().catch(({ code, hint, cause }) => [code, hint, cause]) };
}

test("all who ask share one attempt, before it comes and afterwards", async () => {
  const { attempts, get, forget } = controlled();
  const both = [get(), get()];
  const module = {};
  attempts[0].come(module);
  for (const got of await Promise.all(both)) assert.equal(got, module);
  forget();
  assert.equal(await get(), module, "what is there is not forgotten");
  assert.equal(attempts.length, 1);
});

test("a failure is forgotten, and says what to do", async () => {
  const { attempts, get } = controlled();
  const failed = get();
  attempts[0].fail("no network");
  assert.deepEqual(await failed, ["wasm_unreachable", "Reload the page.", "no network"]);
  const second = get();
  const module = {};
  attempts[1].come(module);
  assert.equal(await second, module);
});

test("an attempt that was given up, and comes before anybody asks again, serves those who ask then", async () => {
  const { attempts, get, forget } = controlled();
  const before = get();
  forget();
  const module = {};
  attempts[0].come(module);
  assert.equal(await before, module);
  assert.equal(await get(), module);
  assert.equal(attempts.length, 1);
});

for (const [first, second] of [[0, 1], [1, 0]]) {
  test(`of two attempts, number ${first + 1} comes first and ends the wait of all; the other changes nothing`, async () => {
    const { attempts, get, forget } = controlled();
    const waiting = [get()];
    forget();
    waiting.push(get());
    const modules = [{}, {}];
    attempts[first].come(modules[first]);
    for (const got of await Promise.all(waiting)) assert.equal(got, modules[first]);
    attempts[second].come(modules[second]);
    await new Promise(setImmediate);
    assert.equal(await get(), modules[first]);
    assert.equal(attempts.length, 2);
  });
}

test("an attempt that takes two minutes has failed", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { get } = controlled();
  const failed = get();
  mock.timers.tick(119_999);
  assert.equal(await Promise.race([failed, Promise.resolve("waits")]), "waits");
  mock.timers.tick(1);
  assert.equal((await failed)[0], "wasm_unreachable");
  mock.timers.reset();
});

test("each attempt after the first has an address of its own, since browsers remember that one failed", async () => {
  const { get } = lazyImport("./part.mjs", () => Promise.reject(new Error("./part.mjs")));
  await assert.rejects(get(), { code: "wasm_unreachable", hint: "Try again." });
  assert.equal((await get()).address, `${pathToFileURL(join(folder, "part.mjs"))}?2`);
});
