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
	"strings"
)

// library is the source of the packages that a build of the module compiles, and of the linker.
type library struct {
	files    map[string][]string // the files of each package, by its import path
	defaults string              // GODEBUG's defaults, which go.mod's Go version sets at compile time
	read     func(file string) ([]byte, error)
	known    map[string]*source
}

// source is a parsed file.
type source struct {
	file  string
	text  []byte
	tree  *ast.File
	set   *token.FileSet
	decls []declaration
}

// declaration is one declaration of a file: its text without the comment above it, what it declares, and all names in it.
type declaration struct {
	text     string
	declares []string
	mentions map[string]bool
}

// installed returns the library of the installed Go.
func installed() (*library, error) {
	l := &library{files: map[string][]string{}, read: os.ReadFile, known: map[string]*source{}}
	for _, packages := range [][]string{{"-deps", "./wasm"}, {linker}} {
		list := exec.Command("go", append([]string{"list", "-f", "{{.ImportPath}}\t{{.DefaultGODEBUG}}\t{{.Dir}}{{range .GoFiles}}\t{{.}}{{end}}"}, packages...)...)
		list.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
		list.Stderr = os.Stderr
		out, err := list.Output()
		if err != nil {
			return nil, fmt.Errorf("go list: %w", err)
		}
		for line := range strings.Lines(string(out)) {
			words := strings.Split(strings.TrimSpace(line), "\t")
			l.defaults += words[1]
			for _, file := range words[3:] {
				l.files[words[0]] = append(l.files[words[0]], filepath.Join(words[2], file))
			}
		}
	}
	return l, nil
}

// sources returns the files of a package.
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
			s := &source{file: file, text: text, tree: tree, set: set}
			for _, decl := range tree.Decls {
				s.decls = append(s.decls, declaration{s.textOf(decl), declared(decl), mentioned(decl)})
			}
			l.known[file] = s
		}
		all = append(all, l.known[file])
	}
	return all, nil
}

func (s *source) offset(pos token.Pos) int { return s.set.Position(pos).Offset }

// textOf returns the text of a node, without the comment above it.
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

// declared returns the names of the types, variables, constants and functions in a declaration.
func declared(decl ast.Decl) (names []string) {
	switch decl := decl.(type) {
	case *ast.FuncDecl:
		return []string{nameOf(decl)}
	case *ast.GenDecl:
		for _, spec := range decl.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				names = append(names, spec.Name.Name)
			case *ast.ValueSpec:
				for _, name := range spec.Names {
					names = append(names, name.Name)
				}
			}
		}
	}
	return names
}

func mentioned(decl ast.Decl) map[string]bool {
	names := map[string]bool{}
	ast.Inspect(decl, func(node ast.Node) bool {
		if name, ok := node.(*ast.Ident); ok {
			names[name.Name] = true
		}
		return true
	})
	return names
}

// hashOf returns the hash of a text, as the tables store it.
func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:4])
}
