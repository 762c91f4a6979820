// Reads and writes the sections of a WebAssembly module, and the memory that its data section initializes.
// https://webassembly.github.io/spec/core/binary/modules.html

const DATA = 11;
const I32_CONST = 0x41;
const END = 0x0b;

/**
 * How many zeros separate two segments. Go's linker separates them by a few. For a compressed module more are better: a run of zeros
 * then costs less than the header of a segment.
 */
export const GAP = { merged: 1024, linker: 8 };

/** An unsigned LEB128. */
export function unsigned(value) {
  const out = [];
  do {
    const low = value % 128;
    value = Math.floor(value / 128);
    out.push(value ? low | 128 : low);
  } while (value);
  return Buffer.from(out);
}

/** A signed LEB128, of 32 bits. */
export function signed(value) {
  const out = [];
  for (;;) {
    const low = value & 127;
    value >>= 7;
    if ((value === 0 && !(low & 64)) || (value === -1 && low & 64)) return Buffer.from([...out, low]);
    out.push(low | 128);
  }
}

/** Reads bytes from an offset, and throws at the end. */
export function reader(bytes, at = 0) {
  const byte = () => {
    if (at >= bytes.length) throw new Error("it ends too early");
    return bytes[at++];
  };
  return {
    get at() { return at; },
    byte,
    number() {
      let value = 0;
      for (let shift = 0; shift < 35; shift += 7) {
        const next = byte();
        value += (next & 127) * 2 ** shift;
        if (next < 128) return value;
      }
      throw new Error("a number is longer than 32 bits");
    },
    take(length) {
      if (at + length > bytes.length) throw new Error("it ends too early");
      return bytes.subarray(at, (at += length));
    },
  };
}

/** The sections of a module: { id, body }. */
export function sections(bytes) {
  if (bytes.length < 8 || bytes.readUInt32LE(0) !== 0x6d736100 || bytes.readUInt32LE(4) !== 1) throw new Error("it is not a module of version 1");
  const from = reader(bytes, 8);
  const found = [];
  while (from.at < bytes.length) found.push({ id: from.byte(), body: from.take(from.number()) });
  if (found.filter(({ id }) => id === DATA).length !== 1) throw new Error("it has not one data section");
  return found;
}

/** The memory after the data section, with a minimum length. Go's linker writes segments of memory 0 at constant offsets. */
export function memoryOf(bytes, length = 0) {
  const from = reader(sections(bytes).find(({ id }) => id === DATA).body);
  const segments = [];
  for (let left = from.number(); left > 0; left--) {
    if (from.number() !== 0 || from.byte() !== I32_CONST) throw new Error("a data segment is not as Go writes it");
    const offset = from.number(); // positive, so its sign is a zero bit
    if (from.byte() !== END) throw new Error("a data segment is not as Go writes it");
    segments.push({ offset, part: from.take(from.number()) });
  }
  const memory = Buffer.alloc(segments.reduce((end, { offset, part }) => Math.max(end, offset + part.length), length));
  for (const { offset, part } of segments) memory.set(part, offset);
  return memory;
}

/** The module with this memory. A run of that many zeros separates two segments. */
export function withMemory(bytes, memory, gap) {
  const parts = segmentsOf(memory, gap).map(({ offset, part }) =>
    Buffer.concat([Buffer.from([0, I32_CONST]), signed(offset), Buffer.from([END]), unsigned(part.length), part]));
  const data = Buffer.concat([unsigned(parts.length), ...parts]);
  return Buffer.concat([bytes.subarray(0, 8), ...sections(bytes).flatMap((section) => {
    if (section.id === 12) throw new Error("it counts its data segments in a section of their own"); // DataCount: Go writes none
    const body = section.id === DATA ? data : section.body;
    return [Buffer.from([section.id]), unsigned(body.length), body];
  })]);
}

function segmentsOf(memory, gap) {
  const segments = [];
  for (let at = 0; ;) {
    while (at < memory.length && memory[at] === 0) at++;
    if (at === memory.length) return segments;
    let end = at;
    for (let next = at; next < memory.length && next - end < gap; next++) if (memory[next] !== 0) end = next + 1;
    segments.push({ offset: at, part: memory.subarray(at, end) });
    at = end;
  }
}
