// The goals, each with what was measured.

import { goals as sizes } from "../../wasm/weight.mjs";
import { median, ratio } from "./spread.mjs";

/** A list of { what, goal, measured, met }. A goal is met if each of its figures meets it. */
export function judged({ plan, size, load, calls, cpu, endurance, login }) {
  const against = (name, measured) => Object.fromEntries(measured.map(([label, found]) => [label, ratio(found.mastoauth, found[name]).median]));
  const sized = (document, of) => calls.filter((entry) => entry.document === document).map((entry) => [`${entry.concurrency} at once`, entry[of]]);
  const [before, after] = plan.goalCalls.map((count) => endurance.find(({ calls }) => calls === count).memory);
  const { leave, arrive } = login.requests.mastoauth;
  return [
    ...Object.entries(sizes).map(([what, most]) => atMost(most, what, { "": size.found[what] })),
    atMost(1.15, "load to first call, against that smallest module", against("floor", Object.entries(load))),
    atLeast(0.95, "verify_credentials throughput at concurrency 1, 16 and 64, 4 KB, against masto.js", against("masto", sized("4 KB", "perSecond"))),
    atLeast(1.5, "the same with 400 KB answers, against masto.js", against("masto", sized("400 KB", "perSecond"))),
    atMost(1.1, "its latency with 400 KB answers, against plain fetch + json", against("fetch", sized("400 KB", "latency"))),
    atMost(1.25, "CPU per call with fetch stubbed, against masto.js", against("masto", cpu.map(({ concurrency, micros }) => [`${concurrency} at once`, micros]))),
    atMost(1.05, `wasm memory after ${plan.goalCalls[1]} calls, against after ${plan.goalCalls[0]}`, { "": median(after) / median(before) }),
    atMost(1, "requests for a first login by code, after the app is registered", { "": leave.length + arrive.length }),
  ];
}

const atMost = (goal, what, figures) => judgement(what, `≤ ${goal}`, figures, (figure) => figure <= goal);
const atLeast = (goal, what, figures) => judgement(what, `≥ ${goal}`, figures, (figure) => figure >= goal);

function judgement(what, goal, figures, holds) {
  const shown = (figure) => (Number.isInteger(figure) ? String(figure) : figure.toFixed(3));
  return {
    what,
    goal,
    measured: Object.entries(figures).map(([label, figure]) => `${label} ${shown(figure)}`.trim()).join(", "),
    met: Object.values(figures).every(holds),
  };
}
