#!/bin/sh
# For "go test -exec": runs a test program of Go with what the build does behind the linker done to it.
#
#   exec.sh PLAN RUNNER PROGRAM.wasm ARGUMENT…
set -e
plan=$1 runner=$2 program=$3
shift 3
node "$(dirname "$0")/postlink.mjs" "$program" "$program" "$plan" "$program.json"
exec "$runner" "$program" "$@"
