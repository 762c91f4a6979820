#!/bin/bash
# "go build -overlay" replaces files of the standard library, but not files of a dependency.
#
# Expected: "The go command will run as if the disk file paths exist with the contents given by the backing file paths" (go help
# build), for every file.
# Seen: a file in the module cache is refused: "overlay contains a replacement for …. Files beneath GOMODCACHE (…) must not be replaced."
# A file in GOROOT is replaced without a warning, although it is the more delicate one.
# Whom it hits: people who want to try a change in a dependency without copying it.
# What to do: go mod vendor, or a replace directive with a copy.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
go version
export GOFLAGS=-modcacherw GOMODCACHE=$dir/cache
mkdir program && cd program
printf 'module program\n\ngo 1.26\n' > go.mod
printf 'package main\n\nimport "github.com/pkg/errors"\n\nfunc main() { println(errors.New("theirs").Error()) }\n' > main.go
go get github.com/pkg/errors@v0.9.1 2>&1
theirs=$(go list -f '{{.Dir}}' github.com/pkg/errors)/errors.go
printf 'package errors\n\nfunc New(text string) error { return nil }\n' > ours.go.txt
printf '{"Replace": {"%s": "%s"}}' "$theirs" "$PWD/ours.go.txt" > overlay.json
if said=$(go build -overlay overlay.json -o program . 2>&1); then
  echo "This has changed: a file in the module cache was replaced."
  exit 1
fi
sed "s|$GOMODCACHE|GOMODCACHE|g" <<<"$said"
grep -q 'must not be replaced' <<<"$said" || { echo "This has changed."; exit 1; }

printf 'package main\n\nimport "errors"\n\nfunc main() { println(errors.New("theirs").Error()) }\n' > main.go
root=$(go env GOROOT)/src/errors/errors.go
sed 's/return &errorString{text}/return \&errorString{"ours"}/' "$root" > ours.go.txt
printf '{"Replace": {"%s": "%s"}}' "$root" "$PWD/ours.go.txt" > overlay.json
said=$(go run -overlay overlay.json . 2>&1)
echo "with a file of the standard library replaced, the program prints: $said"
[ "$said" = ours ] || { echo "This has changed."; exit 1; }
