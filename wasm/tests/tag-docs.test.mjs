// docs/tag.md names all that a page can use of the tag: attributes, events, properties, states, slots, parts and custom properties.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const docs = read("docs/tag.md");
const element = read("wasm/element.ts");
const files = readdirSync(new URL("../element/", import.meta.url)).map((file) => read(`wasm/element/${file}`));
const all = [element, ...files].join("\n");

const sorted = (names) => [...new Set(names)].sort();
const found = (text, pattern) => sorted([...text.matchAll(pattern)].flatMap(([, names]) => names.split(" ")));

/** The names in backticks in the first column of the table whose head begins with these words. */
function column(head) {
  const [, table] = docs.split(`\n| ${head} |`);
  assert.ok(table, `the table ${head}`);
  const rows = table.slice(0, table.indexOf("\n\n")).split("\n").slice(2);
  return sorted(rows.flatMap((row) => [...row.split("|")[1].matchAll(/`([\w-]+)`/g)].map(([, name]) => name)));
}

const tables = {
  "attribute": sorted([...found(read("wasm/element/attributes-and-events.ts").split("interface MastodonLoginAttributes")[1].split("\n}")[0], /^ {2}"([\w-]+)"\?:/gm)]),
  "event": found(read("wasm/element/attributes-and-events.ts").split("interface MastodonLoginEvents")[1].split("\n}")[0], /^ {2}"([\w-]+)":/gm),
  "property": found(all, /^ {2}get (auth|session|sessions|ready)\(\)/gm),
  "`::part(…)`": found(all, /\bpart"?: "([\w -]+)"/g),
  "custom property": found(read("wasm/element/styles.ts"), /var\((--mastodon-login-[\w-]+)/g),
};

for (const [head, names] of Object.entries(tables)) {
  test(`the table of each ${head} has what there is`, () => {
    assert.ok(names.length > 3, String(names));
    assert.deepEqual(column(head), names);
  });
}

test("the attributes that change what is shown are observed", () => {
  const observed = found(/observedAttributes = \[(.*)\]/.exec(element)[1], /"([\w-]+)"/g);
  assert.deepEqual(sorted([...observed, "debug"]), tables.attribute); // debug is for the style sheet
});

test("the states and the slot are told", () => {
  for (const name of found(read("wasm/element/custom-states.ts").split("CustomState =")[1].split(";")[0], /"([\w-]+)"/g)) assert.ok(docs.includes(`:state(${name})`), name);
  for (const name of found(all, /"slot", \{ name: "([\w-]+)"/g)) assert.ok(docs.includes(`slot="${name}"`), name);
});

test("the room of the form is the same in the style of the tag, in docs/tag.md and on the page of the tag", () => {
  const rooms = (text, pattern) => [...text.matchAll(pattern)].map(([, size]) => size);
  const inside = rooms(read("wasm/element/styles.ts"), /\.frame:not\(\.fit\) > \.stage \{ min-block-size: var\(--mastodon-login-min-height, ([\d.]+rem)\)/g).filter((size) => size !== "5.5rem");
  assert.equal(inside.length, 4);
  for (const page of ["docs/tag.md", "www/tag.css", "e2e/pages/header.css"]) assert.deepEqual(rooms(read(page), /::before \{ (?:content: ""; display: block; )?block-size: ([\d.]+rem)/g), inside, page);
});
