// Writes e2e/fault-matrix.md from what "make matrix" counted, natively and in Chromium.
//
//   node e2e/support/faults/results.mjs

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { columns } from "./columns.mjs";
import { root } from "../../servers/program.mjs";

const folder = `${root}e2e/out/fault-matrix/`;
const read = (name) => JSON.parse(readFileSync(`${folder}${name}.json`, "utf8"));
const sum = (rows, column) => Object.values(rows).reduce((total, row) => total + row[column], 0);

function table(rows) {
  const columns = ["Cells", "Success", "Error", "Killed", "Again", "Afresh"];
  const line = (name, row) => `| ${name} | ${columns.map((column) => row[column]).join(" | ")} |`;
  const total = Object.fromEntries(columns.map((column) => [column, sum(rows, column)]));
  return [
    `| fault | cells | success | named error | killed | next call works: the same | begun afresh |`, "|---|--:|--:|--:|--:|--:|--:|",
    ...Object.entries(rows).sort(([one], [other]) => one.localeCompare(other, "en")).map(([name, row]) => line(name, row)), line("**all**", total),
  ].join("\n");
}

/** The rows of all columns, if each was played. */
function inChromium() {
  const played = Object.keys(columns).filter((name) => existsSync(`${folder}in-chromium/${name}.json`));
  if (played.length < Object.keys(columns).length) return undefined;
  const rows = {};
  for (const name of played) {
    for (const [fault, counts] of Object.entries(read(`in-chromium/${name}`))) {
      const row = (rows[fault] ??= {});
      for (const [column, count] of Object.entries(counts)) row[column] = (row[column] ?? 0) + count;
    }
  }
  return rows;
}

const chromium = (rows) => `
## In Chromium

${sum(rows, "Cells")} cells of ${Object.keys(columns).length} functions ([the test](specs/fault-matrix.spec.mjs)).

${table(rows)}
`;

const natively = read("natively");
const rows = inChromium();
const longest = Math.max(...Object.values(natively).map((row) => row.LongestMs));
writeFileSync(`${root}e2e/fault-matrix.md`, `# The fault matrix

\`make matrix\` writes this page. It tries each function with each fault at each step of its work: each request, and each use of the store. In
each cell, the call ended in time, with success or with an error of [docs/errors.md](../docs/errors.md); no secret and no half record was
stored where it does not belong; nobody else lost anything; and the next call worked. Cells whose name differs by the moment only are
counted together. A call is *begun afresh* where the first one has used up what it needs, such as a code.

## Natively

${sum(natively, "Cells")} cells ([the test](specs/faultmatrix/)). Each request was allowed two seconds; the longest call took ${longest / 1000} seconds.

${table(natively)}
${rows ? chromium(rows) : ""}`);
