// Sign-ins at a Go site with core/weblogin, beside one that was written by hand with golang.org/x/oauth2.

import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "../servers/program.mjs";
import { cache } from "./contenders.mjs";
import { median, ratio } from "./statistics.mjs";
import { ms, table, whole } from "./tables.mjs";

/** The two, by the names that the program gives them. */
export const weblogin = "weblogin";
export const byHand = "x/oauth2 by hand";

const run = promisify(execFile);

/** Resolves to what core/weblogin/example/bench has measured, which says what is in it; or to { missing }, which says why there is nothing. */
export async function goSites(stage, { repeats, sites }) {
  const program = join(cache, "go-sites");
  await run("go", ["build", "-o", program, "./core/weblogin/example/bench"], { cwd: root });
  const { stdout } = await run(program, [
    "-rounds", repeats, "-answer-ms", sites.answerMs, "-sign-ins", sites.signIns, "-at-once", sites.atOnce, "-waiting", sites.waiting,
  ].map(String), { maxBuffer: 2 ** 24 });
  return JSON.parse(stdout);
}

/** The paragraphs and tables of results.md about them. */
export function goSitesReport({ missing, rates, waiting }, { sites }) {
  if (missing) return [`Not measured: ${missing}`];
  const compared = (found) => {
    const { median, low, high } = ratio(found[weblogin], found[byHand]);
    return `${median.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;
  };
  const kb = (values) => `${(median(values) / 2 ** 10).toFixed(2)} KB`;
  const both = (found, format) => [weblogin, byHand].map((name) => format(median(found[name])));
  return [
    `Sign-ins per second at a site in Go: the form, the redirect, the code exchange and verify_credentials, by ${weblogin} (core/weblogin with core/postgres, `
      + "which seals its records, and with all of its limits) and by a site for one known server that was written by hand with golang.org/x/oauth2 and two "
      + `tables. Both keep what they know in PostgreSQL, and each sign-in ends at the other process if there are two. At each process ${sites.atOnce} `
      + "sign-ins are under way at once. The server, the browsers and the database are on the same machine, and PostgreSQL does not wait for the disk.",
    table(["an answer takes", "processes", weblogin, byHand, "ratio", `CPU of a sign-in, ${weblogin}`, byHand], rates.map(({ answerMs, processes, perSecond, cpuMs }) => [
      `${answerMs} ms`, processes, ...both(perSecond, whole), compared(perSecond), ...both(cpuMs, ms),
    ])),
    `What a person takes who has left for the server and is not back, as the mean of ${sites.waiting}:`,
    table(["of", weblogin, byHand], Object.entries(waiting).map(([where, found]) => [where, kb(found[weblogin]), kb(found[byHand])])),
  ];
}
