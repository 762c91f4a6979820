#!/bin/bash
# On WebAssembly, Go's table that finds the function of a pc takes 320 bytes for each function and repeats the same content 16 times.
#
# Expected: runtime.findfunctab has 20 bytes for each 4 KB of code, as on other processors: some KB for a small program.
# Seen: 400 KB for an empty main, more than a fifth of the module, where linux/amd64 has 2 KB. A pc is there a function's number << 16 and a block's
# number in it (runtime/symtab.go, findfunc). So each function, however small, spans 65,536 pcs and 16 buckets of 4,096. The table is
# not needed: the index into the table of functions is the pc's upper half minus the first function's.
# Whom it hits: everybody who ships a Go module. The table is downloaded, decompressed, copied into memory and kept there. It also
# causes most of the data segments (go-wasm-data-segments.sh).
# What to do: nothing in a program. Once the segments are merged, the table compresses to little.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
go version
printf 'module empty\n\ngo 1.26\n' > go.mod
printf 'package main\n\nfunc main() {}\n' > main.go
export GOFLAGS=
GOOS=js GOARCH=wasm go build -trimpath -o empty.wasm .
GOOS=linux GOARCH=amd64 go build -trimpath -o empty.amd64 .
cat > table.mjs <<'SCRIPT'
import { readFileSync } from "node:fs";
const bytes = readFileSync("empty.wasm");
let at = 8;
const number = () => { let value = 0; for (let shift = 0; ; shift += 7) { const byte = bytes[at++]; value += (byte & 127) * 2 ** shift; if (byte < 128) return value; } };
const memory = Buffer.alloc(1 << 25);
while (at < bytes.length) {
  const id = bytes[at++], end = number() + at;
  if (id === 11) for (let left = number(); left > 0; left--) {
    at += 2; // memory 0, i32.const
    const offset = number();
    at++; // end
    const length = number();
    memory.set(bytes.subarray(at, at += length), offset);
  }
  at = end;
}
// runtime.pcHeader begins with this magic number; runtime.moduledata with the header's address and that of the names behind it.
const word = (address) => Number(memory.readBigUInt64LE(address));
let header = 0;
while (memory.readUInt32LE(header) !== 0xfffffff1 || memory.readUInt32LE(header + 4) !== 0x08010000) header += 8;
let module = 0;
while (word(module) !== header || word(module + 8) !== header + word(header + 32)) module += 8;
const [table, end, functions] = [word(module + 19 * 8), word(module + 41 * 8), word(header + 8)];
const first = memory.readUInt32LE(table);
let same = 0, buckets = 0;
for (let bucket = table; bucket + 20 <= end; bucket += 20, buckets++) if (bucket > table && memory.compare(memory, bucket - 20, bucket, bucket, bucket + 20) === 0) same++;
console.log(`js/wasm: ${functions} functions, findfunctab ${end - table} bytes: ${((end - table) / functions).toFixed(0)} for each`);
console.log(`${buckets} buckets, ${same} of them the same as the one before; the first index is ${first}`);
if ((end - table) / functions < 300 || same < 0.9 * buckets) { console.log("This has changed."); process.exit(1); }
SCRIPT
node table.mjs
go tool nm -size -sort size empty.amd64 | grep -E ' runtime.(findfunctab|pclntab|text)$' | sed 's/^/linux\/amd64: /' || true
