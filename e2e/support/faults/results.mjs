// Writes e2e/fault-matrix.md from what "make matrix" counted, natively and in Chromium.
//
//   node e2e/support/faults/results.mjs

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { root } from "../../servers/program.mjs";

const file = (name) => `${root}e2e/out/fault-matrix/${name}.json`;
const read = (name) => JSON.parse(readFileSync(file(name), "utf8"));
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

const chromium = () => `
## In Chromium

${sum(read("in-chromium"), "Cells")} cells ([the test](specs/fault-matrix.spec.mjs)).

${table(read("in-chromium"))}
`;

const natively = read("natively");
const longest = Math.max(...Object.values(natively).map((row) => row.LongestMs));
writeFileSync(`${root}e2e/fault-matrix.md`, `# The fault matrix

\`make matrix\` writes this page. It tries each function with each fault at each step of its work: each request, and each use of the store. In
each cell, the call ended in time, with success or with an error of [docs/errors.md](../docs/errors.md); no secret and no half record was
stored where it does not belong; nobody else lost anything; and the next call worked. Cells whose name differs by the moment only are
counted together. A call is *begun afresh* where the first one has used up what it needs, such as a code.

## Natively

${sum(natively, "Cells")} cells ([the test](specs/faultmatrix/)). Each request was allowed two seconds; the longest call took ${longest / 1000} seconds.

${table(natively)}
${existsSync(file("in-chromium")) ? chromium() : ""}`);
