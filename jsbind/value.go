//go:build js && wasm

package jsbind

import (
	"strconv"
	"strings"

	"github.com/hack-pad/safejs"
)

// These functions read JavaScript values without calling the host.

// text returns a string, or "" for anything else.
func text(value safejs.Value) string {
	if value.Type() != safejs.TypeString {
		return ""
	}
	text, _ := value.String()
	return text
}

// lines splits a text into its lines. (strings.Split or strings.Join would add almost 1 KB to the module.)
func lines(value safejs.Value) []string {
	var list []string
	for line, rest, more := strings.Cut(text(value), "\n"); ; line, rest, more = strings.Cut(rest, "\n") {
		if list = append(list, line); !more {
			return list
		}
	}
}

// truth returns a boolean, or false for anything else.
func truth(value safejs.Value) bool {
	truth, err := value.Bool()
	return err == nil && truth
}

// whole returns a number, or 0 for anything else.
func whole(value safejs.Value) int {
	if value.Type() != safejs.TypeNumber {
		return 0
	}
	number, _ := value.Int()
	return number
}

// scalar returns a string, number or boolean in its JSON spelling, or "" for anything else.
func scalar(value safejs.Value) string {
	switch value.Type() {
	case safejs.TypeString:
		return text(value)
	case safejs.TypeNumber:
		return spell(value)
	case safejs.TypeBoolean:
		return strconv.FormatBool(truth(value))
	}
	return ""
}

// spell asks the host to format a number: strconv.FormatFloat would add some KB to the module.
func spell(value safejs.Value) string {
	number, _ := value.Float()
	if whole := int64(number); float64(whole) == number && whole > -1<<53 && whole < 1<<53 {
		return strconv.FormatInt(whole, 10)
	}
	return text(ask("spell", value))
}

func isList(value safejs.Value) bool {
	return value.Type() == safejs.TypeObject && truth(ask("isList", value))
}

// isPlain reports whether the value is an object with named members.
func isPlain(value safejs.Value) bool { return value.Type() == safejs.TypeObject && !isList(value) }

// textsOf returns the scalars in a list as texts.
func textsOf(list safejs.Value) []string {
	var texts []string
	for _, element := range elements(list) {
		texts = append(texts, scalar(element))
	}
	return texts
}

// allScalars reports whether textsOf leaves nothing out.
func allScalars(list safejs.Value) bool {
	for _, element := range elements(list) {
		switch element.Type() {
		case safejs.TypeString, safejs.TypeNumber, safejs.TypeBoolean:
		default:
			return false
		}
	}
	return true
}

func elements(list safejs.Value) []safejs.Value { return firstElements(list, 1<<31-1) }

func firstElements(list safejs.Value, most int) []safejs.Value {
	length, _ := list.Length()
	length = min(length, most)
	values := make([]safejs.Value, length)
	for i := range values {
		values[i], _ = list.Index(i)
	}
	return values
}
