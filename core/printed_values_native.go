//go:build !js

package core

import (
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// show prints a value.
func show(to fmt.State, value any) { _, _ = io.WriteString(to, printed(value)) }

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
	case reflect.Interface: // a document prints its JSON; of what a program gave, its type is enough
		if document, ok := value.Interface().(fmt.Stringer); ok {
			text.WriteString(document.String())
		} else {
			text.WriteString(value.Elem().Type().String())
		}
	case reflect.Func:
		text.WriteString("func")
	case reflect.Struct:
		text.WriteByte('{')
		separator := ""
		for field, member := range value.Fields() {
			if !field.IsExported() || member.IsZero() {
				continue
			}
			text.WriteString(separator + field.Name + ": ")
			switch address, isText := member.Interface().(string); {
			case isHidden(value, field):
				text.WriteString("[hidden]")
			case isText && (field.Name == "URL" || field.Name == "Path"):
				text.WriteString(strconv.Quote(withoutSecrets(address)))
			default:
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
	case reflect.Int:
		text.WriteString(strconv.FormatInt(value.Int(), 10))
	case reflect.Bool:
		text.WriteString(strconv.FormatBool(value.Bool()))
	}
}

// isHidden reports whether a member of a struct is secret. The value of a Field is, if its name says so.
func isHidden(of reflect.Value, member reflect.StructField) bool {
	if field, ok := of.Interface().(Field); ok {
		return member.Name == "Value" && isSecretMember(field.Name)
	}
	name, _, _ := strings.Cut(member.Tag.Get("json"), ",")
	return isSecretMember(name) || isSecretMember(member.Name) && (name == "" || name == "-")
}

// isSecretMember reports whether a member of a struct, or a parameter of an address, with this name is secret. Mastodon's code_verifier is
// codeVerifier in options.
func isSecretMember(name string) bool {
	var snake strings.Builder
	for _, r := range name {
		if r >= 'A' && r <= 'Z' {
			snake.WriteByte('_')
		}
		snake.WriteRune(r)
	}
	return IsSecretName(name) || IsSecretName(strings.TrimPrefix(snake.String(), "_")) ||
		slices.Contains([]string{"authorization", "state", "clientfile", "tokenfile"}, strings.ToLower(name))
}

// withoutSecrets hides the secrets in the query and the fragment of an address, such as the code in a callback.
func withoutSecrets(address string) string {
	start := strings.IndexAny(address, "?#")
	if start < 0 {
		return address
	}
	shown := address[:start]
	for rest := address[start:]; rest != ""; {
		end := strings.IndexAny(rest[1:], "?#&") + 1
		if end == 0 {
			end = len(rest)
		}
		name, _, hasValue := strings.Cut(rest[1:end], "=")
		if hasValue && (isSecretMember(name) || strings.Contains(name, "%")) {
			shown += rest[:1] + name + "=[hidden]"
		} else {
			shown += rest[:end]
		}
		rest = rest[end:]
	}
	return shown
}
