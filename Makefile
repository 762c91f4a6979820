# "make help" says what there is. What a target needs is installed by it, from the lock files.

MAKEFLAGS += --no-print-directory
SHELL := /bin/bash -o pipefail
VERSION = $(shell node -p 'require("./package.json").version')
# Functions are inlined in these packages only. Everywhere, the module is 4 % larger and a call no faster; nowhere, it is 5 %
# smaller and a call takes a fifth more time.
INLINED := runtime internal/runtime/... syscall/js sync/... internal/sync
GO_WASM = GOOS=js GOARCH=wasm go build -trimpath -gcflags=all=-l $(INLINED:%=-gcflags=%=) -ldflags='-s -w -X main.version=$(VERSION)'
FLOOR := node_modules/.cache/floor.wasm
PEERS := e2e/bench/node_modules/.package-lock.json
# The same with the names of its functions.
GO_WASM_NAMED = $(subst -s -w ,,$(GO_WASM))
GO_SOURCES := go.mod $(shell find core jsbind wasm -maxdepth 1 -name '*.go' ! -name '*_test.go')

# The ports of the page and of the practice server.
PORT ?= 8080
PRACTICE_PORT ?= 3000

# How often "make bench" measures each thing.
ROUNDS ?= 12

.PHONY: help run build test generate size bench lint test-js pack clean

help: ## what there is to make
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 12

run: build ## the page, and a practice server to log in to; PORT and PRACTICE_PORT say where
	rm -rf www/lib && cp -Rp dist www/lib
	go run ./core/practice/serve -www www -page-port $(PORT) -port $(PRACTICE_PORT)

build: dist/mastoauth.wasm.br dist/index.js dist/wasm_exec.js ## the npm package, in dist/

test: ## everything, on the machine and in Chromium; installs what that needs on Debian
	e2e/test.sh

generate: ## wasm/types.gen.ts, from core and jsbind/exports.go
	go run ./wasm/typegen

size: build $(FLOOR) ## what a page loads, beside the smallest module that there can be; fails above the budget
	@$(GO_WASM_NAMED) -o $(dir $(FLOOR))floor.named.wasm ./wasm/floor
	@$(GO_WASM_NAMED) -o $(dir $(FLOOR))named.wasm ./wasm
	node wasm/size.mjs dist $(dir $(FLOOR))

bench: build $(FLOOR) $(PEERS) ## how fast it is, beside its peers in Chromium; ROUNDS says how often; writes e2e/bench/results.md
	node e2e/bench/bench.mjs $(ROUNDS)

lint: build ## style, types, what the module may link, and the package as npm users get it
	@test -z "$$(gofmt -l core jsbind wasm e2e)" || { gofmt -d core jsbind wasm e2e; exit 1; }
	go vet ./... && GOOS=js GOARCH=wasm go vet ./core ./jsbind ./wasm ./wasm/floor
	@! GOOS=js GOARCH=wasm go list -deps ./wasm | grep -xE 'net/.*|encoding/json|crypto/.*|regexp|log(/.*)?|(text|html)/template|context' \
		| sed 's/$$/: the module must not link it; CONTRIBUTING.md says what it weighs/' | grep .
	npx tsc -p jsbind
	rm -rf www/lib && cp -Rp dist www/lib && npx tsc -p www
	npx publint --strict
	npx attw --pack . --profile esm-only --exclude-entrypoints ./mastoauth.wasm

test-js: build ## the loader, in Node and in Chromium
	node --test wasm/tests/

pack: build ## the tarball that npm would publish
	npm pack --ignore-scripts

clean: ## forgets all that was built
	rm -rf dist www/lib e2e/out e2e/bench/node_modules *.tgz node_modules/.cache

node_modules/.package-lock.json: package-lock.json
	npm ci --no-audit --no-fund
	@touch $@

$(PEERS): e2e/bench/package-lock.json
	cd e2e/bench && npm ci --no-audit --no-fund
	@touch $@

$(FLOOR): wasm/floor/main.go wasm/compression.mjs go.mod Makefile
	@mkdir -p $(@D)
	$(GO_WASM) -o $@ ./wasm/floor
	node wasm/compression.mjs $@

wasm/types.gen.ts: $(GO_SOURCES) $(wildcard wasm/typegen/*.go)
	go run ./wasm/typegen

dist/index.js: $(wildcard wasm/*.ts wasm/*/*.ts) jsbind/host.js jsbind/host.d.ts wasm/types.gen.ts wasm/bundle.mjs tsconfig.json node_modules/.package-lock.json
	npx tsc
	cp wasm/wasm_exec.d.ts dist/
	node wasm/bundle.mjs $@

dist/wasm_exec.js: wasm/wasm_exec.mjs wasm/wasm_exec.head.js package.json node_modules/.package-lock.json go.mod
	@mkdir -p dist
	node wasm/wasm_exec.mjs "$$(go env GOROOT)" $@

dist/mastoauth.wasm: $(GO_SOURCES) package.json Makefile
	$(GO_WASM) -o $@ ./wasm

dist/mastoauth.wasm.br: dist/mastoauth.wasm wasm/compression.mjs node_modules/.package-lock.json
	node wasm/compression.mjs $<
