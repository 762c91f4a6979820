#!/bin/sh
# Bun 1.4.5 leaves the content of a file out of a Blob that is made of it: new Blob(["head", await openAsBlob("file")]) has the four bytes of
# "head" only. Bun.file(path) in place of openAsBlob does the same.
#
# Expected: the bytes of all parts, in their order, as in browsers and in Node 20: a Blob of a file is a Blob.
# Seen: the file counts for nothing, and nothing throws. By itself, the Blob of the file has its size.
#
# Whom it hits: who builds a multipart body by hand, for a fixed boundary or the length ahead, and uploads a picture from a bot: the server
# gets a file with no bytes, and says that it knows no such type, or takes an empty one.
# What to do: await blob.arrayBuffer() and give the bytes, or compare the size of the whole with the sum of the parts.
#
# Needs Node 20 and npm, on Linux x64. Fails if the sizes are others than it says here.
#
# Seen on 29 November 2026, @oven/bun-linux-x64 1.4.5:
#   openAsBlob: 6 bytes, in a Blob with four more: 4
#   Bun.file: 6 bytes, in a Blob with four more: 4
#   bytes: 6 bytes, in a Blob with four more: 10
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund @oven/bun-linux-x64@1.4.5 >/dev/null
cat > sizes.mjs <<'JS'
import { openAsBlob, writeFileSync } from "node:fs";
writeFileSync("picture.gif", "GIF89a");
const files = { openAsBlob: await openAsBlob("picture.gif"), "Bun.file": Bun.file("picture.gif"), bytes: new Blob([new Uint8Array(6)]) };
const told = Object.entries(files).map(([name, file]) => `${name}: ${file.size} bytes, in a Blob with four more: ${new Blob(["head", file]).size}`);
console.log(told.join("\n"));
process.exit(told.map((line) => line.split(": ").at(-1)).join() === "4,4,10" ? 0 : 1);
JS
node_modules/@oven/bun-linux-x64/bin/bun sizes.mjs || { echo "The sizes are others than they were."; exit 1; }
