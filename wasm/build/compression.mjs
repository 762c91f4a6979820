// Writes FILE.br and FILE.gz beside each FILE, for servers that send precompressed files.
//
//   node wasm/build/compression.mjs FILE…

import { readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";

export const brotli = (bytes) =>
  brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      // The best of those that were tried on the module. A block size of our own makes it larger.
      [constants.BROTLI_PARAM_NPOSTFIX]: 1,
    },
  });

export const gzip = (bytes) => gzipSync(bytes, { level: 9 });

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const file of process.argv.slice(2)) {
    const bytes = readFileSync(file);
    writeFileSync(`${file}.br`, brotli(bytes));
    writeFileSync(`${file}.gz`, gzip(bytes));
  }
}
