//go:build js && wasm

package jsbind

import (
	"strings"

	"github.com/hack-pad/safejs"

	"github.com/mastoauth/mastoauth/core"
)

// urls is core.URLs over URL and URLSearchParams.
type urls struct{}

func (urls) Parse(raw string) (core.URL, bool) {
	url, err := global("URL").New(raw)
	if err != nil {
		return core.URL{}, false
	}
	part := func(name string) string { return text(get(url, name)) }
	return core.URL{
		Scheme:   strings.TrimSuffix(part("protocol"), ":"),
		Host:     part("hostname"),
		Port:     part("port"),
		Path:     part("pathname"),
		Query:    strings.TrimPrefix(part("search"), "?"),
		Fragment: strings.TrimPrefix(part("hash"), "#"),
		Userinfo: part("username")+part("password") != "",
	}, true
}

func (urls) Query(fields []core.Field) string { return text(call(searchParams(fields), "toString")) }

func (urls) ParseQuery(raw string) []core.Field {
	pairs := call(global("Array"), "from", construct("URLSearchParams", strings.TrimPrefix(raw, "#")))
	var fields []core.Field
	for _, pair := range elements(pairs) {
		texts := textsOf(pair)
		fields = append(fields, core.Field{Name: texts[0], Value: texts[1]})
	}
	return fields
}

func searchParams(fields []core.Field) safejs.Value {
	params := construct("URLSearchParams")
	for _, field := range fields {
		call(params, "append", field.Name, field.Value)
	}
	return params
}
