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
	url, err := get(safejs.Global(), "URL").New(raw)
	if err != nil {
		return core.URL{}, false
	}
	return core.URL{
		Scheme:   strings.TrimSuffix(text(get(url, "protocol")), ":"),
		Host:     text(get(url, "hostname")),
		Port:     text(get(url, "port")),
		Path:     text(get(url, "pathname")),
		Query:    strings.TrimPrefix(text(get(url, "search")), "?"),
		Fragment: strings.TrimPrefix(text(get(url, "hash")), "#"),
		Userinfo: text(get(url, "username")) != "" || text(get(url, "password")) != "",
	}, true
}

func (urls) Query(fields []core.Field) string {
	params, err := searchParams(fields)
	if err != nil {
		return ""
	}
	encoded, _ := params.Call("toString")
	return text(encoded)
}

func (urls) ParseQuery(raw string) []core.Field {
	params, err := get(safejs.Global(), "URLSearchParams").New(strings.TrimPrefix(raw, "#"))
	if err != nil {
		return nil
	}
	list, err := get(safejs.Global(), "Array").Call("from", params)
	if err != nil {
		return nil
	}
	length, _ := list.Length()
	fields := make([]core.Field, 0, length)
	for i := range length {
		if pair, err := list.Index(i); err == nil {
			if texts := textsOf(pair); len(texts) == 2 {
				fields = append(fields, core.Field{Name: texts[0], Value: texts[1]})
			}
		}
	}
	return fields
}

func searchParams(fields []core.Field) (safejs.Value, error) {
	params, err := get(safejs.Global(), "URLSearchParams").New()
	for _, field := range fields {
		if err != nil {
			break
		}
		_, err = params.Call("append", field.Name, field.Value)
	}
	return params, err
}
