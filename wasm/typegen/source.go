package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
)

// source is what the generator has read from package core.
type source struct {
	structs   map[string]*structType
	words     map[string]*wordType     // string types with constants
	functions map[string]*ast.FuncDecl // by name, with "Client." before a method's
	values    map[string]ast.Expr      // of package variables
	codes     []code                   // of errors, in their order
}

type structType struct {
	name   string
	doc    string
	fields []field
}

type field struct {
	goName   string
	name     string // of the json tag
	optional bool
	doc      string
	typ      ast.Expr
}

type wordType struct {
	doc   string
	words []string
}

// readSource parses the package's files, except tests.
func readSource(folder string) (*source, error) {
	paths, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		return nil, err
	}
	s := &source{
		structs: map[string]*structType{}, words: map[string]*wordType{},
		functions: map[string]*ast.FuncDecl{}, values: map[string]ast.Expr{},
	}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		for _, decl := range file.Decls {
			if err := s.add(decl); err != nil {
				return nil, fmt.Errorf("%s: %w", path, err)
			}
		}
	}
	if len(s.structs) == 0 {
		return nil, errors.New(folder + " holds no structs")
	}
	return s, nil
}

func (s *source) add(decl ast.Decl) error {
	switch decl := decl.(type) {
	case *ast.FuncDecl:
		s.functions[receiver(decl)+decl.Name.Name] = decl
	case *ast.GenDecl:
		if err := s.addCodes(decl); err != nil {
			return err
		}
		for _, spec := range decl.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				if err := s.addType(spec, docOf(spec.Doc, decl.Doc)); err != nil {
					return err
				}
			case *ast.ValueSpec:
				s.addValues(decl.Tok, spec)
			}
		}
	}
	return nil
}

func (s *source) addType(spec *ast.TypeSpec, doc string) error {
	switch typ := spec.Type.(type) {
	case *ast.StructType:
		fields, err := fieldsOf(typ)
		if err != nil {
			return fmt.Errorf("%s.%w", spec.Name.Name, err)
		}
		s.structs[spec.Name.Name] = &structType{spec.Name.Name, doc, fields}
	case *ast.Ident:
		if typ.Name == "string" {
			s.word(spec.Name.Name).doc = doc
		}
	}
	return nil
}

// crosses reports whether a type of that name is part of the TypeScript types.
func (s *source) crosses(name string) bool {
	return s.structs[name] != nil && len(s.structs[name].fields) > 0
}

// word returns a string type. It may be declared before or after its constants.
func (s *source) word(name string) *wordType {
	if s.words[name] == nil {
		s.words[name] = &wordType{}
	}
	return s.words[name]
}

func (s *source) addValues(tok token.Token, spec *ast.ValueSpec) {
	for i, name := range spec.Names {
		if i >= len(spec.Values) {
			return
		}
		if tok == token.VAR {
			s.values[name.Name] = spec.Values[i]
			continue
		}
		typ, named := spec.Type.(*ast.Ident)
		if text, err := stringOf(spec.Values[i]); named && err == nil {
			word := s.word(typ.Name)
			word.words = append(word.words, text)
		}
	}
}

// fieldsOf returns the fields that cross the bridge: those with a json tag. A struct without json tags stays in Go. If some
// fields have a tag, the others must have the tag "-", so that none is forgotten.
func fieldsOf(typ *ast.StructType) ([]field, error) {
	var fields []field
	untagged := ""
	for _, f := range typ.Fields.List {
		tag := ""
		if f.Tag != nil {
			tag = reflect.StructTag(strings.Trim(f.Tag.Value, "`")).Get("json")
		}
		name, rest, _ := strings.Cut(tag, ",")
		switch {
		case name == "-":
		case name != "" && len(f.Names) == 1:
			fields = append(fields, field{f.Names[0].Name, name, rest == "omitempty", docOf(f.Doc, f.Comment), f.Type})
		case len(f.Names) == 0:
			untagged = "(embedded)"
		case f.Names[0].IsExported():
			untagged = f.Names[0].Name
		}
	}
	if untagged != "" && len(fields) > 0 {
		return nil, fmt.Errorf("%s has no json tag, though its neighbours have", untagged)
	}
	return fields, nil
}

func docOf(docs ...*ast.CommentGroup) string {
	for _, doc := range docs {
		if doc != nil {
			return strings.TrimSpace(doc.Text())
		}
	}
	return ""
}

func receiver(decl *ast.FuncDecl) string {
	if decl.Recv == nil || len(decl.Recv.List) == 0 {
		return ""
	}
	if pointer, ok := decl.Recv.List[0].Type.(*ast.StarExpr); ok {
		if name, ok := pointer.X.(*ast.Ident); ok {
			return name.Name + "."
		}
	}
	return "?."
}

// stringOf reads a string literal.
func stringOf(expr ast.Expr) (string, error) {
	if literal, ok := expr.(*ast.BasicLit); ok && literal.Kind == token.STRING {
		return strconv.Unquote(literal.Value)
	}
	return "", errors.New("a string literal is expected")
}
