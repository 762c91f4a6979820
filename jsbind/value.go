//go:build js && wasm

package jsbind

import (
	"strconv"

	"github.com/hack-pad/safejs"
)

// What the ports are written in: JavaScript's own operations, where an exception is a panic of type failure. Each port
// catches it at its border (rescue), so that its lines read as they would in JavaScript. (An error result after each
// operation costs the module 10 KB.)

// failure is an exception, a rejection, or a context that has ended.
type failure struct{ err error }

// rescue turns a failure into the function's error.
func rescue(err *error) {
	switch thrown := recover().(type) {
	case nil:
	case failure:
		*err = thrown.err
	default:
		panic(thrown)
	}
}

func must(value safejs.Value, err error) safejs.Value {
	if err != nil {
		panic(failure{err})
	}
	return value
}

func global(name string) safejs.Value { return get(safejs.Global(), name) }

func call(object safejs.Value, name string, args ...any) safejs.Value {
	return must(object.Call(name, args...))
}

func invoke(function safejs.Value, args ...any) safejs.Value { return must(function.Invoke(args...)) }

func construct(class string, args ...any) safejs.Value { return must(global(class).New(args...)) }

func set(object safejs.Value, name string, value any) {
	if err := object.Set(name, value); err != nil {
		panic(failure{err})
	}
}

// get returns a member, or undefined where there is none.
func get(object safejs.Value, name string) safejs.Value {
	switch object.Type() {
	case safejs.TypeObject, safejs.TypeFunction:
		if member, err := object.Get(name); err == nil {
			return member
		}
	}
	return safejs.Undefined()
}

// read is get for objects that are not ours: a getter that throws would end the module, since Go's own way to read a
// property does not expect it. Options and the window's localStorage are read so.
func read(object safejs.Value, name string) safejs.Value {
	switch object.Type() {
	case safejs.TypeObject, safejs.TypeFunction:
		return call(global("Reflect"), "get", object, name)
	}
	return safejs.Undefined()
}

// given is read for a member that counts as absent where it cannot be read.
func given(object safejs.Value, name string) (member safejs.Value) {
	var err error
	defer rescue(&err)
	return read(object, name)
}

// text returns a string, and "" for anything else.
func text(value safejs.Value) string {
	if value.Type() != safejs.TypeString {
		return ""
	}
	text, _ := value.String()
	return text
}

// truth returns a boolean, and false for anything else.
func truth(value safejs.Value) bool {
	truth, err := value.Bool()
	return err == nil && truth
}

// whole returns a number, and 0 for anything else.
func whole(value safejs.Value) int {
	number, _ := value.Int()
	return number
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
		return strconv.FormatBool(truth(value))
	}
	return ""
}

func isArray(value safejs.Value) bool {
	return value.Type() == safejs.TypeObject && truth(call(global("Array"), "isArray", value))
}

// isPlain reports whether the value is an object with named members.
func isPlain(value safejs.Value) bool { return value.Type() == safejs.TypeObject && !isArray(value) }

func keysOf(object safejs.Value) []string { return textsOf(call(global("Object"), "keys", object)) }

// textsOf returns the scalars of a list as text.
func textsOf(list safejs.Value) []string {
	var texts []string
	for _, element := range elements(list) {
		texts = append(texts, scalar(element))
	}
	return texts
}

func elements(list safejs.Value) []safejs.Value {
	length, _ := list.Length()
	values := make([]safejs.Value, length)
	for i := range values {
		values[i] = must(list.Index(i))
	}
	return values
}
