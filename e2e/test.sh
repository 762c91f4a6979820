#!/bin/bash
# What "make test" proves, the quickest part first. Each part runs whatever became of those before it, and the counts of
# all stand at the end. On Debian, root gets what is missing; elsewhere the first lines say what that is.
set -uo pipefail
cd "$(dirname "$0")/.."
out=e2e/out
rm -rf $out && mkdir -p $out/counts

need=(python3-mastodon)
[ -x "${CHROMIUM:-/usr/bin/chromium}" ] || need+=(chromium)
command -v "${FIREFOX:-firefox-esr}" >/dev/null || need+=(firefox-esr)
command -v WebKitWebDriver >/dev/null || need+=(webkit2gtk-driver)
command -v Xvfb >/dev/null || need+=(xvfb)
command -v openbox >/dev/null || need+=(openbox)
compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || need+=(postgresql)
command -v gnome-keyring-daemon >/dev/null || need+=(gnome-keyring)
command -v xdotool >/dev/null || need+=(xdotool)
sh e2e/servers/doorkeeper/setup.sh && sh e2e/servers/doorkeeper/setup.sh "${need[@]}" || exit 1

# Which tenth of the fault matrix is played. With the value that is printed here, the same is played again.
export FAULT_SEED=${FAULT_SEED:-$RANDOM}
# Which fifth of the consumers: another one for each commit.
export CONSUMERS_TURN=${CONSUMERS_TURN:-$(($(git rev-list --count HEAD 2>/dev/null || echo 1) % 5 + 1))}
echo "FAULT_SEED=$FAULT_SEED CONSUMERS_TURN=$CONSUMERS_TURN"

failed=()
part() { # NAME SECONDS COMMAND…
  echo "== $1"
  timeout -k 10 "$2" "${@:3}" && return
  local code=$?
  [ $code = 124 ] && echo "$1 was ended after $2 seconds"
  failed+=("$1")
}

# Before the build, which would mend it in silence.
generated() {
  local file files="wasm/shared/types.gen.ts jsbind/fields.gen.go jsbind/calls.gen.go" stale=0
  cp $files $out/ && go run ./wasm/typegen || return
  for file in $files; do
    cmp $file $out/"${file##*/}" && continue
    echo "$file did not fit core and jsbind. It does now: commit it. (\"make generate\" writes it.)"
    stale=1
  done
  return $stale
}

# The pattern "work" is all modules of go.work. "make lint" has vetted them.
native() {
  go test -count=1 -vet=off -cover -json work | node e2e/support/go-test-counts.mjs "go test" $out/counts/1
}

# An input that fails is kept in core/testdata/fuzz, where each "go test" finds it, and so does the second try: that is for a fuzzer that was
# ended because the machine was busy.
fuzz() {
  local name
  for name in FuzzAnswers FuzzStoredStates; do
    set -- go test -run '^$' -fuzz "^$name\$" -fuzztime 15s -parallel 2 ./core
    "$@" || "$@" || return
  done
}

# With the runtime as it ships; testify needs the whole fmt. The environment travels to the page, which has room for little of it.
chromium() {
  local tool steps
  tool=$(go tool -n wasmbrowsertest) && steps=$(make -s steps) || return
  go run ./wasm/build/overlay -why "the tests need it" $out/.overlay $(tr ' ' '\n' <<<"$steps" | grep -vxE 'fmt|godebug') || return
  env -i PATH="$PATH" HOME="$HOME" GOPATH="$(go env GOPATH)" GOCACHE="$(go env GOCACHE)" GOMODCACHE="$(go env GOMODCACHE)" \
    GOFLAGS="$(go env GOFLAGS)" GOPROXY="$(go env GOPROXY)" GOOS=js GOARCH=wasm \
    go test -json -p 1 -timeout 4m -overlay "$PWD/$out/.overlay/overlay.json" -exec "$PWD/wasm/build/postlink/exec.sh $PWD/$out/.overlay/plan.json $tool" \
    ./core ./core/native ./core/practice ./jsbind | node e2e/support/go-test-counts.mjs "go test in Chromium" $out/counts/2
}

# The tests that failed, each with its error up to the stack, from the end of what "node --test" says.
failures() {
  awk '
    /failing tests:/ { on = 1 }
    on && /^✖ .*ms\)$/ { line = "# FAILED: " substr($0, index($0, " ") + 1); next }
    line && (/^ +at / || /^$/) { print line; line = "" }
    line && NF { $1 = $1; line = line " | " $0 }
    END { if (line) print line }
  ' "$1" | tail -n 20 | cut -c 1-700
}

# A browser on a busy machine may be late once. Up to three files with a test that failed run once more, by themselves: what fails
# twice has failed. What failed once stands in the counts by its name.
specs() { # NUMBER TITLE FILE…
  local code last=$out/node$1.log failed=$out/failed$1 reporters="--test-reporter=spec --test-reporter-destination=stdout"
  node --test --test-concurrency=2 $reporters --test-reporter=./e2e/support/failed-files.mjs --test-reporter-destination=$failed "${@:3}" | tee $out/node$1.log
  code=$?
  { echo "$2:" && sed -nE 's/^ℹ (tests|pass|fail|cancelled|skipped) /# \1 /p' $out/node$1.log; } > $out/counts/$1
  if [ $code != 0 ] && [ -s $failed ] && [ "$(wc -l < $failed)" -le 3 ]; then
    echo "== once more: $(tr '\n' ' ' < $failed)"
    xargs -a $failed node --test --test-concurrency=1 $reporters | tee $out/again$1.log
    code=$?
    last=$out/again$1.log
    [ $code = 0 ] && sed -nE '/failing tests:/,$ s/^✖ (.*) \([0-9.]+ms\)$/# failed once, passed when its file ran again: \1/p' $out/node$1.log >> $out/counts/$1
  fi
  [ $code = 0 ] || failures $last >> $out/counts/$1
  return $code
}

javascript() {
  specs 3 "the package, the page and README" wasm/tests/*.test.mjs e2e/specs/*.spec.mjs
}

engines() {
  specs 4 "the sign-in in Firefox and in WebKit" e2e/specs/engines/*.spec.mjs
}
export -f generated native fuzz chromium failures specs javascript engines
export out

# The limits add up to less than 90 minutes.
part "generated code" 120 bash -c generated
part "build" 300 make build
part "lint" 300 make lint
part "release, a dry run" 60 make release
part "Go" 600 bash -o pipefail -c native
part "fuzzing" 180 bash -c fuzz
part "Go in Chromium" 600 bash -o pipefail -c chromium
part "the package, the page and README" 2280 bash -o pipefail -c javascript
part "the sign-in in Firefox and in WebKit" 900 bash -o pipefail -c engines

echo
echo "== counts (FAULT_SEED=$FAULT_SEED CONSUMERS_TURN=$CONSUMERS_TURN)"
cat $out/counts/*
if [ ${#failed[@]} -gt 0 ]; then
  printf 'FAILED: %s\n' "${failed[@]}"
  exit 1
fi
echo "All is well."
