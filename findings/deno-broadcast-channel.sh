#!/bin/sh
# A program in Deno 2.9.6 that has opened a BroadcastChannel does not end by itself, and the channel has no unref().
#
# Expected: as in Node and Bun, a channel has unref(), after which it does not keep the program; or, as for a timer, Deno has a function for it
# (Deno.unrefTimer).
# Seen: there is neither. The program ends with close() or Deno.exit() only. As soon as the channel is closed, it ends.
#
# Whom it hits: libraries for browsers that tell other tabs what has changed: a bot that uses one posts, and hangs.
# What to do: open no channel in Deno, where there are no tabs, or close it after each call.
#
# Needs Node 20 and npm, on Linux x64 with glibc. Fails if the program ends by itself, or if the channel has unref().
#
# Seen on 29 November 2026, @deno/linux-x64-glibc 2.9.6:
#   unref: undefined
#   open: it did not end within ten seconds
#   closed: it ended
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund @deno/linux-x64-glibc@2.9.6 >/dev/null
echo 'const channel = new BroadcastChannel("news"); console.log("unref:", typeof channel.unref);' > open.mjs
echo 'new BroadcastChannel("news").close();' > closed.mjs
run() { timeout 10 node_modules/@deno/linux-x64-glibc/deno run --no-remote "$1"; }
[ "$(run open.mjs | tee unref.txt)" = "unref: undefined" ] || { cat unref.txt; echo "The channel has unref now."; exit 1; }
cat unref.txt
status=0
run open.mjs >/dev/null || status=$?
[ $status = 124 ] || { echo "open: it ended with $status"; exit 1; }
echo "open: it did not end within ten seconds"
run closed.mjs && echo "closed: it ended"
