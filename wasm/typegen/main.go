// Typegen writes the TypeScript side of the contract from the Go side of it: the option structs, entities, kinds and scopes of
// package core, and the table of exports in jsbind. A type that it has no TypeScript for stops the build.
//
// It is run by "make generate", in the repository's root.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	core := flag.String("core", "core", "the folder of package core")
	exports := flag.String("exports", "jsbind/exports.go", "the file with the table of exports")
	out := flag.String("out", "wasm/types.gen.ts", "the file to write")
	flag.Parse()
	if err := run(*core, *exports, *out); err != nil {
		fmt.Fprintln(os.Stderr, "typegen:", err)
		os.Exit(1)
	}
}

func run(core, exports, out string) error {
	text, err := generate(core, exports)
	if err != nil {
		return err
	}
	return os.WriteFile(out, []byte(text), 0o644)
}

// generate returns the content of types.gen.ts.
func generate(core, exports string) (string, error) {
	source, err := readSource(core)
	if err != nil {
		return "", err
	}
	table, err := readTable(exports, source)
	if err != nil {
		return "", err
	}
	return write(source, table)
}
