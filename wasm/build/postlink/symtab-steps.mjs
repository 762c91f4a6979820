// The steps that remove data from Go's table of functions. Each changes symtab.memory, and returns the ranges that it changed.

/** The tables of each function that the runtime reads in a page (abi.PCDATA_*, abi.FUNCDATA_*). */
const PCDATA = { stackMapIndex: 1, inlTreeIndex: 2 };
const FUNCDATA = { argsPointerMaps: 0, localsPointerMaps: 1, stackObjects: 2, inlTree: 3, openCodedDeferInfo: 4 };
const [INLINED, INLINED_NAME, INLINED_LINE] = [16, 4, 12]; // inlinedCall: its size, and where nameOff and startLine stand
const NONE = 0xffffffff;

/**
 * Removes the tables of files and lines, of arguments to print, and of the points at which a signal may not interrupt. Stack depths,
 * stack maps and inlined calls stay: unwinding, stack growth, the garbage collector, defer and recover read them.
 */
export function lines(symtab) {
  const { memory, functions, pctab, cutab, filetab, pclntable, gofunc } = symtab;
  const pool = poolOf(symtab);
  const kept = new Set(Object.values(FUNCDATA));
  const dropped = new Set(); // offsets of data
  const needed = new Set();
  const trees = new Map(); // offset → how many inlined calls
  for (const f of functions) {
    const inlined = f.pcdata[PCDATA.inlTreeIndex];
    const tree = f.funcdata[FUNCDATA.inlTree];
    if (tree && !tree.none && inlined) trees.set(tree.offset, Math.max(trees.get(tree.offset) ?? 0, 1 + largest(symtab.pcTable(memory.readUInt32LE(inlined)))));
    pool.move(f.pcsp);
    for (const at of [f.pcfile, f.pcln, f.cuOffset, f.startLine]) memory.writeUInt32LE(0, at);
    f.pcdata.forEach((at, i) => (Object.values(PCDATA).includes(i) ? pool.move(at) : memory.writeUInt32LE(0, at)));
    f.funcdata.forEach(({ at, offset, none }, i) => {
      if (none) return;
      (kept.has(i) ? needed : dropped).add(offset);
      if (!kept.has(i)) memory.writeUInt32LE(NONE, at);
    });
  }
  pool.write();
  memory.fill(0, cutab.at, cutab.end);
  memory.fill(0, filetab.at, filetab.end);
  for (const [offset, count] of trees) {
    for (let at = gofunc + offset; at < gofunc + offset + count * INLINED; at += INLINED) {
      memory.writeUInt32LE(0, at + INLINED_NAME);
      memory.writeUInt32LE(0, at + INLINED_LINE);
    }
  }
  // go:func.* contains only this data (generateFuncdata), so a piece ends where the next one begins.
  const offsets = [...needed, ...dropped].sort((a, b) => a - b);
  offsets.forEach((offset, i) => {
    if (!needed.has(offset) && i + 1 < offsets.length) memory.fill(0, gofunc + offset, gofunc + offsets[i + 1]);
  });
  shortenRecords(symtab);
  return [[pctab.at, pctab.end], [cutab.at, cutab.end], [filetab.at, filetab.end], [pclntable.at, pclntable.end],
    [gofunc + offsets[0], gofunc + offsets.at(-1) + (trees.get(offsets.at(-1)) ?? 0) * INLINED]];
}

/** Writes the record of each function (_func) again, without the offsets at its end that say that there is no table. */
function shortenRecords({ memory, functions, ftab, pclntable }) {
  const records = functions.map(({ entryOff, npcdata, nfuncdata, pcdata, funcdata }) => {
    const offsets = (places, none) => {
      const read = places.map((at) => memory.readUInt32LE(at));
      return read.slice(0, 1 + read.findLastIndex((offset) => offset !== none));
    };
    const pcTables = offsets(pcdata, 0);
    const tables = offsets(funcdata.map(({ at }) => at), NONE);
    const head = Buffer.from(memory.subarray(entryOff, nfuncdata + 1));
    head.writeUInt32LE(pcTables.length, npcdata - entryOff);
    head[nfuncdata - entryOff] = tables.length;
    return Buffer.concat([head, Buffer.from(Uint32Array.from([...pcTables, ...tables]).buffer)]);
  });
  let offset = ftab.length * 8;
  memory.fill(0, pclntable.at + offset, pclntable.end);
  records.forEach((record, n) => {
    memory.writeUInt32LE(offset, ftab.at + n * 8 + 4);
    memory.set(record, pclntable.at + offset);
    offset += record.length;
  });
}

