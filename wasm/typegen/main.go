// Typegen writes the TypeScript side of the contract from the Go side of it: the option structs, entities, kinds and scopes of
// package core, and the table of exports in jsbind. It also writes where jsbind finds the fields of those structs, which package
// reflect would find too, for a tenth of the module. A type that it has no TypeScript for, or that cannot cross, stops the build.
//
// It is run by "make generate", in the repository's root.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
)

func main() {
	core := flag.String("core", "core", "the folder of package core")
	exports := flag.String("exports", "jsbind/exports.go", "the file with the table of exports")
	types := flag.String("types", "wasm/types.gen.ts", "the TypeScript file to write")
	fields := flag.String("fields", "jsbind/fields.gen.go", "the Go file to write")
	flag.Parse()
	if err := run(*core, *exports, *types, *fields); err != nil {
		fmt.Fprintln(os.Stderr, "typegen:", err)
		os.Exit(1)
	}
}

func run(core, exports, typesPath, fieldsPath string) error {
	types, fields, err := generate(core, exports)
	if err != nil {
		return err
	}
	return errors.Join(os.WriteFile(typesPath, []byte(types), 0o644), os.WriteFile(fieldsPath, []byte(fields), 0o644))
}

// generate returns the content of types.gen.ts and of fields.gen.go.
func generate(core, exports string) (types, fields string, err error) {
	source, err := readSource(core)
	if err != nil {
		return "", "", err
	}
	table, err := readTable(exports, source)
	if err != nil {
		return "", "", err
	}
	if types, err = write(source, table); err != nil {
		return "", "", err
	}
	fields, err = writeFields(source, table)
	return types, fields, err
}
