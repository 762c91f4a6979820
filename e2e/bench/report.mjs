// Writes results.md: the machine, the noise, a table for each measurement, and the result for each goal.

import { commit } from "./baseline.mjs";
import { before, control } from "./contenders.mjs";
import { goSitesReport } from "./go-sites.mjs";
import { lines } from "./network-throttling.mjs";
import { median, ratio } from "./statistics.mjs";
import { comparison, goalsTable, mb, ms, spread, table, whole } from "./tables.mjs";

/** All of a run, and the goals of that run and those before it. */
export function report(found, runs, notes) {
  const { plan, machine, missing, size, load, compile, departure, slowDeparture, calls, cpu, login, endurance, recovery, sessions, tabs, sites } = found;
  const { rounds, repeats } = plan;
  const contenders = Object.keys(calls[0].latency);
  const of = (document) => calls.filter((entry) => entry.document === document);
  return `${[
    "# Measured beside its peers",
    "Written by `make bench`; by hand are only the notes at the end. Each figure is the median of "
      + `${rounds} rounds. In each round every contender has one turn, in an order drawn anew. A ratio is the median of the ratios of `
      + "the rounds, with the quartiles behind it: what slows down the machine for a while slows down both sides."
      + (runs.length === 1 ? "" : ` The tables are of the last of ${runs.length} runs; the goals at the end are of all.`),
    `${machine.date}, ${machine.system}, ${machine.hardware}; the load was ${machine.load.toFixed(1)} when it began. `
      + `${Object.entries(machine.versions).map(([name, version]) => `${name} ${version}`).join(", ")}. Headless Chromium, everything over loopback, `
      + "pages and servers of different origins, HTTP/1.1 with connections kept. Answers have Mastodon's headers.",
    `“${control}” is mastoauth under a second name, in a page of its own. By what the two differ, others may differ by chance: `
      + `the ratios of the one to the other lie between ${noise(found).map((figure) => figure.toFixed(2)).join(" and ")} in this run.`,

    missing ? `“${before}” was not measured: ${missing}.` : `“${before}” is mastoauth as it was at commit ${commit.slice(0, 7)}, built by the same Go.`,

    "## Size", table(["", "raw", "gzip", "brotli"], [
      ...[...size.modules, ...size.scripts, ...size.peers].map(({ name, raw, gzip, brotli }) => [name, raw, gzip, brotli]),
    ]),
    "Floor is the smallest module that links safejs, by plain `go build -trimpath -ldflags='-s -w'`, as Go's empty one. lazy.js and "
      + "wasm_exec.js are loaded with the module. The peers are what a page's bundle has of them, minified.",

    "## Load to first call",
    "From the import of a page's script to the end of a call whose answer is made in the page. Cold is a fresh profile, warm the same page "
      + "loaded again with the browser's cache, in a worker a fresh profile again. Files are sent as brotli. Floor is the smallest module and "
      + `plain fetch. The slow lines of this page are the browser's: ${Object.entries(lines).map(([name, { latency }]) => `${name} with ${latency} ms`).join(", ")}.`,
    comparison(Object.entries(load).map(([title, found]) => ({ title, found, format: ms })), ["floor", "masto"]),

    "## Compile time", "WebAssembly.compile of the whole module, in a page of its own.",
    comparison([{ title: "time", found: compile, format: ms }], ["floor"]),

    "## Click to leaving",
    "From the click on the tag's button to the request for the server's page, in a fresh profile; the server is the practice server. Not focused is "
      + "a tag with one server and no other, and a pointer that comes with the click. masto is a form with masto.js that registers the app and makes the address.",
    comparison(Object.entries(departure).map(([title, { leaving }]) => ({ title, found: leaving, format: ms })), ["masto"]),
    ...Object.entries(slowDeparture).flatMap(([title, { asking, leaving }]) => [
      `${title}; the medians of ${repeats}, from the click to the first request to the server, and to leaving:`,
      comparison([{ title: "first request", found: asking, format: ms }, { title: "leaving", found: leaving, format: ms }], ["masto"]),
    ]),

    "## verify_credentials",
    "The answers are accounts as Mastodon 4.5 writes them: that of 4 KB is whole, that of 300 B cut down to what a client shows, that of "
      + "400 KB has hundreds of custom emojis.",
    ...plan.documents.flatMap(([document]) => {
      const columns = (what, unit, format) => of(document).map((entry) => ({ title: `${unit}, ${entry.concurrency} at once`, found: entry[what], format }));
      return [
        `${document}:`,
        comparison([...columns("perSecond", "calls/s", whole), ...columns("latency", "latency", ms)], ["fetch", "masto"]),
      ];
    }),
    "The latency that 95 % of the calls stay below:",
    table(["", ...calls.map(({ document, concurrency }) => `${document}, ${concurrency} at once`)], contenders.map((name) => [
      name, ...calls.map(({ slow }) => ms(median(slow[name]))),
    ])),
    "The preflights that the browser sends for each call, after the first ones:",
    table(["", ...plan.documents.map(([document]) => document)], contenders.map((name) => [
      name, ...plan.documents.map(([document]) => median(of(document).flatMap(({ preflights }) => preflights[name])).toFixed(2)),
    ])),

    "## CPU per call",
    "The time of the processor that the page's thread takes for a call with a 4 KB answer that is made in the page.",
    comparison(cpu.map(({ concurrency, micros }) => ({ title: `${concurrency} at once`, found: micros, format: (value) => `${whole(value)} µs` })), ["fetch", "masto"]),

    "## Login by code",
    "Registration, authorize URL, code exchange and verify_credentials at the practice server; without what loading takes, and the person.",
    comparison([{ title: "time", found: login.ms, format: ms }], ["oauth4webapi"]),
    table(["requests", "register", "leave", "arrive", "verify"], Object.entries(login.requests).map(([name, steps]) => [name, ...Object.values(steps).map((asked) => asked.join(", ") || "–")])),

    "## Many calls in one page",
    `The medians of ${repeats} pages, 16 calls at once, the answers made in the page. The heap is JavaScript's after a collection.`,
    table(["calls", "wasm memory", "JavaScript heap", "a call since the row before"], endurance.map(({ calls, memory, heap, micros }) => [
      calls, mb(median(memory)), mb(median(heap)), `${whole(median(micros))} µs`,
    ])),

    "## When the module dies",
    `The next call takes ${spread(recovery.first)}, and the one after that ${spread(recovery.second)}.`,

    "## Stored sessions",
    `init of a page that was just opened, sessions(), and signOut of one of them with the answer made in the page; the medians of ${repeats} pages.`,
    table(["sessions", "contender", "init", "sessions()", "signOut"], sessions.flatMap(({ count, ...times }) => Object.keys(times.init).map((name) => [
      count, name, ...["init", "list", "signOut"].map((of) => ms(median(times[of][name]))),
    ]))),

    "## Tabs",
    `From signOut in one tab until its event has come in half of the tabs, and in all; the medians of ${repeats}.`,
    table(["tabs", "half", "all", "JavaScript heap of a tab"], tabs.map(({ count, half, all, heap }) => [count, ms(median(half)), ms(median(all)), mb(median(heap))])),

    "## Go sites", ...goSitesReport(sites, plan),

    "## Goals", goalsTable(runs),
    ...(notes ? [notes.trim()] : []),
  ].join("\n\n")}\n`;
}

/** The least and the greatest of all ratios of the control to what it repeats. */
function noise({ load, compile, departure, calls, cpu, login }) {
  const all = [compile, ...Object.values(departure).map(({ leaving }) => leaving), ...Object.values(load), ...calls.flatMap(({ perSecond, latency }) => [perSecond, latency]), ...cpu.map(({ micros }) => micros), login.ms];
  const ratios = all.map((found) => ratio(found[control], found.mastoauth).median);
  return [Math.min(...ratios), Math.max(...ratios)];
}
