// The postlink pass: it changes only the bytes that it knows, and does nothing with the output of another version of Go.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { GAP, memoryOf, reader, sections, signed, unsigned, withMemory } from "../build/postlink/module.mjs";
import { postlink, sameOutside } from "../build/postlink/postlink.mjs";
import { symtabOf } from "../build/postlink/symtab.mjs";

const linked = readFileSync(new URL("../../node_modules/.cache/linked.wasm", import.meta.url)); // as Go's linker wrote it
const image = memoryOf(linked);
const symtab = symtabOf(image);
const rewriting = ["typelinks", "lines", "findfunctab", "names"];
const plan = (...steps) => steps.map((step) => ({ step, applied: true }));

/** A module with a memory of a megabyte, which it exports as "m", and that data section. */
const moduleOf = (segments) => {
  const data = Buffer.concat([unsigned(segments.length), ...segments.map(({ offset, part }) =>
    Buffer.concat([Buffer.from([0, 0x41]), signed(offset), Buffer.from([0x0b]), unsigned(part.length), part]))]);
  const before = Buffer.from("\0asm\x01\0\0\0\x05\x03\x01\x00\x10\x07\x05\x01\x01m\x02\x00", "latin1");
  return Buffer.concat([before, Buffer.from([11]), unsigned(data.length), data]);
};

/** What the engine makes of such a module. */
const instantiated = (bytes) => Buffer.from(new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports.m.buffer);

const random = (seed) => () => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff;

test("merging segments keeps every byte of memory, whatever the segments are", () => {
  for (let seed = 1; seed <= 200; seed++) {
    const next = random(seed);
    const segments = [];
    for (let left = Math.floor(next() * 60); left >= 0; left--) {
      const part = Buffer.from(Array.from({ length: Math.floor(next() * 400) }, () => (next() < 0.6 ? 0 : Math.floor(next() * 256))));
      const offset = Math.floor(next() ** 3 * ((1 << 20) - part.length)); // in any order, one over another
      segments.push({ offset, part });
    }
    const module = moduleOf(segments);
    const { bytes, report } = postlink(module, plan("merge"));
    assert.deepEqual(report, plan("merge"));
    assert.ok(instantiated(bytes).equals(instantiated(module)), `seed ${seed}`);
  }
});

test("merging Go's own module keeps its memory and all its other sections, in a hundredth of the segments", () => {
  const { bytes, report } = postlink(linked, plan("merge"));
  assert.deepEqual(report, plan("merge"));
  assert.ok(memoryOf(bytes).equals(image));
  const [before, after] = [sections(linked), sections(bytes)].map((all) => all.map(({ id, body }) => ({ id, body: id === 11 ? "" : body })));
  assert.deepEqual(after, before);
  const count = (module) => reader(sections(module).find(({ id }) => id === 11).body).number();
  assert.ok(count(bytes) * 100 < count(linked), `${count(bytes)} of ${count(linked)}`);
  const unmerged = postlink(linked, plan("findfunctab")).bytes; // which takes most of the segments away, and leaves the others as they are
  assert.ok(count(unmerged) > 20 * count(bytes), `${count(unmerged)} of ${count(bytes)}`);
});

test("what unwinding, the garbage collector, defer and recover read is the same after all steps", () => {
  const { bytes, report } = postlink(linked, plan("merge", "lines", "findfunctab", "names"));
  assert.ok(report.every(({ applied }) => applied), JSON.stringify(report));
  const memory = memoryOf(bytes);
  const after = symtabOf(memory);
  assert.equal(after.functions.length, symtab.functions.length);
  const table = (of, from, at) => (at === undefined || from.readUInt32LE(at) === 0 ? "none" : of.pcTable(from.readUInt32LE(at)).toString("hex"));
  const offsets = [...new Set(symtab.functions.flatMap(({ funcdata }) => funcdata.filter(({ none }) => !none).map(({ offset }) => offset)))].sort((a, b) => a - b);
  const dataAt = (from, offset, tree) => {
    const next = offsets[offsets.indexOf(offset) + 1] ?? offset + 8;
    const data = Buffer.from(from.subarray(symtab.gofunc + offset, symtab.gofunc + next));
    if (tree) for (let at = 0; at + 16 <= data.length; at += 16) data.fill(0, at + 4, at + 8).fill(0, at + 12, at + 16);
    return data;
  };
  let trees = 0;
  symtab.functions.forEach((f, n) => {
    const now = after.functions[n];
    assert.equal(now.entry, f.entry);
    assert.ok(memory.subarray(now.entryOff + 8, now.pcsp).equals(image.subarray(f.entryOff + 8, f.pcsp))); // args, deferreturn
    assert.ok(memory.subarray(now.startLine + 4, now.nfuncdata).equals(image.subarray(f.startLine + 4, f.nfuncdata))); // funcID, flag
    assert.equal(table(after, memory, now.pcsp), table(symtab, image, f.pcsp));
    for (const i of [1, 2]) assert.equal(table(after, memory, now.pcdata[i]), table(symtab, image, f.pcdata[i]));
    f.funcdata.slice(0, 5).forEach(({ offset, none }, i) => {
      assert.equal(now.funcdata[i]?.none ?? true, none);
      if (none) return;
      assert.equal(now.funcdata[i].offset, offset);
      if (i === 3) trees++;
      assert.ok(dataAt(memory, offset, i === 3).equals(dataAt(image, offset, i === 3)), `data ${i} of ${symtab.nameAt(image.readInt32LE(f.nameOff))}`);
    });
    const name = symtab.nameAt(image.readInt32LE(f.nameOff));
    const kept = ["reflect.makeFuncStub", "reflect.methodValueCall"].includes(name) ? name : name.startsWith("runtime.") ? "runtime." : "";
    assert.equal(after.nameAt(memory.readInt32LE(now.nameOff)), kept);
  });
  assert.ok(trees > 100, "there are no inlined calls to look at");
});

