//go:build js && wasm

package jsbind

import (
	"reflect"
	"strings"

	"github.com/hack-pad/safejs"

	"github.com/mastoauth/mastoauth/core"
)

// hostOptions are read by the bridge itself, in every options object.
var hostOptions = []string{"signal", "fetch", "storage", "onRatelimit"}

// readOptions fills the struct that target points to from a JavaScript object, member by member, by the names of its
// json tags. A name that the struct has not and a value of another type are errors, so that no typo passes in silence.
func readOptions(op string, from safejs.Value, target any) error {
	if from.IsUndefined() || from.IsNull() {
		return nil
	}
	if !isPlain(from) {
		return optionError(op, "options", "option_invalid", "they are an object.")
	}
	into := reflect.ValueOf(target).Elem()
next:
	for _, name := range keysOf(from) {
		for _, own := range hostOptions {
			if name == own {
				continue next
			}
		}
		field := fieldNamed(into, name)
		if !field.IsValid() {
			return optionError(op, name, "option_unknown", "there is no such option.")
		}
		value, ok := readable(from, name)
		if !ok {
			return optionError(op, name, "option_invalid", "it cannot be read.")
		}
		if value.IsUndefined() || value.IsNull() {
			continue // not given
		}
		if expected := readField(op, value, field); expected != "" {
			return optionError(op, name, "option_invalid", "it is "+expected+".")
		}
	}
	return nil
}

func readable(from safejs.Value, name string) (value safejs.Value, ok bool) {
	var err error
	defer rescue(&err)
	return read(from, name), true
}

func optionError(op, option, code, problem string) error {
	return &core.Error{Kind: core.ErrIllegalArgument, Code: code, Op: op, Message: option + ": " + problem}
}

// fieldNamed finds the field whose json tag has that name.
func fieldNamed(in reflect.Value, name string) reflect.Value {
	if in.Kind() == reflect.Struct {
		for i := range in.NumField() {
			if tag, _ := jsonTag(in.Type().Field(i).Tag); tag == name {
				return in.Field(i)
			}
		}
	}
	return reflect.Value{}
}

// jsonTag reads a tag that has the key json alone. (StructTag.Get would unquote, which costs the module 3 KB.)
func jsonTag(tag reflect.StructTag) (name string, omitempty bool) {
	text, ok := strings.CutPrefix(string(tag), `json:"`)
	if !ok || text == `-"` {
		return "", false
	}
	text = text[:len(text)-1]
	name, options, _ := strings.Cut(text, ",")
	return name, options == "omitempty"
}

// readField sets a field from a value; if the value has the wrong type, it returns what was expected.
func readField(op string, value safejs.Value, field reflect.Value) (expected string) {
	switch target := field.Addr().Interface().(type) {
	case *core.Document:
		*target = newDocument(value)
		return ""
	case *core.Fields:
		return readFields(value, target)
	case *[]string:
		switch {
		case value.Type() == safejs.TypeString:
			*target = []string{text(value)}
		case isArray(value):
			*target = textsOf(value)
		default:
			return "a text or a list of texts"
		}
		return ""
	case **bool:
		*target = new(bool)
		return readField(op, value, reflect.ValueOf(*target).Elem())
	case **core.Poll:
		*target = new(core.Poll)
		if !isPlain(value) || readOptions(op, value, *target) != nil {
			return "an object with the members that the documentation names"
		}
		return ""
	}
	switch t := value.Type(); field.Kind() {
	case reflect.String:
		if t != safejs.TypeString {
			return "a text"
		}
		field.SetString(text(value))
	case reflect.Bool:
		if t != safejs.TypeBoolean {
			return "true or false"
		}
		field.SetBool(truth(value))
	case reflect.Float64:
		if t != safejs.TypeNumber {
			return "a number"
		}
		number, _ := value.Float()
		field.SetFloat(number)
	}
	return ""
}

// readFields reads a record of scalars and lists of scalars: { limit: 40, "id[]": ["1", "2"] }.
func readFields(value safejs.Value, target *core.Fields) (expected string) {
	if !isPlain(value) {
		return "an object of names and values"
	}
	for _, name := range keysOf(value) {
		member := get(value, name)
		switch {
		case isArray(member):
			for _, text := range textsOf(member) {
				*target = append(*target, core.Field{Name: name, Value: text})
			}
		case isPlain(member):
			return "an object of texts, numbers, booleans and lists of them; use json for nested data"
		case !member.IsUndefined() && !member.IsNull():
			*target = append(*target, core.Field{Name: name, Value: scalar(member)})
		}
	}
	return ""
}
