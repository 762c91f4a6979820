package main

import (
	"go/ast"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// change is one change to a file's text.
type change struct {
	from, to int
	with     string
}

// replacements writes the changed copies of files into dir. It returns which file each one replaces; "" removes a file.
func replacements(l *library, chosen []decision, dir string) (map[string]string, error) {
	replace, bodies, settings := map[string]string{}, map[string]map[string]body{}, []string(nil)
	for i, s := range steps {
		if !chosen[i].Applied || s.pkg == "" {
			continue
		}
		if s.replace != "" {
			ours, err := filepath.Abs(s.replace)
			if err != nil {
				return nil, err
			}
			for i, file := range l.files[s.pkg] {
				if replace[file] = ""; i == 0 {
					replace[file] = ours
				}
			}
			continue
		}
		if bodies[s.pkg] == nil {
			bodies[s.pkg] = map[string]body{}
		}
		for name, body := range s.bodies {
			bodies[s.pkg][name] = body
		}
		if s.settings != nil {
			settings = s.settings
		}
	}
	for _, pkg := range sortedKeys(bodies) {
		sources, err := l.sources(pkg)
		if err != nil {
			return nil, err
		}
		for _, s := range sources {
			changes := s.newBodies(bodies[pkg])
			if pkg == "runtime" {
				changes = append(changes, s.zeros(settings, changes)...)
			}
			if len(changes) == 0 {
				continue
			}
			copied := filepath.Join(dir, strings.ReplaceAll(pkg, "/", "_")+"_"+filepath.Base(s.file))
			if err := os.WriteFile(copied, s.with(append(changes, s.blankImports(changes)...)), 0o644); err != nil {
				return nil, err
			}
			replace[s.file] = copied
		}
	}
	return replace, nil
}

// newBodies returns the changes that replace the bodies of functions.
func (s *source) newBodies(bodies map[string]body) (changes []change) {
	for _, decl := range s.tree.Decls {
		f, ok := decl.(*ast.FuncDecl)
		if !ok || f.Body == nil {
			continue
		}
		if body, ok := bodies[nameOf(f)]; ok {
			from, to := s.offset(f.Body.Lbrace)+1, s.offset(f.Body.Rbrace)
			// Keep the number of lines, so that later lines keep their numbers.
			lines := max(0, strings.Count(string(s.text[from:to]), "\n")-strings.Count(body.text, "\n"))
			changes = append(changes, change{from, to, " " + body.text + strings.Repeat("\n", lines)})
		}
	}
	return changes
}

// zeros returns the changes that replace reads of GODEBUG settings by 0, except where a setting is written or its address is
// taken.
func (s *source) zeros(settings []string, taken []change) (changes []change) {
	written := map[ast.Node]bool{}
	ast.Inspect(s.tree, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.AssignStmt:
			for _, left := range node.Lhs {
				written[left] = true
			}
		case *ast.IncDecStmt:
			written[node.X] = true
		case *ast.UnaryExpr:
			written[node.X] = node.Op == token.AND
		case *ast.SelectorExpr:
			of, ok := node.X.(*ast.Ident)
			if ok && of.Name == "debug" && !written[node] && slices.Contains(settings, node.Sel.Name) && !within(s.offset(node.Pos()), taken) {
				changes = append(changes, change{s.offset(node.Pos()), s.offset(node.End()), "0"})
			}
		}
		return true
	})
	return changes
}

// blankImports returns the changes that keep imports that are no longer used.
func (s *source) blankImports(changes []change) (blank []change) {
	used := map[string]bool{}
	ast.Inspect(s.tree, func(node ast.Node) bool {
		if selector, ok := node.(*ast.SelectorExpr); ok && !within(s.offset(node.Pos()), changes) {
			if from, ok := selector.X.(*ast.Ident); ok {
				used[from.Name] = true
			}
		}
		return true
	})
	for _, spec := range s.tree.Imports {
		path, _ := strconv.Unquote(spec.Path.Value)
		name := path[strings.LastIndex(path, "/")+1:]
		inNew := slices.ContainsFunc(changes, func(c change) bool { return strings.Contains(c.with, name+".") })
		if at := s.offset(spec.Pos()); spec.Name == nil && !used[name] && !inNew {
			blank = append(blank, change{at, at, "_ "})
		}
	}
	return blank
}

func within(at int, changes []change) bool {
	return slices.ContainsFunc(changes, func(c change) bool { return c.from <= at && at < c.to })
}

// with returns the text of a file after the changes.
func (s *source) with(changes []change) []byte {
	slices.SortFunc(changes, func(a, b change) int { return b.from - a.from })
	text := s.text
	for _, c := range changes {
		text = slices.Concat(text[:c.from], []byte(c.with), text[c.to:])
	}
	return text
}
