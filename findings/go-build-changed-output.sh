#!/bin/bash
# "go build -o FILE" does not write FILE again if FILE was changed after it was linked.
#
# Expected: after "go build -o FILE", FILE is what the linker made.
# Seen: if FILE has the build ID that the linker would give it, nothing is written, even if its content was changed. Only the ID is
# compared.
# Whom it hits: builds that strip, sign or rewrite a program in place. The next build keeps the changed file, and then changes it a
# second time.
# What to do: let go build write to one file, and write the changed program to another.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
go version
printf 'module program\n\ngo 1.26\n' > go.mod
printf 'package main\n\nfunc main() {}\n' > main.go
export GOFLAGS= GOOS=js GOARCH=wasm
go build -o program.wasm .
linked=$(sha256sum < program.wasm)
printf '\x00\x05\x04mine' >> program.wasm # a custom section, as WebAssembly allows it at the end
changed=$(sha256sum < program.wasm)
go build -o program.wasm .
again=$(sha256sum < program.wasm)
rm program.wasm
go build -o program.wasm .
anew=$(sha256sum < program.wasm)
[ "$again" = "$changed" ] && echo "built again: the file is still the changed one" || { echo "This has changed: the file was written anew."; exit 1; }
[ "$anew" = "$linked" ] && echo "built where there is no file: it is as linked"
