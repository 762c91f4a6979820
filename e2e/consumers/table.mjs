// The consumer matrix: where the packed package is put, one row each. README.md says what a row is.

import { bundlers } from "./rows/bundlers.mjs";
import { frameworks } from "./rows/frameworks.mjs";
import { pages } from "./rows/pages.mjs";
import { programs } from "./rows/programs.mjs";

/** Rows of one project stand together, since they share what is installed. */
export const rows = [...pages, ...bundlers, ...frameworks, ...programs];

/** "make consumers" runs all rows, "make test" those of one turn: a fifth of the projects. */
const turns = 5;
const { CONSUMERS: names, CONSUMERS_TURN: turn = "1", WHOLE: all } = process.env;
const projects = [...new Set(rows.map(({ project }) => project))];

export const whole = Boolean(all) && !names;
/** For the names of tests: how to run the same rows again. */
export const sample = names ? "" : whole ? "all" : `CONSUMERS_TURN=${turn}`;
export const chosen = rows.filter(({ name, project }) => {
  if (names) return names.split(",").includes(name);
  return whole || projects.indexOf(project) % turns === turn % turns;
});
if (chosen.length === 0) throw new Error(`There is no row ${names}. The rows are: ${rows.map(({ name }) => name).join(" ")}`);