const word = (memory, at, change) => memory.writeBigUInt64LE(memory.readBigUInt64LE(at) + change, at);
const header = image.readUInt32LE(symtab.moduledata);
const first = symtab.functions[5];

/** What another Go might have at the same places. */
const others = {
  "another magic number": (memory) => memory.writeUInt32LE(0xfffffff2, header),
  "pointers of four bytes": (memory) => memory.writeUInt8(4, header + 7),
  "one function more": (memory) => word(memory, header + 8, 1n),
  "names that begin elsewhere": (memory) => word(memory, header + 32, 8n),
  "tables of pcs that begin elsewhere": (memory) => word(memory, header + 56, 8n),
  "a moduledata with a field more": (memory) => memory.copyWithin(symtab.moduledata + 24, symtab.moduledata + 16, symtab.moduledata + 400),
  "a slice with more capacity than length": (memory) => word(memory, symtab.ftab.field + 16, 1n),
  "tables beyond the end of memory": (memory) => [8, 16].forEach((at) => word(memory, symtab.pctab.field + at, 1n << 31n)),
  "a buckets' table of another length": (memory) => word(memory, symtab.moduledata + 21 * 8, 1n << 16n),
  "a function of another number": (memory) => memory.writeUInt32LE(1, first.entryOff),
  "a function beyond its table": (memory) => memory.writeUInt32LE(0x7fffffff, symtab.ftab.at + 44),
  "more tables of pcs": (memory) => memory.writeUInt32LE(9, first.npcdata),
  "more data": (memory) => memory.writeUInt8(9, first.nfuncdata),
};

for (const [what, change] of Object.entries(others)) {
  test(`a Go with ${what} gets its segments merged and nothing else`, () => {
    const memory = Buffer.from(image);
    change(memory);
    const { bytes, report } = postlink(withMemory(linked, memory, GAP.linker), plan("merge", ...rewriting));
    assert.ok(memoryOf(bytes).equals(memory));
    assert.ok(report[0].applied);
    for (const { step, applied, why } of report.slice(1)) assert.ok(!applied && why.length > 10, `${step}: ${why}`);
  });
}

/** What only one step has to look out for. */
const alone = {
  lines: (memory) => memory.writeUInt32LE(0x7fffffff, first.pcsp),
  names: (memory) => memory.writeInt32LE(0x7fffffff, first.nameOff),
  typelinks: (memory) => memory.write("reflect.typelinks\0", symtab.funcnametab.at + longName(), "latin1"),
  findfunctab: (memory) => [symtab.ftab.at + 8 * symtab.functions.length - 8, symtab.functions.at(-1).entryOff].forEach((at) => memory.writeUInt32LE(symtab.functions.at(-1).entry + 1, at)),
};

/** Where the name of a function stands that has room for another one. */
const longName = () => symtab.functions.map(({ nameOff }) => image.readInt32LE(nameOff)).find((at) => symtab.nameAt(at).length > 40);

for (const [name, change] of Object.entries(alone)) {
  test(`${name} refuses what it does not know`, () => {
    const memory = Buffer.from(image);
    change(memory);
    const { bytes, report } = postlink(withMemory(linked, memory, GAP.linker), plan(name));
    assert.ok(!report[0].applied && report[0].why.length > 10, JSON.stringify(report));
    assert.ok(memoryOf(bytes).equals(memory));
  });
}

test("what is no module, or one whose data another tool wrote, stays as it is", () => {
  for (const bytes of [
    Buffer.from("no module"),
    linked.subarray(0, linked.length / 2),
    Buffer.from("\0asm\x01\0\0\0", "latin1"),
    Buffer.from("\0asm\x01\0\0\0\x0b\x03\x01\x01\x00", "latin1"), // a passive segment
  ]) {
    const { bytes: out, report } = postlink(bytes, plan("merge", ...rewriting));
    assert.equal(out, bytes);
    for (const { applied, why } of report) assert.ok(!applied && why);
  }
});

test("a step that changes what it did not say is found out", () => {
  const before = Buffer.alloc(100);
  const after = Buffer.from(before);
  after[10] = after[50] = 1;
  assert.doesNotThrow(() => sameOutside([[50, 51], [5, 11]], before, after));
  for (const ranges of [[], [[10, 11]], [[50, 51]], [[11, 60]], [[0, 10], [11, 60]]]) assert.throws(() => sameOutside(ranges, before, after), /where it must not/);
  assert.throws(() => sameOutside([[0, 100]], before, Buffer.alloc(101)), /where it must not/);
});

test("a step that is not in the plan is not made", () => {
  const { bytes, report } = postlink(linked, [{ step: "merge", applied: false, why: "left out" }, ...rewriting.map((step) => ({ step, applied: false, why: "left out" }))]);
  assert.equal(bytes, linked);
  assert.ok(report.every(({ applied, why }) => !applied && why === "left out"));
});
