//go:build js && wasm

package jsbind

import (
	"strings"

	"github.com/hack-pad/safejs"

	"github.com/mastoauth/mastoauth/core"
)

// hostOptions are options that the bridge itself reads, from every options object. They are written as the names of fieldsOf.
const hostOptions = "signal fetch storage onRatelimit "

// readOptions copies a JavaScript object into the struct that target points to, by the names of its json tags. An unknown name
// or a value of the wrong type is an error, so that typos are found.
func readOptions(op string, from safejs.Value, target any) error {
	if from.IsUndefined() || from.IsNull() {
		return nil
	}
	entries := ask("entries", from)
	if entries.IsUndefined() {
		return optionError(op, "options", core.CodeOptionInvalid, "must be an object.")
	}
	return readMembers(op, "", entries, target)
}

// readMembers does the same with what the host's entries returned. The path is "poll." for the members of an option.
func readMembers(op, path string, entries safejs.Value, target any) error {
	names, fields := fieldsOf(target)
	for list := elements(entries); len(list) > 1; list = list[2:] {
		name, value := text(list[0]), list[1]
		if placeOf(name, hostOptions) >= 0 {
			continue
		}
		option, place := path+name, placeOf(name, names)
		if place < 0 {
			unknown := optionError(op, option, core.CodeOptionUnknown, "there is no such option.")
			if path == "" {
				names += hostOptions
			}
			unknown.Hint = text(ask("optionHint", name, names))
			return unknown
		}
		switch value.Type() {
		case safejs.TypeUndefined, safejs.TypeNull:
			continue // the option was not given
		case safejs.TypeSymbol:
			return optionError(op, option, core.CodeOptionInvalid, "cannot be read.")
		case safejs.TypeString:
			// In package core, an empty id is one that was not given.
			if strings.HasSuffix(option, "Id") && option != "clientId" && text(value) == "" {
				return optionError(op, option, core.CodeOptionInvalid, "is an empty id; leave it out for none.")
			}
		}
		if of, nested := newStruct(fields[place]); nested {
			members := ask("entries", value)
			if members.IsUndefined() {
				wrong := optionError(op, option, core.CodeOptionInvalid, "must be an object.")
				inside, _ := fieldsOf(of)
				wrong.Hint = text(ask("optionHint", "", inside))
				return wrong
			}
			if err := readMembers(op, option+".", members, of); err != nil {
				return err
			}
		} else if expected := readField(value, fields[place]); expected != "" {
			return optionError(op, option, core.CodeOptionInvalid, "must be "+expected+".")
		}
	}
	return nil
}

func optionError(op, option string, code core.Code, problem string) *core.Error {
	return &core.Error{Kind: core.ErrIllegalArgument, Code: code, Op: op, Message: option + ": " + problem}
}

// placeOf finds a name among those of fieldsOf: its index, or -1.
func placeOf(name, names string) int {
	for place := 0; names != ""; place++ {
		var this string
		this, names, _ = strings.Cut(names, " ")
		if strings.TrimSuffix(this, "?") == name {
			return place
		}
	}
	return -1
}

// readField sets the field that a pointer points to. If the value has the wrong type, it returns the expected type.
func readField(value safejs.Value, field any) (expected string) {
	t := value.Type()
	switch field := field.(type) {
	case *core.Document:
		if !truth(ask("isSendable", value)) {
			return "data for JSON.stringify, without a Map, a file, a BigInt or the like"
		}
		*field = newDocument(value)
	case *core.File:
		*field = file{value}
	case *core.Fields:
		return readFields(value, field)
	case *[]string:
		switch {
		case t == safejs.TypeString:
			*field = []string{text(value)}
		case isList(value) && allScalars(value):
			*field = textsOf(value)
		default:
			return "a string or a list of strings"
		}
	case **bool:
		*field = new(bool)
		return readField(value, *field)
	case *string:
		if t != safejs.TypeString {
			return "a string"
		}
		if *field = text(value); len(*field) > core.OptionBytes {
			return "a string of at most 1 MiB"
		}
	case *bool:
		if t != safejs.TypeBoolean {
			return "true or false"
		}
		*field = truth(value)
	case *float64:
		if t != safejs.TypeNumber {
			return "a number"
		}
		*field, _ = value.Float()
	}
	return ""
}

// readFields reads an object of scalars and lists of scalars: { limit: 40, "id[]": ["1", "2"] }. It may be a FormData too, a
// URLSearchParams, a Headers or a Map.
func readFields(value safejs.Value, target *core.Fields) (expected string) {
	entries := ask("entries", value)
	if entries.IsUndefined() {
		return "an object of names and values, a FormData, a URLSearchParams or a Map"
	}
	for list := elements(entries); len(list) > 1; list = list[2:] {
		name, member := text(list[0]), list[1]
		switch {
		case isList(member) && allScalars(member):
			for _, text := range textsOf(member) {
				*target = append(*target, core.Field{Name: name, Value: text})
			}
		case member.Type() == safejs.TypeObject:
			return `an object, FormData or Map of strings, numbers, booleans and lists of them, which "` + name +
				`" is not; use json for nested data, and session.fetch for files`
		case !member.IsUndefined() && !member.IsNull():
			*target = append(*target, core.Field{Name: name, Value: scalar(member)})
		}
	}
	return ""
}
