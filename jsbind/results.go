//go:build js && wasm

package jsbind

import (
	"strings"

	"github.com/hack-pad/safejs"

	"github.com/mastoauth/mastoauth/core"
)

// toJS turns a value of the core, or what a pointer points to, into a JavaScript value. A document already is one.
func toJS(result any) any {
	value, _ := valueOf(result)
	return value
}

// valueOf also reports whether the value is empty, so that a field marked omitempty is left out.
func valueOf(result any) (value any, empty bool) {
	switch result := result.(type) {
	case nil:
		return safejs.Undefined(), true
	case safejs.Value, string, bool, float64, int:
		return result, false
	case *string:
		return *result, *result == ""
	case *bool:
		return *result, !*result
	case *float64:
		return *result, *result == 0
	case *int:
		return *result, *result == 0
	case []string:
		return valueOf(&result)
	case *[]string:
		list := make([]any, len(*result))
		for i, text := range *result {
			list[i] = text
		}
		return list, len(list) == 0
	case document:
		return result.value, false
	case *core.Document:
		return valueOf(*result)
	}
	if list, ok := structsAt(result); ok {
		for i, of := range list {
			list[i] = structValue(of)
		}
		return list, len(list) == 0
	}
	if of, ok := structAt(result); ok {
		if of == nil {
			return safejs.Null(), true
		}
		result = of
	}
	return structValue(result), false
}

// structValue makes a plain object from the struct that of points to, with the names of its json tags. It leaves out empty
// fields marked omitempty and fields without a tag.
func structValue(of any) safejs.Value {
	var entries []any
	names, fields := fieldsOf(of)
	for _, field := range fields {
		var name string
		name, names, _ = strings.Cut(names, " ")
		name, omitempty := strings.CutSuffix(name, "?")
		value, empty := valueOf(field)
		if empty && omitempty {
			continue
		}
		entries = append(entries, name, value)
	}
	return ask("object", entries...)
}

// entity returns the document of an Entity, or an empty object if the server sent none.
func entity(sent core.Document, err error) (any, error) {
	if sent == nil && err == nil {
		return ask("object"), nil
	}
	return sent, err
}
