// Go's table of functions in a module's memory: runtime.moduledata and what it points to. runtime/symtab.go and runtime/runtime2.go
// of Go 1.26 declare it, and cmd/link/internal/ld/pcln.go writes it. Anything that does not match those declarations is an error.

import { reader } from "./module.mjs";

/** The offsets of the fields of moduledata, in words of 8 bytes. A slice has three words: address, length, capacity. */
const SLICES = { funcnametab: 1, cutab: 4, filetab: 7, pctab: 10, pclntable: 13, ftab: 16, typelinks: 45 };
const WORDS = { findfunctab: 19, minpc: 20, maxpc: 21, types: 37, etypes: 38, gofunc: 40, epclntab: 41 };
const ELEMENT = { cutab: 4, ftab: 8, typelinks: 4 };

/** The offsets of the fields of _func, in bytes. After it come its pc tables, and then its funcdata. */
const FUNC = { entryOff: 0, nameOff: 4, pcsp: 16, pcfile: 20, pcln: 24, npcdata: 28, cuOffset: 32, startLine: 36, nfuncdata: 43, end: 44 };

const MAGIC = 0xfffffff1; // abi.Go120PCLnTabMagic
const HEADER = 72; // bytes of pcHeader
const NONE = 0xffffffff;
const [BUCKET, SUBBUCKET] = [4096, 256]; // abi.FuncTabBucketSize, and a 16th of it

export function symtabOf(memory) {
  const word = (at) => {
    if (at + 8 > memory.length) throw new Error(`Go's moduledata is not where it was: it would end at ${at}`);
    return Number(memory.readBigUInt64LE(at));
  };
  const u32 = (at) => memory.readUInt32LE(at);
  const expect = (what, found, known) => {
    if (found !== known) throw new Error(`Go's table of functions is another one: ${what} is ${found}, not ${known}`);
  };

  const header = headerIn(memory);
  const start = moduledataIn(memory, header, header + word(header + 32));
  const symtab = { memory, moduledata: start };
  for (const [name, at] of Object.entries(WORDS)) symtab[name] = word(start + at * 8);
  for (const [name, at] of Object.entries(SLICES)) {
    const [address, length, capacity] = [0, 1, 2].map((n) => word(start + (at + n) * 8));
    expect(`the capacity of ${name}`, capacity, length);
    const end = address + length * (ELEMENT[name] ?? 1);
    if (end > memory.length) throw new Error(`Go's table of functions is another one: ${name} ends at ${end} of ${memory.length}`);
    symtab[name] = { at: address, length, end, field: start + at * 8 };
  }
  const nfunc = word(header + 8);
  expect("nfunc", symtab.ftab.length - 1, nfunc);
  ["funcnametab", "cutab", "filetab", "pctab", "pclntable"].forEach((name, n) => expect(name, symtab[name].at, header + word(header + 32 + 8 * n)));
  expect("ftab", symtab.ftab.at, symtab.pclntable.at);
  const pcs = symtab.maxpc - symtab.minpc; // an index of 4 bytes for each bucket, and one byte for each subbucket
  expect("the end of findfunctab", symtab.findfunctab + 4 * Math.ceil(pcs / BUCKET) + Math.ceil(pcs / SUBBUCKET), symtab.epclntab);

  symtab.nameAt = (offset) => {
    if (offset >= symtab.funcnametab.length) throw new Error("a function's name is not in funcnametab");
    const from = symtab.funcnametab.at + offset;
    return memory.toString("latin1", from, memory.indexOf(0, from));
  };

  /** The bytes of a pc table: pairs of a value delta and a pc delta, until the value delta is zero (runtime.step). */
  symtab.pcTable = (offset) => {
    if (offset >= symtab.pctab.length) throw new Error("a table of pcs is not in pctab");
    const from = reader(memory.subarray(symtab.pctab.at, symtab.pctab.end), offset);
    for (let first = true; from.number() !== 0 || first; first = false) from.number();
    return memory.subarray(symtab.pctab.at + offset, symtab.pctab.at + from.at);
  };

  symtab.functions = Array.from({ length: nfunc }, (_, n) => functionAt(n));
  return symtab;

  function functionAt(n) {
    const entryOff = u32(symtab.ftab.at + n * 8);
    const at = symtab.pclntable.at + u32(symtab.ftab.at + n * 8 + 4);
    if (at + FUNC.end > symtab.pclntable.end) throw new Error("a function is not in pclntable");
    expect("a function's entryOff", u32(at), entryOff);
    const [npcdata, nfuncdata] = [u32(at + FUNC.npcdata), memory[at + FUNC.nfuncdata]];
    if (npcdata > 5 || nfuncdata > 8) throw new Error(`Go's table of functions is another one: a function has ${npcdata} and ${nfuncdata} tables`);
    const pcdata = Array.from({ length: npcdata }, (_, i) => at + FUNC.end + 4 * i);
    const funcdata = Array.from({ length: nfuncdata }, (_, i) => at + FUNC.end + 4 * npcdata + 4 * i);
    const fields = Object.fromEntries(Object.entries(FUNC).map(([name, offset]) => [name, at + offset]));
    return { ...fields, entry: entryOff, pcdata, funcdata: funcdata.map((at) => ({ at, offset: u32(at) })).map((of) => ({ ...of, none: of.offset === NONE })) };
  }
}

function headerIn(memory) {
  for (let at = 0; at + HEADER <= memory.length; at += 8) {
    // magic, two zeros, the smallest instruction's size (1), a pointer's (8)
    if (memory.readUInt32LE(at) === MAGIC && memory.readUInt32LE(at + 4) === 0x08010000) return at;
  }
  throw new Error("Go's table of functions is another one: there is no pcHeader with the magic number of Go 1.20 to 1.26");
}

function moduledataIn(memory, header, names) {
  for (let at = 0; at + 16 <= memory.length; at += 8) {
    if (memory.readUInt32LE(at) === header && memory.readBigUInt64LE(at) === BigInt(header) && memory.readBigUInt64LE(at + 8) === BigInt(names)) return at;
  }
  throw new Error("Go's table of functions is another one: no moduledata points to it");
}
