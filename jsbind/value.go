//go:build js && wasm

package jsbind

import (
	"strconv"

	"github.com/hack-pad/safejs"
)

// get returns a member, or undefined where there is none or its getter throws.
func get(object safejs.Value, name string) safejs.Value {
	switch object.Type() {
	case safejs.TypeObject, safejs.TypeFunction:
		if member, err := object.Get(name); err == nil {
			return member
		}
	}
	return safejs.Undefined()
}

// text returns a string, and "" for anything else.
func text(value safejs.Value) string {
	if value.Type() != safejs.TypeString {
		return ""
	}
	text, _ := value.String()
	return text
}

// scalar returns a string, number or boolean in its JSON spelling, and "" for anything else.
func scalar(value safejs.Value) string {
	switch value.Type() {
	case safejs.TypeString:
		return text(value)
	case safejs.TypeNumber:
		number, _ := value.Float()
		return strconv.FormatFloat(number, 'f', -1, 64)
	case safejs.TypeBoolean:
		truth, _ := value.Bool()
		return strconv.FormatBool(truth)
	}
	return ""
}

func isArray(value safejs.Value) bool {
	if value.Type() != safejs.TypeObject {
		return false
	}
	answer, err := get(safejs.Global(), "Array").Call("isArray", value)
	if err != nil {
		return false
	}
	truth, _ := answer.Bool()
	return truth
}

// isPlain reports whether the value is an object with named members.
func isPlain(value safejs.Value) bool { return value.Type() == safejs.TypeObject && !isArray(value) }

func newObject() (safejs.Value, error) { return get(safejs.Global(), "Object").New() }

func keysOf(object safejs.Value) []string {
	list, err := get(safejs.Global(), "Object").Call("keys", object)
	if err != nil {
		return nil
	}
	return textsOf(list)
}

// textsOf returns the scalars of a list as text.
func textsOf(list safejs.Value) []string {
	length, _ := list.Length()
	texts := make([]string, 0, length)
	for i := range length {
		element, _ := list.Index(i)
		texts = append(texts, scalar(element))
	}
	return texts
}
