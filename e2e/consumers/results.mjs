// The matrix as a table: e2e/consumers.md.

import { writeFileSync } from "node:fs";

const cell = (text) => text.replaceAll("|", "\\|");
const code = (text) => (text ? `\`${cell(text)}\`` : "none");

/** The table of these results: { row, version, result } each. */
export function table(results) {
  return [
    "| where | how | lines | |", "|---|---|---|---|",
    ...results.map(({ row, version, result }) => `| ${[row.what, version].filter(Boolean).join(" ")} | ${cell(row.how)} | ${code(row.lines)} | ${cell(result)} |`),
  ].join("\n");
}

/** Writes the page of all rows. */
export function write(results) {
  const count = (found) => results.filter(({ result }) => result === found).length;
  writeFileSync(new URL("../consumers.md", import.meta.url), `# The consumer matrix

\`make consumers\` writes this page. The package that npm would publish was put into each of these, built and run by the tools' defaults.
Pages signed in and out in Chromium, against a practice server, under a strict Content-Security-Policy where they were built. *lines* are
what the package needed there beyond its import: nothing, or the one line of [docs/bundlers.md](../docs/bundlers.md).
[consumers/](consumers/README.md) has the rows.

${count("works")} of ${results.length} rows work.

${table(results)}
`);
}
