#!/bin/sh
# For "go test -exec": runs a test program of Go with what the build does behind the linker done to it.
#
#   exec.sh PLAN RUNNER PROGRAM.wasm ARGUMENT…
set -e
plan=$1 runner=$2 program=$3
shift 3
node "$(dirname "$0")/postlink.mjs" "$program" "$program" "$plan" "$program.json"
# Tests link reflect, so typelinks refuses; any other step that was planned has to be applied.
node -e '
  const [plan, done] = process.argv.slice(1).map((file) => JSON.parse(require("fs").readFileSync(file)));
  const left = done.filter(({ step, applied }) => !applied && step !== "typelinks" && plan.find((one) => one.step === step)?.applied);
  for (const { step, why } of left) console.error(`exec.sh: ${step} was planned and left out: ${why}`);
  process.exit(left.length ? 1 : 0);' "$plan" "$program.json"
exec "$runner" "$program" "$@"
