// Stored records, as host.js writes them.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { record, written } from "../../jsbind/record.js";

test("a write says the version, replaces what it names, and removes what has no value", () => {
  const first = written(null, "a=1&b=2&c=");
  assert.deepEqual(JSON.parse(first), { version: "1", a: "1", b: "2" });
  assert.deepEqual(JSON.parse(written(first, "a=3&b=")), { version: "1", a: "3" });
  assert.equal(written(first, ""), "{}");
});

test("a write keeps what a newer version has added, whatever it is", () => {
  const added = { later: { a: [1, null] }, list: [], flag: false, number: 0, nothing: null, text: "x" };
  const stored = `{"a":"1","version":"9","__proto__":{"x":1},${JSON.stringify(added).slice(1)}`;
  const now = written(stored, "a=2");
  assert.match(now, /"__proto__":\{"x":1\}/);
  assert.deepEqual({ ...JSON.parse(now), __proto__: null }, { ...JSON.parse(stored), a: "2", version: "1", __proto__: null });
});

test("what is no record, or could not be written again, is replaced", () => {
  const deep = `{"a":${"[".repeat(9_000)}${"]".repeat(9_000)}}`;
  for (const item of [deep, undefined, null, "", "garbage", "null", "[]", '["a"]', "42", '"text"']) {
    assert.equal(written(item, "a=1"), '{"version":"1","a":"1"}');
    assert.equal(record(item), typeof item === "string" ? "corrupt" : undefined);
  }
});

test("both halves write the same version", async () => {
  const go = /RecordVersion = "(.*)"/.exec(await readFile(new URL("../../core/record.go", import.meta.url), "utf8"))[1];
  assert.equal(JSON.parse(written(null, "a=1")).version, go);
});
