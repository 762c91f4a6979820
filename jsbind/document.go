//go:build js && wasm

package jsbind

import (
	"github.com/hack-pad/safejs"

	"github.com/mastoauth/mastoauth/core"
)

// document is a core.Document that stays in JavaScript. Only the members that the core reads cross the bridge.
type document struct {
	value safejs.Value
	plain bool // whether it is known to be an object with named members
}

// newDocument wraps a decoded JSON value. It returns nil for undefined, which does not exist in JSON.
func newDocument(value safejs.Value) core.Document {
	if value.IsUndefined() {
		return nil
	}
	return document{value: value}
}

func (d document) Text(key string) string { return scalar(d.member(key)) }

func (d document) Number(key string) (float64, bool) {
	// JavaScript parses numeric strings. strconv's parser would add 5 KB to the module.
	number, err := ask("number", d.member(key)).Float()
	return number, err == nil && number == number
}

func (d document) Object(key string) core.Document {
	if member := d.member(key); isPlain(member) {
		return document{member, true}
	}
	return nil
}

func (d document) List(key string) []core.Document {
	list := d.member(key)
	if key == "" && isList(d.value) {
		list = d.value
	}
	if !isList(list) {
		return nil
	}
	var documents []core.Document
	for _, element := range firstElements(list, core.MostElements) {
		documents = append(documents, document{value: element})
	}
	return documents
}

func (d document) Keys() []string { return textsOf(ask("keys", d.value)) }

func (d document) Value() string { return scalar(d.value) }

func (d document) Is(t core.DocumentType) bool {
	switch d.value.Type() {
	case safejs.TypeString:
		return t == core.IsText
	case safejs.TypeNumber:
		return t == core.IsNumber
	case safejs.TypeBoolean:
		return t == core.IsBool
	case safejs.TypeNull:
		return t == core.IsNull
	case safejs.TypeObject:
		list := !d.plain && isList(d.value)
		return t == core.IsList == list && (t == core.IsList || t == core.IsObject)
	}
	return false
}

func (d document) With(key string, value any) core.Document {
	return document{ask("with", d.value, key, toJS(value)), true}
}

// member returns a member of an object. Strings and lists have no members here.
func (d document) member(key string) safejs.Value { return ask("member", d.value, key) }
