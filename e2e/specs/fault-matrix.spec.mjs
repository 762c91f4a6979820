// The fault matrix in Chromium: each function that a page can call × each fault, at each step of its work. faultmatrix/ has the rest of
// it, natively. "make test" plays a tenth of the cells, "make matrix" all; FAULT_SEED chooses the tenth.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { describe, it } from "node:test";
import { chosen, sample, whole } from "../support/faults/choice.mjs";
import { columns } from "../support/faults/columns.mjs";
import { openStage, play, steps } from "../support/faults/stage.mjs";
import { fixture } from "../support/fixture.mjs";
import { root } from "../servers/program.mjs";

const set = fixture();

/** What goes wrong in the page. lasting: the store cannot clean up behind itself until it is over. unread: it cannot be read. */
const troubles = [
  { name: "storage full", does: "full", at: /^set / }, { name: "storage full from then on", does: "full", on: true, at: /^set / },
  { name: "storage blocked", does: "blocked", at: /^[gsd]et |^delete /, lasting: true, unread: true },
  { name: "storage blocked from then on", does: "blocked", on: true, at: /^[gs]et |^delete /, lasting: true, unread: true },
  { name: "storage silent", does: "silent", on: true, at: /^[gs]et |^delete /, lasting: true, unread: true },
  { name: "storage garbage", does: "garbage", at: /^get /, lasting: true },
  { name: "signal", does: "signal", at: /./ }, { name: "killed", does: "killed", at: /./, lasting: true },
];

/** Where a fault can happen to a call that takes these steps. */
function places(fault, steps) {
  if (!fault.does) return ["/", ...new Set(steps.filter((step) => step.startsWith("request ")).map((step) => step.slice(8)))].map((path) => ({ name: path, path }));
  const found = steps.flatMap((step, at) => (fault.at.test(step) ? [{ name: `step ${at + 1}`, step: at + 1 }] : []));
  return fault.does === "signal" ? [{ name: "before", step: 0 }, ...found] : found;
}

function count(table, { name }, { ended, then }) {
  const row = (table[name.replace(" from then on", "")] ??= { Cells: 0, Success: 0, Error: 0, Killed: 0, Again: 0, Afresh: 0 });
  for (const column of ["cells", ended, then]) row[column[0].toUpperCase() + column.slice(1)]++;
}

/** What was counted of one column, for results.mjs. */
function keep(name, table) {
  mkdirSync(`${root}e2e/out/fault-matrix/in-chromium`, { recursive: true });
  writeFileSync(`${root}e2e/out/fault-matrix/in-chromium/${name}.json`, JSON.stringify(table, null, 1));
}

// Most of a column's time is waiting for time limits.
describe("functions with faults", { concurrency: 3 }, () => {
  for (const [name, column] of Object.entries(columns)) {
    it(`${name}: with each fault at each step, it ends, loses nothing, and works again (${sample})`, { timeout: whole ? 3_600_000 : 600_000 }, async (test) => {
      const server = await set.servers.serve(name.endsWith("renewed") ? { Quirks: { ExpiresIn: 24 * 3600e9, RefreshTokens: true } } : {});
      const world = await openStage(test, set, server);
      const usual = await steps(world, name, column, false);
      const late = await steps(world, name, column, true);
      const table = {};
      const failures = [];
      for (const fault of [...(await set.servers.faults()).map((name) => ({ name })), ...troubles]) {
        for (const place of places(fault, fault.does === "silent" ? late : usual)) {
          const cell = `${name} · ${fault.name} · ${place.name}`;
          if (!chosen(cell)) continue;
          try {
            count(table, fault, await play(world, name, column, fault, place));
          } catch (error) {
            failures.push(`${cell}: ${error.message.slice(0, 400)}`);
            await server.mend();
          }
        }
      }
      if (whole) keep(name, table);
      assert.deepEqual(failures, []);
    });
  }
});

it("its columns are all that a page can call", async () => {
  const { Mastodon, createAuth } = await import(`${root}dist/index.js`);
  const ofClass = [...Object.getOwnPropertyNames(Mastodon.prototype), ...Object.getOwnPropertyNames(Mastodon).filter((name) => typeof Mastodon[name] === "function")].filter((name) => !["constructor", "close"].includes(name));
  const ofAuth = Object.getOwnPropertyNames(Object.getPrototypeOf(createAuth({ clientName: "A test" }))).filter((name) => !["constructor", "sessions", "current", "on"].includes(name));
  const played = [...new Set(Object.keys(columns).map((name) => name.split(",")[0]))].filter((name) => !name.startsWith("session."));
  assert.deepEqual(played.sort(), [...ofClass, ...ofAuth].sort());
});
