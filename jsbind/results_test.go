//go:build js && wasm

package jsbind

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
)

func TestToJS(t *testing.T) {
	register(t)
	document := newDocument(js(t, `({ id: "1" })`))
	var none core.Document
	for name, test := range map[string]struct {
		result any
		spelt  string
	}{
		"nothing":                  {nil, `undefined`},
		"a text":                   {"x", `"x"`},
		"a number":                 {1.5, `1.5`},
		"a list":                   {[]string{"a", "b"}, `["a", "b"]`},
		"no list":                  {[]string(nil), `[]`},
		"a document":               {document, `{ id: "1" }`},
		"a pointer to a document":  {&document, `{ id: "1" }`},
		"a pointer to no document": {&none, `undefined`},
		"a pointer to false":       {new(bool), `false`},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, spelled(t, js(t, "({ is: "+test.spelt+" })")), spelled(t, ask("object", "is", toJS(test.result))))
		})
	}
}

func TestAnEntityWithoutADocumentIsAnEmptyOne(t *testing.T) {
	register(t)
	result, err := entity(nil, nil)
	require.NoError(t, err)
	assert.Equal(t, "{}", spelled(t, toJS(result)))
	result, err = entity(nil, networkError("offline"))
	require.Error(t, err)
	assert.Nil(t, result)
	document := newDocument(js(t, `({ id: "1" })`))
	result, err = entity(document, nil)
	require.NoError(t, err)
	assert.Equal(t, document, result)
}