/** Builds a new pctab: each table once, in the order of use. */
function poolOf({ memory, pctab, pcTable }) {
  const parts = [Buffer.from([0])]; // offset 0 says that there is no table
  const offsets = new Map();
  let length = 1;
  return {
    move(at) {
      const old = memory.readUInt32LE(at);
      if (old === 0) return;
      const table = pcTable(old);
      const key = table.toString("latin1");
      if (!offsets.has(key)) {
        offsets.set(key, length);
        parts.push(Buffer.from(table));
        length += table.length;
      }
      memory.writeUInt32LE(offsets.get(key), at);
    },
    write() {
      if (length > pctab.length) throw new Error("the tables of pcs would take more room than before");
      memory.fill(0, pctab.at, pctab.end);
      memory.set(Buffer.concat(parts), pctab.at);
    },
  };
}

/** The largest value in a pc table. Deltas are zigzag-encoded, and the initial value is -1. */
function largest(table) {
  let [value, most, at] = [-1, -1, 0];
  const number = () => {
    for (let result = 0, shift = 0; ; shift += 7) {
      result |= (table[at] & 127) << shift;
      if (table[at++] < 128) return result >>> 0;
    }
  };
  while (at < table.length - 1) {
    const difference = number();
    value += difference & 1 ? ~(difference >>> 1) : difference >>> 1;
    most = Math.max(most, value);
    number();
  }
  return most;
}

/** The functions that the runtime finds by full name (stkframe.go), and the prefix that it looks for (isSystemGoroutine). */
const WHOLE = ["reflect.makeFuncStub", "reflect.methodValueCall"];
const PREFIX = "runtime.";

/** Removes the names of functions. */
export function names({ memory, functions, funcnametab, pclntable, ftab, nameAt }) {
  const list = ["", PREFIX, ...WHOLE]; // offset 0 says that there is no name
  const offsets = list.map((_, i) => list.slice(0, i).reduce((sum, name) => sum + name.length + 1, 0));
  for (const { nameOff } of functions) {
    const name = nameAt(memory.readInt32LE(nameOff));
    const at = list.indexOf(name.startsWith(PREFIX) ? PREFIX : name);
    memory.writeInt32LE(at < 0 ? 0 : offsets[at], nameOff);
  }
  memory.fill(0, funcnametab.at, funcnametab.end);
  memory.write(list.map((name) => `${name}\0`).join(""), funcnametab.at, "latin1");
  return [[funcnametab.at, funcnametab.end], [pclntable.at + ftab.length * 8, pclntable.end]];
}

/** Removes the list of types, in which reflection looks for a type that the program already has. */
export function typelinks({ memory, typelinks: { at, end, field }, functions, nameAt }) {
  if (functions.some(({ nameOff }) => nameAt(memory.readInt32LE(nameOff)) === "reflect.typelinks")) {
    throw new Error("the module links reflect.typelinks, which reads the list");
  }
  memory.fill(0, at, end);
  memory.fill(0, field + 8, field + 24);
  return [[at, end], [field + 8, field + 24]];
}

/** Removes the table that maps a pc to its function. The overlay's findfunc does not need it. */
export function findfunctab({ memory, findfunctab: at, epclntab: end, functions }) {
  if (functions.some(({ entry }, n) => entry !== functions[0].entry + n)) throw new Error("the numbers of the functions have gaps");
  memory.fill(0, at, end);
  return [[at, end]];
}
