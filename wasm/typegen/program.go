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
	// By the names of functions: what readBodies finds.
	makes, calls map[string]map[string]bool
}

// readProgram reads packages as they are built for a system: core first, since the others import it.
func readProgram(system, root string, folders ...string) (*program, error) {
	p := &program{known: map[string]*types.Package{}, makes: map[string]map[string]bool{}, calls: map[string]map[string]bool{}, info: types.Info{
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

// readBodies finds the codes that each function makes, and the functions that it names. A code that is only compared is not made.
func (p *program) readBodies() {
	words := map[types.Object]string{}
	for word, constant := range p.codes() {
		words[constant] = word
	}
	for _, tree := range p.trees {
		for _, decl := range tree.Decls {
			function, ok := decl.(*ast.FuncDecl)
			if !ok || function.Body == nil {
				continue
			}
			object, ok := p.info.Defs[function.Name].(*types.Func)
			if !ok {
				continue
			}
			name := functionName(object)
			p.makes[name], p.calls[name] = map[string]bool{}, map[string]bool{}
			ast.Inspect(function.Body, func(node ast.Node) bool {
				switch node := node.(type) {
				case *ast.CallExpr:
					return !isIdent(node.Fun, "hasCode")
				case *ast.BinaryExpr:
					return node.Op != token.EQL && node.Op != token.NEQ || !isCode(p.info.Types[node.X].Type)
				case *ast.Ident:
					used := p.info.Uses[node]
					if word, ok := words[used]; ok {
						p.makes[name][word] = true
					} else if callee, ok := used.(*types.Func); ok {
						p.calls[name][functionName(callee)] = true
					}
				}
				return true
			})
		}
	}
}

// reachedBy returns the functions that run in a call of each, itself among them.
func (p *program) reachedBy() map[string]map[string]bool {
	p.readBodies()
	reached := map[string]map[string]bool{}
	for name := range p.calls {
		seen, next := map[string]bool{}, []string{name}
		for len(next) > 0 {
			at := next[0]
			next = next[1:]
			if !seen[at] {
				seen[at] = true
				next = append(next, slices.Collect(maps.Keys(p.calls[at]))...)
			}
		}
		reached[name] = seen
	}
	return reached
}

// functionName is the name with that of the receiver's type, as in source.functions.
func functionName(function *types.Func) string {
	if receiver := function.Signature().Recv(); receiver != nil {
		typ := receiver.Type()
		if pointer, ok := typ.(*types.Pointer); ok {
			typ = pointer.Elem()
		}
		if named, ok := typ.(*types.Named); ok {
			return named.Obj().Name() + "." + function.Name()
		}
	}
	return function.Name()
}
