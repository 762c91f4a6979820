// One list has all codes: core/error_codes.go. The compilers check most uses of it. Here are those that they do not see.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { codes, codesOfPages } from "./error-codes.mjs";

/** The sources of a folder and those below it, without comments, tests and what is generated. */
function sources(folder, kind) {
  const place = new URL(`../../${folder}/`, import.meta.url);
  return readdirSync(place, { recursive: true })
    .filter((file) => kind.test(file) && !/_test\.go$|\.gen\.|^(tests|build|typegen|practice)\/|error_codes\.go$/.test(file))
    .map((file) => ({ file: `${folder}/${file}`, text: readFileSync(new URL(file, place), "utf8").replace(/^\s*(?:\/\/|\*).*$/gm, "") }));
}

const scripts = [...sources("wasm", /\.ts$/), ...sources("jsbind", /\.js$/)];
const programs = [...sources("core", /\.go$/), ...sources("jsbind", /\.go$/)];
const words = new Set(codesOfPages.map(({ word }) => word));

test("the list is read whole, without one that is there twice", () => {
  const text = readFileSync(new URL("../../core/error_codes.go", import.meta.url), "utf8");
  assert.equal(codes.length, text.match(/ Code = "/g).length);
  for (const member of ["word", "constant"]) assert.equal(new Set(codes.map((code) => code[member])).size, codes.length, member);
  assert.ok(words.size > 90 && codes.length > words.size, `${words.size} codes of pages, ${codes.length} in all`);
});

test("every code that a script makes or compares is on the list", () => {
  const patterns = [/\bcode: *"(\w+)"/g, /\b(?:failure|refusal)\(\s*"(\w+)"/g, /\.code [!=]== "(\w+)"/g, /"code"\) [!=]== "(\w+)"/g, /\.(?:code|calm)\("(\w+)"/g, /\bisMastodonError\(\w+, "(\w+)"/g];
  const found = scripts.flatMap(({ file, text }) => patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, word]) => ({ file, word }))));
  for (const { file, word } of found) assert.ok(words.has(word), `${file} has the code ${word}, which is not in core/error_codes.go`);
  for (const some of ["lazy-import.ts", "store-silence.js", "element.ts", "watchdog.ts"]) assert.ok(found.some(({ file }) => file.endsWith(some)), some);
});

test("every code on the list is made somewhere", () => {
  const written = scripts.filter(({ file }) => !file.startsWith("wasm/messages/")).map(({ text }) => text).join("\n");
  const named = new Set(programs.flatMap(({ text }) => text.match(/\bCode[A-Z]\w*\b/g) ?? []));
  for (const { word, constant } of codes) assert.ok(named.has(constant) || written.includes(`"${word}"`), `nothing makes ${word}`);
});
