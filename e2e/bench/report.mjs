// results.md: the machine, the noise, a table for each thing measured, and each goal with what became of it.

import { control } from "./contenders.mjs";
import { median, quantile, ratio } from "./spread.mjs";

export function report({ plan, machine, size, load, calls, cpu, login, endurance, recovery, sessions, tabs, goals }, notes) {
  const { rounds, repeats } = plan;
  const contenders = Object.keys(calls[0].latency);
  const of = (document) => calls.filter((entry) => entry.document === document);
  return `${[
    "# Measured beside its peers",
    "Written by `make bench`; by hand are only the notes at the end. Each figure is the median of "
      + `${rounds} rounds. In each round every contender has one turn, in an order drawn anew. A ratio is the median of the ratios of `
      + "the rounds, with the quartiles behind it: what slows down the machine for a while slows down both sides.",
    `${machine.date}, ${machine.system}, ${machine.hardware}; the load was ${machine.load.toFixed(1)} when it began. `
      + `${Object.entries(machine.versions).map(([name, version]) => `${name} ${version}`).join(", ")}. Headless Chromium, everything over loopback, `
      + "pages and servers of different origins, HTTP/1.1 with connections kept. Answers have Mastodon's headers.",
    `“${control}” is mastoauth under a second name, in a page of its own. By what the two differ, others may differ by chance: `
      + `the ratios of the one to the other lie between ${noise({ load, calls, cpu, login }).map((figure) => figure.toFixed(2)).join(" and ")} in this run.`,

    "## Size", table(["", "raw", "gzip", "brotli"], [
      ...[...size.modules, ...size.scripts].map(({ name, raw, gzip, brotli }) => [name, raw, gzip, brotli]),
      ["mastoauth.wasm / floor", ...["raw", "gzip", "brotli"].map((by) => size.ratio[by].toFixed(3))],
    ]),
    "Floor is the smallest module that links safejs, built with the same flags. later.js and wasm_exec.js are loaded with the module.",

    "## Load to first call",
    "From the import of a page's script to the end of a call whose answer is made in the page. Cold is a fresh profile, warm the same page "
      + "loaded again with the browser's cache, in a worker a fresh profile again. Files are sent as brotli. Floor is the smallest module and plain fetch.",
    comparison(Object.entries(load).map(([title, found]) => ({ title, found, format: ms })), [["mastoauth", "floor"], ["mastoauth", "masto"]]),

    "## verify_credentials",
    "The answers are accounts as Mastodon 4.5 writes them: that of 4 KB is whole, that of 300 B cut down to what a client shows, that of "
      + "400 KB has hundreds of custom emojis.",
    ...plan.documents.flatMap(([document]) => {
      const columns = (what, unit, format) => of(document).map((entry) => ({ title: `${unit}, ${entry.concurrency} at once`, found: entry[what], format }));
      return [
        `${document}:`,
        comparison([...columns("perSecond", "calls/s", whole), ...columns("latency", "latency", ms)], [["mastoauth", "fetch"], ["mastoauth", "masto"]]),
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
    comparison(cpu.map(({ concurrency, micros }) => ({ title: `${concurrency} at once`, found: micros, format: (value) => `${whole(value)} µs` })), [["mastoauth", "fetch"], ["mastoauth", "masto"]]),

    "## Login by code",
    "Registration, authorize URL, code exchange and verify_credentials at the practice server; without what loading takes, and the person.",
    comparison([{ title: "time", found: login.ms, format: ms }], [["mastoauth", "oauth4webapi"]]),
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
    table(["sessions", "init", "sessions()", "signOut"], sessions.map(({ count, init, list, signOut }) => [count, ...[init, list, signOut].map((values) => ms(median(values)))])),

    "## Tabs",
    `From signOut in one tab until its event has come in half of the tabs, and in all; the medians of ${repeats}.`,
    table(["tabs", "half", "all", "JavaScript heap of a tab"], tabs.map(({ count, half, all, heap }) => [count, ms(median(half)), ms(median(all)), mb(median(heap))])),

    "## Goals", goalsTable(goals),
    ...(notes ? [notes.trim()] : []),
  ].join("\n\n")}\n`;
}

export function goalsTable(goals) {
  return table(["what", "goal", "measured", ""], goals.map(({ what, goal, measured, met }) => [what, goal, measured, met ? "met" : "**not met**"]));
}

/** The least and the greatest of all ratios of the control to what it repeats. */
function noise({ load, calls, cpu, login }) {
  const all = [...Object.values(load), ...calls.flatMap(({ perSecond, latency }) => [perSecond, latency]), ...cpu.map(({ micros }) => micros), login.ms];
  const ratios = all.map((found) => ratio(found[control], found.mastoauth).median);
  return [Math.min(...ratios), Math.max(...ratios)];
}

/** A row for each contender and for each pair, and at the end the control. */
function comparison(columns, pairs) {
  const row = (name) => [name, ...columns.map(({ found, format }) => format(median(found[name])))];
  const compared = ([one, other]) => [`${one} / ${other}`, ...columns.map(({ found }) => {
    const { median, low, high } = ratio(found[one], found[other]);
    return `${median.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;
  })];
  const names = Object.keys(columns[0].found);
  return table(["", ...columns.map(({ title }) => title)], [...names.map(row), ...pairs.map(compared), compared([control, "mastoauth"])]);
}

function table([first, ...titles], rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line([first, ...titles]), line(["---", ...titles.map(() => "--:")]), ...rows.map(line)].join("\n");
}

const whole = (value) => value.toFixed(0);
const ms = (value) => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
const mb = (bytes) => `${(bytes / 2 ** 20).toFixed(2)} MB`;
const spread = (values) => `${ms(median(values))} (${ms(quantile(values, 0.25))}–${ms(quantile(values, 0.75))})`;
