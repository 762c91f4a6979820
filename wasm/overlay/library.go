package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// library is the source of the packages that a build of the module compiles, and of the linker.
type library struct {
	files map[string][]string // of each package, by its import path
	read  func(file string) ([]byte, error)
	known map[string]*source
}

// source is a file, parsed.
type source struct {
	file string
	text []byte
	tree *ast.File
	set  *token.FileSet
}

// installed is the library of the Go that is installed.
func installed() (*library, error) {
	l := &library{files: map[string][]string{}, read: os.ReadFile, known: map[string]*source{}}
	for _, packages := range [][]string{{"-deps", "./wasm"}, {linker}} {
		list := exec.Command("go", append([]string{"list", "-f", "{{.ImportPath}} {{.Dir}}{{range .GoFiles}} {{.}}{{end}}"}, packages...)...)
		list.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "GOFLAGS=")
		list.Stderr = os.Stderr
		out, err := list.Output()
		if err != nil {
			return nil, fmt.Errorf("go list: %w", err)
		}
		for line := range strings.Lines(string(out)) {
			words := strings.Fields(line)
			for _, file := range words[2:] {
				l.files[words[0]] = append(l.files[words[0]], filepath.Join(words[1], file))
			}
		}
	}
	return l, nil
}

// sources are the files of a package.
func (l *library) sources(path string) ([]*source, error) {
	if len(l.files[path]) == 0 {
		return nil, fmt.Errorf("there is no package %s", path)
	}
	var all []*source
	for _, file := range l.files[path] {
		if l.known[file] == nil {
			text, err := l.read(file)
			if err != nil {
				return nil, err
			}
			set := token.NewFileSet()
			tree, err := parser.ParseFile(set, file, text, parser.ParseComments|parser.SkipObjectResolution)
			if err != nil {
				return nil, err
			}
			l.known[file] = &source{file, text, tree, set}
		}
		all = append(all, l.known[file])
	}
	return all, nil
}

func (s *source) offset(pos token.Pos) int { return s.set.Position(pos).Offset }

// textOf is what stands in the file for a node, without the comment above it.
func (s *source) textOf(node ast.Node) string {
	return string(s.text[s.offset(node.Pos()):s.offset(node.End())])
}

// nameOf returns "f", or "T.f" for a method of T or *T.
func nameOf(f *ast.FuncDecl) string {
	if f.Recv == nil {
		return f.Name.Name
	}
	of := f.Recv.List[0].Type
	if star, ok := of.(*ast.StarExpr); ok {
		of = star.X
	}
	if name, ok := of.(*ast.Ident); ok {
		return name.Name + "." + f.Name.Name
	}
	return ""
}

// declares says whether a declaration is that of one of these types, variables, constants or functions.
func declares(decl ast.Decl, names ...string) bool {
	switch decl := decl.(type) {
	case *ast.FuncDecl:
		return slices.Contains(names, nameOf(decl))
	case *ast.GenDecl:
		return slices.ContainsFunc(decl.Specs, func(spec ast.Spec) bool {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				return slices.Contains(names, spec.Name.Name)
			case *ast.ValueSpec:
				return slices.ContainsFunc(spec.Names, func(name *ast.Ident) bool { return slices.Contains(names, name.Name) })
			}
			return false
		})
	}
	return false
}

// hashOf is what the tables keep of a text.
func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:4])
}
