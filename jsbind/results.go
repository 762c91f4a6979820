//go:build js && wasm

package jsbind

import (
	"reflect"

	"github.com/hack-pad/safejs"

	"github.com/mastoauth/mastoauth/core"
)

// toJS turns a result of the core into a JavaScript value. A document is one already.
func toJS(result any) any {
	switch result := result.(type) {
	case nil:
		return safejs.Undefined()
	case safejs.Value, string, bool, float64, int:
		return result
	case document:
		return result.value
	case interface{ AsDocument() core.Document }:
		if result.AsDocument() == nil {
			return ask("object")
		}
		return toJS(result.AsDocument())
	case *core.Error:
		if result == nil {
			return safejs.Null()
		}
		return structValue(*result)
	case []string:
		list := make([]any, len(result))
		for i, text := range result {
			list[i] = text
		}
		return list
	}
	if list := reflect.ValueOf(result); list.Kind() == reflect.Slice {
		values := make([]any, list.Len())
		for i := range values {
			values[i] = toJS(list.Index(i).Interface())
		}
		return values
	}
	return structValue(result)
}

// structValue makes a plain object of a struct, with the names of its json tags. Empty fields marked omitempty and
// fields without a tag are left out.
func structValue(from any) safejs.Value {
	var entries []any
	value := reflect.Indirect(reflect.ValueOf(from))
	if value.Kind() != reflect.Struct {
		return safejs.Undefined()
	}
	for i := range value.NumField() {
		field := value.Field(i)
		name, omitempty := jsonTag(value.Type().Field(i).Tag)
		if name == "" || omitempty && isEmpty(field) {
			continue
		}
		entries = append(entries, name, fieldValue(field))
	}
	return ask("object", entries...)
}

func isEmpty(field reflect.Value) bool {
	switch field.Kind() {
	case reflect.String, reflect.Slice:
		return field.Len() == 0
	case reflect.Bool:
		return !field.Bool()
	case reflect.Float64:
		return field.Float() == 0
	case reflect.Int:
		return field.Int() == 0
	case reflect.Interface, reflect.Pointer:
		return field.IsNil()
	}
	return false
}

func fieldValue(field reflect.Value) any {
	switch field.Kind() {
	case reflect.String:
		return field.String()
	case reflect.Bool:
		return field.Bool()
	case reflect.Float64:
		return field.Float()
	}
	return toJS(field.Interface())
}
