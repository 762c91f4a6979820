# "make help" says what there is. What a target needs is installed by it, from the lock files.

MAKEFLAGS += --no-print-directory
SHELL := /bin/bash -o pipefail
VERSION = $(shell node -p 'require("./package.json").version')
# Functions are inlined in these packages only. Everywhere, the module is 6 % larger and a call no faster; nowhere, it is 0.6 % larger
# as well, since code that a constant switches off is dropped only where that constant is inlined.
INLINED := runtime internal/runtime/... syscall/js sync/... internal/sync
CACHE := node_modules/.cache

# What makes the module small, step by step: docs/small-module.md explains each. WITHOUT="lines names" leaves these out, and DEBUG=1
# all of them, and keeps the names of functions, so that the console shows Go's stacks.
STEPS := merge fmt godebug trace profile print traceback checks scavenger threads cpu settings lines names typelinks findfunctab
WITHOUT ?=
DEBUG ?=
UNKNOWN := $(filter-out $(STEPS),$(WITHOUT))
$(if $(UNKNOWN),$(error WITHOUT: there is no step $(UNKNOWN). The steps are: $(STEPS)))
CHOSEN := $(if $(DEBUG),,$(filter-out $(WITHOUT),$(STEPS)))
OVERLAY := $(CACHE)/overlay/overlay.json
BUILT_WITH := $(CACHE)/built-with

# go.work may raise the versions of what the tests need, and what the module links must not depend on that.
GO_WASM = GOWORK=off GOOS=js GOARCH=wasm go build -overlay $(OVERLAY) -buildvcs=false -trimpath -gcflags=all=-l $(INLINED:%=-gcflags=%=) -ldflags='$(if $(DEBUG),,-s -w )-X main.version=$(VERSION)'
# Go's own smallest modules, as anybody builds them: what ours is weighed and measured beside.
PLAIN := $(CACHE)/floor.wasm $(CACHE)/empty.wasm
GO_PLAIN = GOOS=js GOARCH=wasm go build -trimpath
PEERS := e2e/bench/node_modules/.package-lock.json
# The same with the names of its functions.
GO_WASM_NAMED = $(subst -s -w ,,$(GO_WASM))
GO_SOURCES := go.mod $(shell find core jsbind wasm -maxdepth 1 -name '*.go' ! -name '*_test.go' ! -name '*.gen.go')
BRIDGE := jsbind/fields.gen.go jsbind/calls.gen.go

# The ports of the page and of the practice server.
PORT ?= 8080
PRACTICE_PORT ?= 3000

# How often "make bench" measures each thing, and how often all of it.
ROUNDS ?= 12
RUNS ?= 1

# How often "make soak" runs its specs.
SOAK ?= 10

.PHONY: help run example build test matrix consumers replay soak generate size bench lint test-js test-steps steps pack site release clean

help: ## what there is to make
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 12

run: build ## the page, and a practice server to log in to; PORT and PRACTICE_PORT say where
	rm -rf www/lib && cp -Rp dist www/lib
	@trap 'exit 0' INT; go run ./core/practice/serve -www www -page-port='$(PORT)' -port='$(PRACTICE_PORT)'

build: dist/mastoauth.wasm.br dist/index.js dist/wasm_exec.js ## the npm package, in dist/; WITHOUT="lines names" leaves out steps of docs/small-module.md, DEBUG=1 all

example: ## a Go site to sign in to with any server: two processes, a database, a practice server; PORT and PRACTICE_PORT say where
	go run ./core/weblogin/example/cluster -port $(PORT) -practice-port $(PRACTICE_PORT)

test: ## everything, on the machine and in Chromium; installs what that needs on Debian
	e2e/test.sh

matrix: build ## the whole tables: every function with every fault (writes e2e/fault-matrix.md), every scene on every kind of server, every version of Mastodon
	CONTRACT_VERSIONS=all go test -count=1 -run TestByAddress ./e2e/specs/contract
	WHOLE=1 go test -count=1 -timeout 30m ./e2e/specs/faultmatrix
	WHOLE=1 node --test --test-concurrency=1 $(foreach table,fault-matrix server-faults scenes,e2e/specs/$(table).spec.mjs)
	node e2e/support/faults/results.mjs

