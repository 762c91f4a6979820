// The packed package in real consumers: e2e/consumers has the rows.

import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { workshop } from "../consumers/project.mjs";
import { table, write } from "../consumers/results.mjs";
import { chosen, rows, sample, whole } from "../consumers/table.mjs";
import { fixture } from "../support/fixture.mjs";

const set = fixture();
let projects;
const results = [];
before(async () => {
  projects = await workshop();
  // Those that the next rows need are installed meanwhile.
  (async () => {
    for (const name of new Set(chosen.map(({ project }) => project))) await projects.project(name).catch(() => undefined);
  })();
});
after(async () => {
  await projects?.close();
  console.log(table(results));
  if (whole) write(results);
});

/** Runs a row, and resolves to why it could not run here, if so. */
async function run(t, row, found) {
  const missing = await row.missing?.();
  if (missing) return missing;
  const project = await projects.project(row.project).catch((error) => {
    if (!whole || error.cause !== "installation") throw error;
    return error.message.split("\n")[0];
  });
  if (typeof project === "string") return project;
  found.version = typeof row.version === "function" ? await row.version(project) : row.version && await project.version(row.version);
  await row.trial(t, { row, project, set });
  return "";
}

for (const row of chosen) {
  it(`${row.name} (${sample})`, async (t) => {
    const found = { row, result: "fails" };
    results.push(found);
    const missing = await run(t, row, found);
    found.result = missing ? `not run: ${missing}` : "works";
    if (missing) t.skip(missing);
  });
}

it("the names of the rows are unique, and each has what its line of the table needs", () => {
  assert.equal(new Set(rows.map(({ name }) => name)).size, rows.length);
  for (const { name, what, how, lines, project, trial } of rows) assert.ok(what && project && trial && typeof how === typeof lines, name);
});
