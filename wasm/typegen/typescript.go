package main

import (
	"go/ast"
	"strconv"
	"strings"
)

// typescript returns the TypeScript type of a Go type. at is its position, for error messages.
func (w *writer) typescript(at string, expr ast.Expr, input bool) string {
	switch typ := expr.(type) {
	case *ast.Ident:
		return w.named(at, typ.Name, input)
	case *ast.StarExpr:
		return w.typescript(at, typ.X, input) + " | null"
	case *ast.ArrayType:
		switch {
		case typ.Len == nil && !input:
			element := w.typescript(at, typ.Elt, input)
			if strings.Contains(element, " ") {
				element = "(" + element + ")"
			}
			return element + "[]"
		case typ.Len == nil && isIdent(typ.Elt, "string"):
			return "string | readonly string[]"
		}
	case *ast.MapType:
		if isIdent(typ.Key, "string") {
			return "Record<string, " + w.typescript(at, typ.Value, input) + ">"
		}
	}
	return w.fail("%s: there is no TypeScript for its type", at)
}

func (w *writer) named(at, name string, input bool) string {
	switch name {
	case "string":
		return "string"
	case "bool":
		return "boolean"
	case "int", "float64":
		return "number"
	case "Document":
		return "unknown"
	case "File":
		return "FileContent"
	case "Fields":
		return "Params"
	}
	if word := w.source.words[name]; word != nil {
		if len(word.words) == 0 {
			return w.fail("%s: the type %s has no constants", at, name)
		}
		w.words[name] = true
		return w.typeName(name)
	}
	if w.source.structs[name] != nil {
		return w.structure(name, input)
	}
	return w.fail("%s: there is no TypeScript for %s", at, name)
}

// scopes writes the two constants of core/scopes.go.
func (w *writer) scopes() string {
	defaults := w.strings("DefaultScopes", w.source.values["DefaultScopes"])
	text := "/** The scopes that are asked for where a caller names none: Mastodon.py's. */\n" +
		"export const DEFAULT_SCOPES = " + list(defaults) + " as const;\n\n" +
		"type Words<Text> = Text extends `${infer Word} ${infer Rest}` ? Word | Words<Rest> : Text;\n" +
		"const within = <Scope extends string, Parts extends string>(scope: Scope, parts: Parts) =>\n" +
		"  parts.split(\" \").map((part) => `${scope}:${part}`) as readonly `${Scope}:${Words<Parts> & string}`[];\n\n" +
		"/** Every scope that contains finer ones, with those, and those that stand alone. */\nexport const SCOPE_SETS = {\n"
	sets, ok := w.source.values["ScopeSets"].(*ast.CompositeLit)
	if !ok {
		return w.fail("core has no ScopeSets")
	}
	for _, element := range sets.Elts {
		set, ok := element.(*ast.CompositeLit)
		if !ok || len(set.Elts) != 2 {
			return w.fail("ScopeSets: a set is no name and list")
		}
		name, err := stringOf(set.Elts[0])
		if err != nil {
			return w.fail("ScopeSets: %w", err)
		}
		text += "  " + strconv.Quote(name) + ": " + w.grouped(w.strings("ScopeSets", set.Elts[1])) + ",\n"
	}
	return text + "} as const;\n"
}

// grouped writes scopes with their common prefix only once, which makes index.js smaller.
func (w *writer) grouped(scopes []string) string {
	var groups []string
	last := ""
	for _, scope := range scopes {
		at := strings.LastIndex(scope, ":")
		if at < 0 {
			return w.fail("ScopeSets: %s is in no other scope", scope)
		}
		if prefix, part := scope[:at], scope[at+1:]; prefix == last {
			groups[len(groups)-1] += " " + part
		} else {
			groups, last = append(groups, prefix+"\x00"+part), prefix
		}
	}
	for i, group := range groups {
		prefix, parts, _ := strings.Cut(group, "\x00")
		groups[i] = "within(" + strconv.Quote(prefix) + ", " + strconv.Quote(parts) + ")"
	}
	switch len(groups) {
	case 0:
		return "[]"
	case 1:
		return groups[0]
	}
	return "[..." + strings.Join(groups, ", ...") + "]"
}

// strings reads a literal []string, or returns nil.
func (w *writer) strings(at string, expr ast.Expr) []string {
	if isIdent(expr, "nil") {
		return nil
	}
	literal, ok := expr.(*ast.CompositeLit)
	if !ok {
		w.fail("%s is no list of strings", at)
		return nil
	}
	var texts []string
	for _, element := range literal.Elts {
		text, err := stringOf(element)
		if err != nil {
			w.fail("%s: %w", at, err)
		}
		texts = append(texts, text)
	}
	return texts
}

func list(texts []string) string {
	quoted := make([]string, len(texts))
	for i, text := range texts {
		quoted[i] = strconv.Quote(text)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}
