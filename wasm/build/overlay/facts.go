package main

import (
	"fmt"
	"go/ast"
	"path"
	"slices"
	"strconv"
	"strings"
)

// fact is a piece of source that a step relies on, and the hash that it had when the step was written or last checked.
type fact struct{ what, text, want string }

func (f fact) got() string { return hashOf(f.text) }

// facts returns everything that a step relies on, as the library has it.
func (s step) facts(l *library) ([]fact, error) {
	var facts []fact
	for _, name := range sortedKeys(s.bodies) {
		text, err := l.declarations(s.pkg, []string{name}, nil)
		if err != nil {
			return nil, err
		}
		facts = append(facts, fact{s.pkg + "." + name, text, s.bodies[name].hash})
	}
	for _, w := range s.relies {
		text, err := w.text(l)
		if err != nil {
			return nil, err
		}
		facts = append(facts, fact{w.what(), text, w.hash})
	}
	return facts, nil
}

// reliance is what a step relies on in addition to the functions that it changes. It covers all declarations of a package with
// these names, all that mention one of these words, and all calls of the package by other packages.
type reliance struct {
	pkg      string
	declared []string
	mention  []string
	calls    bool
	defaults bool // or it covers the defaults of GODEBUG
	hash     string
}

func (r reliance) what() string {
	switch {
	case r.defaults:
		return "GODEBUG's default for the Go version in go.mod"
	case r.calls:
		return "what is asked of " + r.pkg
	case r.mention != nil && r.declared == nil:
		return "what uses " + r.pkg + "." + r.mention[0] + " and so on"
	}
	return r.pkg + "." + r.declared[0] + " and so on"
}

func (r reliance) text(l *library) (string, error) {
	if r.defaults {
		return l.defaults, nil
	}
	if r.calls {
		return l.calls(r.pkg)
	}
	return l.declarations(r.pkg, r.declared, r.mention)
}

// declarations returns the texts of the declarations of these names, which must all exist, and of those that mention one of the
// words.
func (l *library) declarations(pkg string, declared, mention []string) (string, error) {
	sources, err := l.sources(pkg)
	if err != nil {
		return "", err
	}
	var texts []string
	left := slices.Clone(declared)
	for _, s := range sources {
		for _, d := range s.decls {
			is := func(name string) bool { return slices.Contains(d.declares, name) }
			if slices.ContainsFunc(declared, is) || slices.ContainsFunc(mention, func(name string) bool { return d.mentions[name] }) {
				texts = append(texts, d.text)
				left = slices.DeleteFunc(left, is)
			}
		}
	}
	if len(left) > 0 {
		return "", fmt.Errorf("%s has no %s any more", pkg, strings.Join(left, ", "))
	}
	slices.Sort(texts) // sorted, so that a declaration may move to another file
	return strings.Join(texts, "\n"), nil
}

// calls returns the texts of everything that the module's packages use of this package. It changes when a package starts to use
// it.
func (l *library) calls(of string) (string, error) {
	var texts []string
	for _, pkg := range sortedKeys(l.files) {
		if pkg == linker {
			continue
		}
		sources, err := l.sources(pkg)
		if err != nil {
			return "", err
		}
		for _, s := range sources {
			if slices.ContainsFunc(s.tree.Imports, func(spec *ast.ImportSpec) bool { return spec.Path.Value == strconv.Quote(of) }) {
				texts = append(texts, pkg+"\n"+strings.Join(s.uses(path.Base(of)), "\n"))
			}
		}
	}
	return strings.Join(texts, "\n"), nil
}

// uses returns the calls of a package's functions in a file, and the uses of its types and values.
func (s *source) uses(name string) (texts []string) {
	ast.Inspect(s.tree, func(node ast.Node) bool {
		of := node
		if call, ok := node.(*ast.CallExpr); ok {
			of = call.Fun
		}
		if selector, ok := of.(*ast.SelectorExpr); ok {
			if from, ok := selector.X.(*ast.Ident); ok && from.Name == name {
				texts = append(texts, s.textOf(node))
			}
		}
		return true
	})
	return texts
}

func sortedKeys[V any](of map[string]V) []string {
	var keys []string
	for key := range of {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
