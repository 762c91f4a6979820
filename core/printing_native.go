//go:build !js

package core

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// What Go programs print: the members of an entity that are not empty, by their names in Go, and none of its secrets.

func (a Account) String() string             { return printed(a) }
func (a AccountField) String() string        { return printed(a) }
func (a AccountSource) String() string       { return printed(a) }
func (a Application) String() string         { return printed(a) }
func (a AuthorizationServer) String() string { return printed(a) }
func (c Credentials) String() string         { return printed(c) }
func (i Instance) String() string            { return printed(i) }
func (m MediaAttachment) String() string     { return printed(m) }
func (p Preferences) String() string         { return printed(p) }
func (r Role) String() string                { return printed(r) }
func (s Status) String() string              { return printed(s) }
func (t Token) String() string               { return printed(t) }
func (u Userinfo) String() string            { return printed(u) }

// String returns the document as its JSON, without secrets, if the host prints documents. Package native does.
func (e Entity[T]) String() string {
	if document, ok := e.Document.(interface{ String() string }); ok {
		return document.String()
	}
	return "{}"
}

// printed returns a struct as Account{ID: "1", Username: "alice"}.
func printed(entity any) string {
	var text strings.Builder
	value := reflect.ValueOf(entity)
	text.WriteString(value.Type().Name())
	printValue(&text, value)
	return text.String()
}

func printValue(text *strings.Builder, value reflect.Value) {
	switch value.Kind() {
	case reflect.Pointer:
		printValue(text, value.Elem())
	case reflect.Struct:
		text.WriteByte('{')
		separator := ""
		for field, member := range value.Fields() {
			if !field.IsExported() || member.IsZero() {
				continue
			}
			text.WriteString(separator + field.Name + ": ")
			if name, _, _ := strings.Cut(field.Tag.Get("json"), ","); IsSecretName(name) {
				text.WriteString("[hidden]")
			} else {
				printValue(text, member)
			}
			separator = ", "
		}
		text.WriteByte('}')
	case reflect.Slice:
		text.WriteByte('[')
		for i := range value.Len() {
			if i > 0 {
				text.WriteString(", ")
			}
			printValue(text, value.Index(i))
		}
		text.WriteByte(']')
	case reflect.Map:
		keys := value.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		separator := "{"
		for _, key := range keys {
			text.WriteString(separator + key.String() + ": ")
			printValue(text, value.MapIndex(key))
			separator = ", "
		}
		text.WriteByte('}')
	case reflect.String:
		text.WriteString(strconv.Quote(value.String())) // a server's text may have anything in it, also what a terminal obeys
	case reflect.Float64:
		text.WriteString(strconv.FormatFloat(value.Float(), 'f', -1, 64))
	case reflect.Bool:
		text.WriteString(strconv.FormatBool(value.Bool()))
	}
}
