package main

import (
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"path/filepath"
	"slices"
	"strings"
)

const corePath = "github.com/mastoauth/mastoauth/core"

// program is packages of this module with the types of their expressions. Of other packages nothing is known: what they declare has
// no type here, which is enough to follow the calls and the codes within the module.
type program struct {
	files token.FileSet
	info  types.Info
	trees []*ast.File
	known map[string]*types.Package
}

// readProgram reads packages as they are built for a system: core first, since the others import it.
func readProgram(system, root string, folders ...string) (*program, error) {
	p := &program{known: map[string]*types.Package{}, info: types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{},
	}}
	context := build.Default
	context.GOOS, context.GOARCH = system, "amd64"
	if system == "js" {
		context.GOARCH = "wasm"
	}
	for _, folder := range folders {
		paths, err := filepath.Glob(filepath.Join(root, folder, "*.go"))
		if err != nil {
			return nil, err
		}
		var trees []*ast.File
		for _, path := range paths {
			if matches, err := context.MatchFile(filepath.Split(path)); err != nil || !matches || strings.HasSuffix(path, "_test.go") {
				continue
			}
			tree, err := parser.ParseFile(&p.files, path, nil, parser.ParseComments)
			if err != nil {
				return nil, err
			}
			trees = append(trees, tree)
		}
		path := strings.TrimSuffix(corePath, "core") + folder
		checker := types.Config{Importer: p, Error: func(error) {}, FakeImportC: true}
		p.known[path], _ = checker.Check(path, &p.files, trees, &p.info) // what other packages declare is unknown
		p.trees = append(p.trees, trees...)
	}
	return p, nil
}

// Import returns a package that was read before, or an empty one.
func (p *program) Import(path string) (*types.Package, error) {
	if p.known[path] == nil {
		name := path[strings.LastIndex(path, "/")+1:]
		p.known[path] = types.NewPackage(path, name)
		p.known[path].MarkComplete()
	}
	return p.known[path], nil
}

// isCode reports whether a type is core.Code.
func isCode(t types.Type) bool {
	named, ok := t.(*types.Named)
	return ok && named.Obj().Name() == "Code" && named.Obj().Pkg().Path() == corePath
}

// codes returns the constants of type Code, by the words that they are.
func (p *program) codes() map[string]*types.Const {
	found := map[string]*types.Const{}
	scope := p.known[corePath].Scope()
	for _, name := range scope.Names() {
		if constant, ok := scope.Lookup(name).(*types.Const); ok && isCode(constant.Type()) {
			found[strings.Trim(constant.Val().ExactString(), `"`)] = constant
		}
	}
	return found
}

// bareCodes returns the places where a code is written as a text instead of by its constant.
func (p *program) bareCodes() []*ast.BasicLit {
	var found []*ast.BasicLit
	for _, tree := range p.trees {
		ast.Inspect(tree, func(node ast.Node) bool {
			if declared, ok := node.(*ast.ValueSpec); ok && len(declared.Names) > 0 {
				_, isConstant := p.info.Defs[declared.Names[0]].(*types.Const)
				return !isConstant
			}
			if literal, ok := node.(*ast.BasicLit); ok && literal.Value != `""` && isCode(p.info.Types[literal].Type) {
				found = append(found, literal)
			}
			return true
		})
	}
	return found
}

// usedCodes returns the codes whose constants are used.
func (p *program) usedCodes() []string {
	found := map[string]bool{}
	for word, constant := range p.codes() {
		for _, object := range p.info.Uses {
			found[word] = found[word] || object == constant
		}
	}
	return slices.DeleteFunc(slices.Sorted(maps.Keys(found)), func(word string) bool { return !found[word] })
}
