//go:build js && wasm

package jsbind

import (
	"strings"

	"github.com/mastoauth/mastoauth/core"
)

// urls is core.URLs over URL and URLSearchParams.
type urls struct{}

func (urls) Parse(raw string) (core.URL, bool) {
	parsed := ask("parse", raw)
	if parsed.IsUndefined() {
		return core.URL{}, false
	}
	part := lines(parsed)
	return core.URL{
		Scheme: part[0], Host: part[1], Port: part[2], Path: part[3], Query: part[4], Fragment: part[5], Userinfo: part[6] != "",
	}, true
}

func (urls) Query(fields []core.Field) string { return form(fields) }

func (urls) ParseQuery(raw string) []core.Field {
	texts := textsOf(ask("pairs", strings.TrimPrefix(raw, "#")))
	var fields []core.Field
	for i := 0; i+1 < len(texts); i += 2 {
		fields = append(fields, core.Field{Name: texts[i], Value: texts[i+1]})
	}
	return fields
}

// form encodes fields as application/x-www-form-urlencoded, as URLSearchParams does. It is written in Go because fields also
// cross the bridge in this form.
func form(fields []core.Field) string {
	var out []byte
	for i, field := range fields {
		if i > 0 {
			out = append(out, '&')
		}
		out = appendEscaped(append(appendEscaped(out, field.Name), '='), field.Value)
	}
	return string(out)
}

func appendEscaped(out []byte, text string) []byte {
	const hex = "0123456789ABCDEF"
	for i := range len(text) {
		switch c := text[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '*', c == '-', c == '.', c == '_':
			out = append(out, c)
		case c == ' ':
			out = append(out, '+')
		default:
			out = append(out, '%', hex[c>>4], hex[c&15])
		}
	}
	return out
}
