// The tables of results.md, and the format of its figures.

import { before, control } from "./contenders.mjs";
import { median, quantile, ratio } from "./statistics.mjs";
import { medians, verdict } from "./verdict.mjs";

export function table([first, ...titles], rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line([first, ...titles]), line(["---", ...titles.map(() => "--:")]), ...rows.map(line)].join("\n");
}

/** A row for each contender, for mastoauth beside each of those others that took part, and at the end the control. */
export function comparison(columns, others) {
  const names = Object.keys(columns[0].found);
  const row = (name) => [name, ...columns.map(({ found, format }) => format(median(found[name])))];
  const compared = ([one, other]) => [`${one} / ${other}`, ...columns.map(({ found }) => {
    const { median, low, high } = ratio(found[one], found[other]);
    return `${median.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;
  })];
  const pairs = [...[before, ...others].map((other) => ["mastoauth", other]), [control, "mastoauth"]];
  return table(["", ...columns.map(({ title }) => title)], [...names.map(row), ...pairs.filter((pair) => pair.every((name) => names.includes(name))).map(compared)]);
}

/** The goals of each run: what was measured in the median, and if there were several runs, in each. */
export function goalsTable(runs) {
  const each = (at) => (runs.length === 1 ? [] : [runs.map((goals) => verdict(goals[at]).measured).join("; ")]);
  return table(["what", "goal", "measured", ...(runs.length === 1 ? [] : ["in each run"]), ""], medians(runs).map(verdict).map(({ what, goal, measured, met }, at) => [
    what, goal, measured, ...each(at), { true: "met", false: "**not met**", undefined: "" }[met],
  ]));
}

export const whole = (value) => value.toFixed(0);
export const ms = (value) => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
export const mb = (bytes) => `${(bytes / 2 ** 20).toFixed(2)} MB`;
export const spread = (values) => `${ms(median(values))} (${ms(quantile(values, 0.25))}–${ms(quantile(values, 0.75))})`;
