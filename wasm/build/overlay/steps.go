package main

// madeFor is the Go version that the steps were written and measured with.
const madeFor = "go1.26.8"

// linker is the package that writes the tables that wasm/build/postlink rewrites.
const linker = "cmd/link/internal/ld"

// step is one change that can be left out.
type step struct {
	name     string
	replace  string          // our file, which replaces all files of the package
	pkg      string          // the changed package
	bodies   map[string]body // its functions that get a new body
	settings []string        // settings of GODEBUG, which a page does not have: they are read as 0
	relies   []reliance
	needs    string // another step that it depends on
}

// body is the new body of a function, and the hash of the function that it was written for.
type body struct{ text, hash string }

// steps are in the order in which docs/small-module.md explains them: first those that do not depend on Go's runtime.
var steps = []step{
	{name: "merge"},
	{name: "fmt", pkg: "fmt", replace: "wasm/build/overlay/fmt/fmt.go", relies: []reliance{{pkg: "fmt", calls: true, hash: "b9936f9e"}}},
	{name: "godebug", pkg: "internal/godebug", replace: "wasm/build/overlay/godebug/godebug.go",
		relies: []reliance{noDefaults, {pkg: "internal/godebug", calls: true, hash: "6c7286d4"}}},
	{name: "trace", pkg: "runtime", bodies: traceBodies},
	{name: "profile", pkg: "runtime", bodies: profileBodies},
	{name: "print", pkg: "runtime", bodies: printBodies},
	{name: "traceback", pkg: "runtime", bodies: tracebackBodies},
	{name: "checks", pkg: "runtime", bodies: checksBodies, relies: []reliance{noDefaults,
		{pkg: "runtime", declared: []string{"parseRuntimeDebugVars", "schedinit"}, hash: "5e035310"}}},
	{name: "scavenger", pkg: "runtime", bodies: scavengerBodies, relies: []reliance{
		{pkg: "runtime", mention: []string{"scavengeIndex"}, hash: "99c5645b"}}},
	{name: "threads", pkg: "runtime", bodies: threadsBodies, relies: []reliance{
		{pkg: "runtime", declared: []string{"GOMAXPROCS", "osinit", "dolockOSThread", "injectglist", "netpoll", "beforeIdle", "findRunnable"}, hash: "509e4ecc"}}},
	{name: "cpu", pkg: "internal/cpu", bodies: cpuBodies},
	{name: "settings", pkg: "runtime", bodies: settingsBodies, settings: settings, relies: []reliance{
		noDefaults,
		{pkg: "runtime", declared: []string{"debug", "dbgvars", "parseRuntimeDebugVars", "reparsedebugvars"}, hash: "c5229541"},
		{pkg: "runtime", mention: settings, hash: "0aef91c5"},
	}},
	{name: "lines", relies: []reliance{tables, numbers, readers, writers}},
	{name: "names", needs: "traceback", relies: []reliance{tables, numbers, nameReaders, writers}},
	{name: "typelinks", needs: "checks", relies: []reliance{tables, numbers, writers,
		{pkg: "runtime", mention: []string{"typelinks", "typemap"}, hash: "82ab315d"}}},
	{name: "findfunctab", pkg: "runtime", bodies: findBodies, relies: []reliance{tables, numbers, writers,
		{pkg: "runtime", mention: []string{"findfunctab", "findfuncbucket"}, hash: "fabe46a9"}}},
}

// noDefaults holds if go.mod sets no GODEBUG: its Go version is the installed one, or an older one with the same settings.
var noDefaults = reliance{defaults: true, hash: "e3b0c442"}

// settings are the fields of runtime.debug that are 0 in a page, or that nothing in a page reads.
var settings = []string{
	"clobberfree", "containermaxprocs", "disablethp", "dontfreezetheworld", "efence", "gccheckmark", "gcpacertrace", "gcshrinkstackoff",
	"gcstoptheworld", "gctrace", "scavtrace", "scheddetail", "schedtrace", "tracebackancestors", "updatemaxprocs", "asyncpreemptoff",
	"harddecommit", "tracefpunwindoff", "traceadvanceperiod", "traceCheckStackOwnership", "dataindependenttiming", "inittrace", "sbrk",
	"checkfinalizers", "madvdontneed",
}
