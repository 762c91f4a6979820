// The verdict on a goal, from one run or from the medians of several.

import { median } from "./statistics.mjs";

/**
 * A goal as { what, goal, measured, met } for people to read. It is met if each of its figures meets it; where there are no
 * figures, met is undefined.
 */
export function verdict({ what, most, least, figures }) {
  const values = Object.values(figures);
  return {
    what,
    goal: most === undefined ? `≥ ${least}` : `≤ ${most}`,
    measured: values.length === 0 ? "not measured" : Object.entries(figures).map(([name, value]) => `${name} ${shown(value)}`.trim()).join(", "),
    met: values.length === 0 ? undefined : values.every((value) => (most === undefined ? value >= least : value <= most)),
  };
}

const shown = (value) => (Number.isInteger(value) ? String(value) : value.toFixed(3));

/** The same goals with the medians of the figures of all runs. */
export function medians([first, ...more]) {
  return first.map((goal, at) => ({
    ...goal,
    figures: Object.fromEntries(Object.keys(goal.figures).map((name) => [name, median([first, ...more].map((goals) => goals[at].figures[name]))])),
  }));
}
