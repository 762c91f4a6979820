package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"sort"
	"strings"
)

// export is one line of the table in jsbind/exports.go.
type export struct {
	name    string // "authRequestUrl"
	goName  string // "AuthRequestURL"
	method  bool   // whether it is a method of a client
	doc     string
	options ast.Expr // nil if it takes none
	result  ast.Expr // nil if it resolves to nothing
}

// table holds all exports by name. The loader's own functions ("open", "close") are in names only.
type table struct {
	names   []string
	statics []export
	methods []export
	journey []export // may be empty
}

func readTable(path string, core *source) (*table, error) {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		return nil, err
	}
	t := &table{}
	for _, decl := range file.Decls {
		values, ok := decl.(*ast.GenDecl)
		if !ok || values.Tok != token.VAR {
			continue
		}
		for _, spec := range values.Specs {
			if err := t.add(spec.(*ast.ValueSpec), core); err != nil {
				return nil, fmt.Errorf("%s: %w", path, err)
			}
		}
	}
	if len(t.statics) == 0 || len(t.methods) == 0 {
		return nil, errors.New(path + ": the tables statics and methods were not found in it")
	}
	sort.Strings(t.names)
	return t, nil
}

func (t *table) add(spec *ast.ValueSpec, core *source) error {
	name := spec.Names[0].Name
	if name != "statics" && name != "methods" && name != "journey" || len(spec.Values) != 1 {
		return nil
	}
	literal, ok := spec.Values[0].(*ast.CompositeLit)
	if !ok {
		return fmt.Errorf("%s is no table literal", name)
	}
	for _, element := range literal.Elts {
		line, ok := element.(*ast.CompositeLit)
		if !ok || len(line.Elts) != 2 {
			return fmt.Errorf("%s has a line that is no name and function", name)
		}
		exported, err := stringOf(line.Elts[0])
		if err != nil {
			return err
		}
		t.names = append(t.names, exported)
		function, ok := line.Elts[1].(*ast.Ident)
		if !ok {
			return fmt.Errorf("%q: expected the name of a function", exported)
		}
		goName, ok := strings.CutPrefix(function.Name, "call")
		if !ok {
			continue // a function of the bridge, not of the core
		}
		export, err := core.export(exported, goName, name == "methods")
		if err != nil {
			return fmt.Errorf("%q: %w", exported, err)
		}
		switch name {
		case "statics":
			t.statics = append(t.statics, export)
		case "journey":
			t.journey = append(t.journey, export)
		default:
			t.methods = append(t.methods, export)
		}
	}
	return nil
}

// export looks up the core's function of that name. A client's method has a context before its options; any other function has
// a context and a host.
func (s *source) export(name, goName string, method bool) (export, error) {
	key, leading := goName, 2
	if method {
		key, leading = "Client."+goName, 1
	}
	function := s.functions[key]
	if function == nil {
		return export{}, fmt.Errorf("package core has no %s", key)
	}
	e := export{name: name, goName: goName, method: method, doc: docOf(function.Doc)}
	var parameters []ast.Expr
	for _, parameter := range function.Type.Params.List {
		for range max(1, len(parameter.Names)) {
			parameters = append(parameters, parameter.Type)
		}
	}
	expected := []string{"Context", "Host"}[:leading]
	for i, parameter := range parameters {
		switch {
		case i < leading && nameOf(parameter) == expected[i]:
		case i == leading && len(parameters) == leading+1:
			e.options = parameter
		default:
			return export{}, fmt.Errorf("%s takes more than %s and options", key, strings.Join(expected, ", "))
		}
	}
	if len(parameters) < leading {
		return export{}, fmt.Errorf("%s does not take %s", key, strings.Join(expected, ", "))
	}
	results := function.Type.Results
	if results == nil || len(results.List) == 0 || len(results.List) > 2 || !isIdent(results.List[len(results.List)-1].Type, "error") {
		return export{}, fmt.Errorf("%s does not return a result and an error", key)
	}
	if len(results.List) == 2 {
		e.result = results.List[0].Type
	}
	return e, nil
}

// nameOf returns the name of a type without its package.
func nameOf(typ ast.Expr) string {
	switch typ := typ.(type) {
	case *ast.Ident:
		return typ.Name
	case *ast.SelectorExpr:
		return typ.Sel.Name
	}
	return ""
}

func isIdent(expr ast.Expr, name string) bool {
	ident, ok := expr.(*ast.Ident)
	return ok && ident.Name == name
}

// find returns the generated interface that contains a core function, and the function's name in it.
func (t *table) find(goName string) (owner, name string) {
	goName = strings.TrimPrefix(goName, "Client.")
	for _, e := range t.methods {
		if e.goName == goName {
			return "Methods", e.name
		}
	}
	for _, e := range t.statics {
		if e.goName == goName {
			return "Statics", e.name
		}
	}
	for _, e := range t.journey {
		if e.goName == goName {
			return "Journey", e.name
		}
	}
	return "", ""
}
