// The goals, each with its measured figures.

import { budget } from "../../wasm/build/budget.mjs";
import { before } from "./contenders.mjs";
import { byHand, weblogin } from "./go-sites.mjs";
import { siteAnswerMs } from "./plan.mjs";
import { median, ratio } from "./statistics.mjs";

const mb = 2 ** 20;

/**
 * A list of { what, most or least, figures }: each goal, and what was found of it by names. Where a contender did not take
 * part, there are no figures.
 */
export function goals({ plan, size, load, compile, departure, slowDeparture, calls, cpu, sessions, endurance, login, sites }) {
  const named = (document, of) => Object.fromEntries(calls.filter((entry) => entry.document === document).map((entry) => [`${entry.concurrency} at once`, entry[of]]));
  const small = against("masto", named("4 KB", "perSecond"));
  const leaving = Object.entries(departure).map(([title, { leaving }]) => ({ title, figures: against("masto", { "": leaving }) }));
  const late = Object.entries(slowDeparture).map(([title, { asking }]) => ({ title, figures: { "": median(asking.mastoauth) } }));
  const [first, last] = plan.goalCalls.map((count) => endurance.find(({ calls }) => calls === count).memory);
  const { leave, arrive } = login.requests.mastoauth;
  const rates = (sites.rates ?? []).filter(({ answerMs }) => answerMs === siteAnswerMs).map(({ perSecond }) => perSecond);
  return [
    ...Object.entries(budget).map(([name, { what, most }]) => ({ what, most, figures: { "": size.found[name] } })),
    { what: "load to first call, cold, against the baseline", most: 0.67, figures: against(before, { "": load.cold }) },
    { what: "the same at 10 Mbit/s", most: 0.62, figures: against(before, { "": load["cold, 10 Mbit/s"] }) },
    { what: "the same two, against the smallest module that links safejs", most: 1.05, figures: against("floor", { loopback: load.cold, "10 Mbit/s": load["cold, 10 Mbit/s"] }) },
    ...leaving.map(({ title, figures }) => ({
      what: `click to leaving, ${title}, against masto.js with the steps by hand`, most: title.startsWith("not") ? 2 : 1.2, figures,
    })),
    ...late.map(({ title, figures }) => ({ what: `${title}: milliseconds from the click to its first request to the server`, most: 50, figures })),
    { what: "compile time of the whole module, against the baseline", most: 0.4, figures: against(before, { "": compile }) },
    { what: "verify_credentials throughput, 4 KB, against masto.js", least: 0.97, figures: small },
    { what: "the mean of these", least: 1, figures: { "": mean(Object.values(small)) } },
    { what: "the same with 400 KB answers, against masto.js", least: 1.5, figures: against("masto", named("400 KB", "perSecond")) },
    { what: "its latency with 400 KB answers, against plain fetch + json", most: 1.1, figures: against("fetch", named("400 KB", "latency")) },
    { what: "CPU per call with fetch stubbed, against masto.js", most: 1.1, figures: against("masto", Object.fromEntries(cpu.map(({ concurrency, micros }) => [`${concurrency} at once`, micros]))) },
    { what: "signOut of the only session, answers made in the page, against the baseline", most: 0.3, figures: against(before, { "": sessions[0].signOut }) },
    { what: `growth of wasm memory from ${plan.goalCalls[0]} to ${plan.goalCalls[1]} calls, MB`, most: 0.25, figures: { "": median(last.map((bytes, at) => (bytes - first[at]) / mb)) } },
    { what: "requests for a first login by code, after the app is registered", most: 1, figures: { "": leave.length + arrive.length } },
    {
      what: `sign-ins per second at a Go site, answers after ${siteAnswerMs} ms, against x/oauth2 by hand`, least: 0.9,
      figures: Object.fromEntries(rates.map((rate, more) => [more ? "two processes" : "one process", ratio(rate[weblogin], rate[byHand]).median])),
    },
    { what: "the same, two processes against one", least: 1.6, figures: rates.length ? { "": ratio(rates[1][weblogin], rates[0][weblogin]).median } : {} },
  ];
}

/** The ratios of mastoauth to another, by the names of what was measured of both. */
function against(name, measured) {
  return Object.fromEntries(Object.entries(measured).filter(([, found]) => found[name]).map(([title, found]) => [title, ratio(found.mastoauth, found[name]).median]));
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
