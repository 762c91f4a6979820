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
	entries := ask("entries", from)
	if entries.IsUndefined() {
		return optionError(op, "options", "option_invalid", "they are an object.")
	}
	into := reflect.ValueOf(target).Elem()
	for option, value := range pairs(entries) {
		if contains(hostOptions, option) {
			continue
		}
		field := fieldNamed(into, option)
		if !field.IsValid() {
			return optionError(op, option, "option_unknown", "there is no such option.")
		}
		switch value.Type() {
		case safejs.TypeUndefined, safejs.TypeNull:
			continue // not given
		case safejs.TypeSymbol:
			return optionError(op, option, "option_invalid", "it cannot be read.")
		}
		if expected := readField(op, value, field); expected != "" {
			return optionError(op, option, "option_invalid", "it is "+expected+".")
		}
	}
	return nil
}

// pairs iterates over what the host's entries returns.
func pairs(entries safejs.Value) func(func(string, safejs.Value) bool) {
	return func(yield func(string, safejs.Value) bool) {
		list := elements(entries)
		for i := 0; i+1 < len(list); i += 2 {
			if !yield(text(list[i]), list[i+1]) {
				return
			}
		}
	}
}

func contains(list []string, text string) bool {
	for _, element := range list {
		if element == text {
			return true
		}
	}
	return false
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
		case isList(value):
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
	entries := ask("entries", value)
	if entries.IsUndefined() {
		return "an object of names and values"
	}
	for name, member := range pairs(entries) {
		switch {
		case isList(member):
			for _, text := range textsOf(member) {
				*target = append(*target, core.Field{Name: name, Value: text})
			}
		case member.Type() == safejs.TypeObject:
			return "an object of texts, numbers, booleans and lists of them; use json for nested data"
		case !member.IsUndefined() && !member.IsNull():
			*target = append(*target, core.Field{Name: name, Value: scalar(member)})
		}
	}
	return ""
}