consumers: build ## the package in every bundler, framework and runtime of e2e/consumers; writes e2e/consumers.md
	WHOLE=1 node --test e2e/specs/consumers.spec.mjs

replay: ## asks the practice servers what real servers were asked, and counts the differences (core/practice/replay)
	go test -count=1 -v ./core/practice/replay

# For how long "make soak" fuzzes each of the two: whole answers, and whole stored states.
FUZZ ?= 5m

soak: build ## what happens at once, and what goes wrong, over and over: SOAK says how often, FUZZ how long answers and stored states are fuzzed
	for name in FuzzAnswers FuzzStoredStates; do go test -run '^$$' -fuzz "^$$name\$$" -fuzztime $(FUZZ) ./core || exit 1; done
	WHOLE=1 node --test e2e/specs/soak.spec.mjs
	for round in $$(seq $(SOAK)); do node --test --test-concurrency=1 $(foreach often,concurrent-tabs locks session-failures module-restart,e2e/specs/$(often).spec.mjs) || exit 1; done

generate: ## wasm/shared/types.gen.ts and jsbind/*.gen.go, from core and jsbind/exports.go
	go run ./wasm/typegen

size: build $(PLAIN) $(PEERS) ## what a page loads, beside Go's own smallest modules and the peers; fails above the budget
	@$(GO_PLAIN) -o $(CACHE)/floor.named.wasm ./wasm/build/floor
	@$(GO_WASM_NAMED) -o $(CACHE)/named.wasm ./wasm
	node wasm/build/size-report.mjs dist $(CACHE) e2e/bench/peers

bench: build $(PLAIN) $(PEERS) ## how fast it is, beside its peers in Chromium; ROUNDS and RUNS say how often; writes e2e/bench/results.md
	node e2e/bench/bench.mjs $(ROUNDS) $(RUNS)

steps: ## the steps that make the module small
	@echo $(STEPS)

test-steps: build ## builds the module without each of the steps in turn, and signs in with it; writes what each saves
	node e2e/specs/build-steps.mjs $(STEPS)

# What imports SQLite, which is nine megabytes of generated Go. These two checks of vet read the bodies of all that is imported.
WITH_SQLITE := /core/(sqlite|weblogin/example)$$

