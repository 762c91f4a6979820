// Typegen generates both sides of the bridge between Go and JavaScript. Its input is package core (option structs, entities,
// kinds and scopes) and the table of exports in jsbind. For TypeScript, it writes the types. For jsbind, it writes the
// positions of the structs' fields and the functions that the table names. With package reflect and generic functions instead,
// the module would be a tenth larger. If a type has no TypeScript equivalent or cannot cross the bridge, the build stops.
//
// "make generate" runs it in the root of the repository.
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
	files, err := generate(filepath.Join(root, "core"), filepath.Join(root, "jsbind/exports.go"), filepath.Join(root, errorsPage))
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

// generate returns the contents of the generated files, by path. page is the documentation of errors, a part of which is generated.
func generate(core, exports, page string) (map[string]string, error) {
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
	if err != nil {
		return nil, err
	}
	written, err := os.ReadFile(page)
	if err != nil {
		return nil, err
	}
	documented, err := documentCodes(string(written), source)
	return map[string]string{
		"wasm/shared/types.gen.ts": types, "jsbind/fields.gen.go": fields, "jsbind/calls.gen.go": calls, errorsPage: documented,
	}, err
}
