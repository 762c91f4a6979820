#!/bin/bash
# Go's linker writes the data of a WebAssembly module in tens of thousands of segments.
#
# Expected: one data segment for each section of data, or a few.
# Seen: a program with an empty main has more than 20,000. The linker begins a new segment at every 8 zero bytes
# (cmd/link/internal/wasm/asm.go, writeDataSec), because it estimates a segment's header at 8 bytes. That is right for the raw size. In a
# compressed file it is wrong: there, zeros cost nothing and headers do.
# Whom it hits: everybody who sends a Go module over a network, since modules are sent compressed.
# What to do: write the same memory in fewer segments after the linker. The memory stays the same, byte for byte. The raw file is larger,
# and the compressed one is some percent smaller.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
go version
echo "node $(node --version)"
printf 'module empty\n\ngo 1.26\n' > go.mod
printf 'package main\n\nfunc main() {}\n' > main.go
GOFLAGS= GOOS=js GOARCH=wasm go build -trimpath -ldflags='-s -w' -o empty.wasm .
cat > merge.mjs <<'SCRIPT'
import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
const bytes = readFileSync("empty.wasm");
let at = 8;
const number = () => { let value = 0; for (let shift = 0; ; shift += 7) { const byte = bytes[at++]; value += (byte & 127) * 2 ** shift; if (byte < 128) return value; } };
const leb = (value) => { const out = []; do { const low = value & 127; value >>>= 7; out.push(value ? low | 128 : low); } while (value); return Buffer.from(out); };
let merged, count;
const out = [bytes.subarray(0, 8)];
while (at < bytes.length) {
  const start = at, id = bytes[at++], end = number() + at;
  if (id !== 11) { out.push(bytes.subarray(start, end)); at = end; continue; }
  const segments = [];
  for (count = number(); segments.length < count;) {
    if (bytes[at++] !== 0 || bytes[at++] !== 0x41) throw new Error("not a segment as Go writes it");
    const offset = number();
    at++; // end
    const length = number();
    segments.push([offset, bytes.subarray(at, at += length)]);
  }
  const first = Math.min(...segments.map(([offset]) => offset));
  const memory = Buffer.alloc(Math.max(...segments.map(([offset, part]) => offset + part.length)) - first);
  for (const [offset, part] of segments) memory.set(part, offset - first);
  const signed = leb(first);
  if (signed.at(-1) & 64) { signed[signed.length - 1] |= 128; merged = Buffer.concat([signed, Buffer.from([0])]); } else merged = signed;
  const section = Buffer.concat([Buffer.from([1, 0, 0x41]), merged, Buffer.from([0x0b]), leb(memory.length), memory]);
  out.push(Buffer.from([11]), leb(section.length), section);
}
const one = Buffer.concat(out);
await WebAssembly.compile(one);
const [before, after] = [bytes, one].map((module) => ({ raw: module.length, brotli: brotliCompressSync(module).length }));
console.log(`data segments: ${count}; raw ${before.raw}, brotli ${before.brotli}`);
console.log(`as one segment: raw ${after.raw}, brotli ${after.brotli}`);
if (count < 20_000 || after.brotli > 0.95 * before.brotli) { console.log("This has changed."); process.exit(1); }
SCRIPT
node merge.mjs