# Where our Go is. After "make test", e2e/out has that of the runtime, which is not formatted.
GO_FOLDERS := core jsbind wasm $(filter-out e2e/out/,$(wildcard e2e/*/))

lint: build ## style, types, what the module may link, and the package as npm users get it
	@test -z "$$(gofmt -l $(GO_FOLDERS))" || { gofmt -d $(GO_FOLDERS); exit 1; }
	go vet $$(go list work | grep -vE '$(WITH_SQLITE)') && go vet -printf=false -lostcancel=false $$(go list work | grep -E '$(WITH_SQLITE)')
	GOOS=js GOARCH=wasm go vet ./core ./jsbind ./wasm ./wasm/build/empty ./wasm/build/floor $(STRAIN)
	@! GOOS=js GOARCH=wasm go list -deps ./wasm | grep -xE 'net/.*|encoding/json|crypto/.*|regexp|log(/.*)?|(text|html)/template|context' \
		| sed 's/$$/: the module must not link it; CONTRIBUTING.md says what it weighs/' | grep .
	npx tsc -p jsbind
	node wasm/build/import-lint.mjs
	node core/weblogin/messages/generate.mjs --check
	node wasm/build/tsdoc-lint.mjs $(wildcard wasm/*.ts wasm/*/*.ts wasm/*/*/*.ts jsbind/*.d.ts dist/*.d.ts dist/*/*.d.ts)
	rm -rf www/lib && cp -Rp dist www/lib && npx tsc -p www
	npx publint --strict
	npx attw --pack . --profile esm-only --exclude-entrypoints ./mastoauth.wasm

test-js: build ## the loader, in Node and in Chromium
	node --test wasm/tests/

pack: build ## the tarball that npm would publish
	npm pack --ignore-scripts

# Where "make site" puts the site.
SITE ?= e2e/out/site

site: build ## the page, the package and the documentation in one folder (SITE), for any static host
	node wasm/build/site/site.mjs $(SITE)

release: build ## says whether this commit can be released, and packs it; PUBLISH=1 publishes it to npm
	node wasm/build/release/release.mjs e2e/out/release $(if $(PUBLISH),--publish)

clean: ## forgets all that was built
	rm -rf dist www/lib e2e/out e2e/bench/node_modules e2e/other-libraries/node_modules *.tgz node_modules/.cache

node_modules/.package-lock.json: package-lock.json
	npm ci --no-audit --no-fund
	@touch $@

$(PEERS): e2e/bench/package-lock.json
	cd e2e/bench && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

$(PLAIN): $(CACHE)/%.wasm: wasm/build/%/main.go wasm/build/compression.mjs go.mod Makefile $(BUILT_WITH)
	@mkdir -p $(@D)
	$(GO_PLAIN) -ldflags='-s -w' -o $@ ./wasm/build/$*
	node wasm/build/compression.mjs $@

wasm/shared/types.gen.ts $(BRIDGE) &: $(GO_SOURCES) $(wildcard wasm/typegen/*.go)
	go run ./wasm/typegen

dist/index.js: dist/wasm_exec.js $(wildcard wasm/*.ts wasm/*/*.ts wasm/*/*/*.ts) $(wildcard jsbind/*.js jsbind/*.d.ts) wasm/shared/types.gen.ts wasm/build/bundle.mjs tsconfig.json node_modules/.package-lock.json
	npx tsc
	cp wasm/module/wasm_exec.d.ts dist/module/
	echo 'export * from "./index.js";' > dist/service-worker.d.ts
	cp wasm/mastoauth.wasm.d.ts dist/
	node wasm/build/bundle.mjs $@

dist/wasm_exec.js: wasm/build/wasm_exec.mjs wasm/build/wasm_exec.head.js package.json node_modules/.package-lock.json go.mod $(BUILT_WITH)
	@mkdir -p dist
	node wasm/build/wasm_exec.mjs "$$(go env GOROOT)" $@

# What was chosen, the Go that is installed, and where this stands: the file changes only when they do.
$(BUILT_WITH): FORCE | node_modules/.package-lock.json
	@mkdir -p $(@D)
	@{ echo '$(CHOSEN) DEBUG=$(DEBUG)'; go env GOVERSION GOROOT; pwd; } | { cat > $@.new; cmp -s $@.new $@ || cp $@.new $@; }

FORCE:

$(OVERLAY): $(BUILT_WITH) $(GO_SOURCES) $(shell find wasm/build/overlay -name '*.go') go.sum Makefile
	go run ./wasm/build/overlay $(if $(DEBUG),-why DEBUG=1) $(@D) $(CHOSEN)

$(CACHE)/linked.wasm: $(OVERLAY) $(GO_SOURCES) $(BRIDGE) package.json Makefile
	$(GO_WASM) -o $@ ./wasm

# Which steps were applied is written to steps.json.
dist/mastoauth.wasm: $(CACHE)/linked.wasm $(wildcard wasm/build/postlink/*.mjs)
	@mkdir -p dist
	node wasm/build/postlink/postlink.mjs $< $@ $(dir $(OVERLAY))plan.json $(CACHE)/steps.json

# What strains Go's runtime, made as the module is, and with its functions inlined, for recover.
STRAIN := ./wasm/tests/strain
$(CACHE)/strain.linked.wasm: $(OVERLAY) $(wildcard $(STRAIN)/*.go)
	$(GO_WASM) -gcflags=$(STRAIN)= -o $@ $(STRAIN)

# In a file of its own: "go build" leaves a file alone that has the right build ID, whatever was done to it since.
$(CACHE)/strain.wasm: $(CACHE)/strain.linked.wasm $(wildcard wasm/build/postlink/*.mjs)
	node wasm/build/postlink/postlink.mjs $< $@ $(dir $(OVERLAY))plan.json $(CACHE)/strain.json

dist/mastoauth.wasm.br: dist/mastoauth.wasm wasm/build/compression.mjs node_modules/.package-lock.json
	node wasm/build/compression.mjs $<
