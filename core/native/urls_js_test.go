//go:build js

package native_test

import (
	"testing"

	"github.com/hack-pad/safejs"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
)

// These tests compare the tables in urls_test.go with the results of a JavaScript engine.

func TestTheTablesAgreeWithURL(t *testing.T) {
	constructor := member(t, safejs.Global(), "URL")
	for _, address := range addresses {
		t.Run(address.raw, func(t *testing.T) {
			parsed, err := constructor.New(address.raw)
			if (address.want == core.URL{}) {
				assert.Error(t, err)
				return
			}
			require.NoError(t, err)
			part := func(name string) string { return text(t, member(t, parsed, name)) }
			// search and hash include their sign, the scheme its colon.
			bare := func(name, sign string) string {
				if value := part(name); value != "" {
					return value[len(sign):]
				}
				return ""
			}
			protocol := part("protocol")
			assert.Equal(t, address.want, core.URL{
				Scheme: protocol[:len(protocol)-1], Host: part("hostname"), Port: part("port"), Path: part("pathname"),
				Query: bare("search", "?"), Fragment: bare("hash", "#"), Userinfo: part("username")+part("password") != "",
			})
		})
	}
}

func TestTheTablesAgreeWithURLSearchParams(t *testing.T) {
	constructor := member(t, safejs.Global(), "URLSearchParams")
	for _, query := range queries {
		t.Run(query.want, func(t *testing.T) {
			params, err := constructor.New()
			require.NoError(t, err)
			for _, field := range query.fields {
				_, err := params.Call("append", field.Name, field.Value)
				require.NoError(t, err)
			}
			written, err := params.Call("toString")
			require.NoError(t, err)
			assert.Equal(t, query.want, text(t, written))
		})
	}
	for _, query := range sloppy {
		t.Run(query.raw, func(t *testing.T) {
			raw := query.raw
			if raw[0] == '#' { // which is what a callback in the fragment begins with
				raw = raw[1:]
			}
			params, err := constructor.New(raw)
			require.NoError(t, err)
			pairs, err := member(t, safejs.Global(), "Array").Call("from", params)
			require.NoError(t, err)
			length, err := pairs.Length()
			require.NoError(t, err)
			var got core.Fields
			for i := range length {
				pair, err := pairs.Index(i)
				require.NoError(t, err)
				name, err := pair.Index(0)
				require.NoError(t, err)
				value, err := pair.Index(1)
				require.NoError(t, err)
				got = append(got, core.Field{Name: text(t, name), Value: text(t, value)})
			}
			assert.Equal(t, query.want, got)
		})
	}
}

func member(t *testing.T, value safejs.Value, name string) safejs.Value {
	t.Helper()
	found, err := value.Get(name)
	require.NoError(t, err)
	return found
}

func text(t *testing.T, value safejs.Value) string {
	t.Helper()
	found, err := value.String()
	require.NoError(t, err)
	return found
}
