//go:build js && wasm

package jsbind

import "github.com/hack-pad/safejs"

// file is a core.File that stays in JavaScript: what upload.js sends.
type file struct{ value safejs.Value }

func (f file) Size() float64 {
	size, _ := document{value: f.value}.Number("size")
	return size
}

func (f file) Type() string { return document{value: f.value}.Text("type") }
