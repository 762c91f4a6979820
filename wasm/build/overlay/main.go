// Overlay prepares the small module: it writes the file for "go build -overlay", in which the standard library is without what a
// module in a page never runs, and plan.json, which says which steps apply to the installed Go and why the others do not.
// docs/small-module.md explains the steps.
//
//	go run ./wasm/build/overlay DIR STEP…      prepares these steps, in DIR
//	go run ./wasm/build/overlay -why TEXT DIR  prepares nothing, and writes TEXT down as the reason
//	go run ./wasm/build/overlay -hashes        prints what each step relies on, with the hash that the installed Go has for it
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
)

func main() {
	hashes := flag.Bool("hashes", false, "print what each step relies on")
	why := flag.String("why", "left out by WITHOUT", "why steps are left out")
	flag.Parse()
	library, err := installed()
	check(err)
	if *hashes {
		check(printHashes(library))
		return
	}
	dir, err := filepath.Abs(flag.Arg(0))
	check(err)
	for _, name := range flag.Args()[1:] {
		if !slices.ContainsFunc(steps, func(s step) bool { return s.name == name }) {
			check(fmt.Errorf("there is no step %q", name))
		}
	}
	chosen, err := decide(library, flag.Args()[1:], *why)
	check(err)
	check(write(library, chosen, dir))
	if runtime.Version() != madeFor {
		check(dropUntilItBuilds(chosen,
			func() error { return write(library, chosen, dir) },
			func() error { return builds(filepath.Join(dir, "overlay.json")) }))
	}
	for _, s := range chosen {
		if !s.Applied && s.Why != *why {
			fmt.Printf("the step %s is skipped: %s\n", s.Step, s.Why)
		}
	}
}

// write writes the copies of the changed files, the overlay file and the plan.
func write(library *library, chosen []decision, dir string) error {
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	replace, err := replacements(library, chosen, dir)
	if err != nil {
		return err
	}
	for name, content := range map[string]any{"overlay.json": map[string]any{"Replace": replace}, "plan.json": chosen} {
		text, err := json.MarshalIndent(content, "", "\t")
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func printHashes(library *library) error {
	for _, s := range steps {
		facts, err := s.facts(library)
		if err != nil {
			return err
		}
		for _, f := range facts {
			state := "as known"
			if f.got() != f.want {
				state = "known: " + f.want
			}
			fmt.Printf("%-12s %-44s %s  %s\n", s.name, f.what, f.got(), state)
		}
	}
	return nil
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "overlay:", err)
		os.Exit(1)
	}
}
