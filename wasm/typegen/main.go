// Typegen writes both sides of the contract from the Go side of it: the option structs, entities, kinds and scopes of package core,
// and the table of exports in jsbind. For TypeScript, it writes the types; for jsbind, where the fields of the structs are, and the
// functions that the table names, which package reflect and generic functions would do for a tenth of the module. A type that it has
// no TypeScript for, or that cannot cross, stops the build.
//
// It is run by "make generate", in the repository's root.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	root := flag.String("root", ".", "the folder of the repository")
	flag.Parse()
	if err := run(*root); err != nil {
		fmt.Fprintln(os.Stderr, "typegen:", err)
		os.Exit(1)
	}
}

func run(root string) error {
	files, err := generate(filepath.Join(root, "core"), filepath.Join(root, "jsbind/exports.go"))
	if err != nil {
		return err
	}
	for path, content := range files {
		if err := os.WriteFile(filepath.Join(root, path), []byte(content), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// generate returns the contents of the generated files, by path.
func generate(core, exports string) (map[string]string, error) {
	source, err := readSource(core)
	if err != nil {
		return nil, err
	}
	table, err := readTable(exports, source)
	if err != nil {
		return nil, err
	}
	types, err := write(source, table)
	if err != nil {
		return nil, err
	}
	fields, err := writeFields(source, table)
	if err != nil {
		return nil, err
	}
	calls, err := writeCalls(table)
	return map[string]string{"wasm/shared/types.gen.ts": types, "jsbind/fields.gen.go": fields, "jsbind/calls.gen.go": calls}, err
}
