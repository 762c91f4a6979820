//go:build js && wasm

package jsbind

import (
	"context"
	"testing"
	"time"

	"github.com/hack-pad/safejs"
	"github.com/stretchr/testify/require"
)

// What the tests share: JavaScript written as text, and the exports as a page has them.

// js evaluates a JavaScript expression.
func js(t *testing.T, expression string) safejs.Value {
	t.Helper()
	function, err := get(safejs.Global(), "Function").New("return (" + expression + ")")
	require.NoError(t, err)
	value, err := function.Invoke()
	require.NoError(t, err)
	return value
}

// exports are what Register hands to the loader.
func exports(t *testing.T) safejs.Value {
	t.Helper()
	require.NoError(t, safejs.Global().Set("mastoauthReady", js(t, "(exports, version) => { globalThis.exported = exports; globalThis.stamped = version }")))
	require.NoError(t, Register("1.2.3"))
	require.Equal(t, "1.2.3", text(get(safejs.Global(), "stamped")))
	return get(safejs.Global(), "exported")
}

// try calls an export and waits for its promise. A rejection is returned as its object.
func try(t *testing.T, api safejs.Value, name string, args ...any) (value, rejection safejs.Value) {
	t.Helper()
	promise, err := api.Call(name, args...)
	require.NoError(t, err)
	value, err = wait(promise)
	if rejected, ok := err.(thrown); ok {
		return safejs.Undefined(), rejected.value
	}
	require.NoError(t, err)
	return value, safejs.Undefined()
}

func wait(promise safejs.Value) (value safejs.Value, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	defer rescue(&err)
	return await(ctx, promise), nil
}

// succeed is try for a call that has to succeed.
func succeed(t *testing.T, api safejs.Value, name string, args ...any) safejs.Value {
	t.Helper()
	value, rejection := try(t, api, name, args...)
	require.True(t, rejection.IsUndefined(), "%s was rejected: %s %s", name, text(get(rejection, "code")), text(get(rejection, "message")))
	return value
}

// client opens a client whose fetch is the JavaScript function given.
func client(t *testing.T, api safejs.Value, fetch string, extra string) safejs.Value {
	t.Helper()
	options := js(t, "({ apiBaseUrl: 'https://server.example', accessToken: 'token-1', clientId: 'id', clientSecret: 'secret', fetch: "+fetch+", "+extra+" })")
	return succeed(t, api, "open", options)
}
