//go:build js && wasm

package jsbind

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
)

func TestStorage(t *testing.T) {
	register(t)
	ctx := context.Background()
	for name, store := range map[string]storage{
		"localStorage":       {},
		"one that is waited": {js(t, "(m => ({ getItem: async k => m.get(k) ?? null, setItem: async (k, v) => void m.set(k, v), removeItem: async k => void m.delete(k) }))(new Map())")},
	} {
		t.Run(name, func(t *testing.T) {
			record, err := store.Get(ctx, "mastoauth:test")
			require.NoError(t, err)
			assert.Nil(t, record)
			require.NoError(t, store.Set(ctx, "mastoauth:test", core.Fields{{Name: "a", Value: "ä\n\"1\""}}))
			record, err = store.Get(ctx, "mastoauth:test")
			require.NoError(t, err)
			assert.Equal(t, "ä\n\"1\"", record.Text("a"))
			require.NoError(t, store.Delete(ctx, "mastoauth:test"))
			record, err = store.Get(ctx, "mastoauth:test")
			require.NoError(t, err)
			assert.Nil(t, record)
		})
	}
}

func TestKeysOfLocalStorage(t *testing.T) {
	register(t)
	ctx := context.Background()
	require.NoError(t, storage{}.Set(ctx, "mastoauth:pending:1", nil))
	defer storage{}.Delete(ctx, "mastoauth:pending:1")
	keys, err := storage{}.Keys(ctx, "mastoauth:pending:")
	require.NoError(t, err)
	assert.Equal(t, []string{"mastoauth:pending:1"}, keys)
	keys, err = storage{js(t, "({ getItem() {} })")}.Keys(ctx, "")
	require.NoError(t, err)
	assert.Empty(t, keys, "a store that cannot list")
}

func TestStorageThatFails(t *testing.T) {
	register(t)
	// The time limit of a store is over at once.
	js(t, "globalThis.setTimeoutWas = setTimeout, globalThis.setTimeout = (run, ms) => setTimeoutWas(run, ms >= 4000 ? 0 : ms)")
	defer js(t, "globalThis.setTimeout = setTimeoutWas")
	for name, test := range map[string]struct{ store, code, cause string }{
		"full":            {"({ setItem() { throw new DOMException('no room', 'QuotaExceededError') } })", "storage_full", "no room"},
		"full, later":     {"({ setItem: async () => { throw new DOMException('no room', 'QuotaExceededError') } })", "storage_full", "no room"},
		"blocked":         {"({ setItem() { throw new DOMException('denied', 'SecurityError') } })", "storage_blocked", "denied"},
		"blocked, later":  {"({ setItem: async () => { throw new Error('no') } })", "storage_blocked", "no"},
		"a text":          {"({ setItem: () => Promise.reject('no') })", "storage_blocked", "no"},
		"a stored text":   {"({ setItem: (_, value) => Promise.reject(value) })", "storage_blocked", ""},
		"nothing":         {"({ setItem: () => Promise.reject() })", "storage_blocked", ""},
		"what was stored": {"({ setItem(key, value) { throw new Error(`not stored: ${value}`) } })", "storage_blocked", ""},
		"its key":         {"({ setItem(key, value) { throw new Error(`not stored: ${key}`) } })", "storage_blocked", ""},
		"silent":          {"({ setItem: () => new Promise(() => {}) })", "storage_silent", ""},
	} {
		t.Run(name, func(t *testing.T) {
			err := storage{js(t, "Object.assign({ getItem() {} }, "+test.store+")")}.Set(context.Background(), "mastoauth:pending:its-state", core.Fields{{Name: "code_verifier", Value: "its-verifier"}})
			require.ErrorIs(t, err, core.ErrMastodon)
			assert.Equal(t, test.code, string(core.AsError(err).Code))
			crossed := get(t, errorValue("signIn", err), "cause")
			told, _ := js(t, "cause => String(cause?.message ?? cause ?? '')").Invoke(crossed)
			assert.Equal(t, test.cause, text(told))
		})
	}
	// In a page whose storage the browser blocks, reading the property throws.
	js(t, "(() => { globalThis.localStorageWas = Object.getOwnPropertyDescriptor(window, 'localStorage'); Object.defineProperty(window, 'localStorage', { configurable: true, get() { throw new DOMException('denied', 'SecurityError') } }) })()")
	_, err := storage{}.Get(context.Background(), "key")
	js(t, "Object.defineProperty(window, 'localStorage', localStorageWas)")
	require.Error(t, err)
	assert.Equal(t, core.CodeStorageBlocked, core.AsError(err).Code)
	for _, garbage := range []string{"{", "[]", "null", "5", `"text"`, ""} {
		store := storage{js(t, "({ getItem: () => `"+garbage+"` })")}
		_, err := store.Get(context.Background(), "key")
		require.Error(t, err, garbage)
		assert.Equal(t, core.CodeStorageCorrupt, core.AsError(err).Code)
	}
}

func TestCryptoAgreesWithRFC7636(t *testing.T) {
	register(t)
	// Appendix B of the RFC.
	challenge, err := webCrypto{}.S256(context.Background(), "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
	require.NoError(t, err)
	assert.Equal(t, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", challenge)
	one, err := webCrypto{}.RandomText(32)
	require.NoError(t, err)
	other, err := webCrypto{}.RandomText(32)
	require.NoError(t, err)
	assert.Len(t, one, 43)
	assert.NotEqual(t, one, other)
	assert.NotContains(t, one+other, "=")
}

func TestURLs(t *testing.T) {
	register(t)
	url, ok := urls{}.Parse("HTTPS://Bücher.Example:8443/a b?x=1#y")
	require.True(t, ok)
	assert.Equal(t, core.URL{Scheme: "https", Host: "xn--bcher-kva.example", Port: "8443", Path: "/a%20b", Query: "x=1", Fragment: "y"}, url)
	_, ok = urls{}.Parse("bücher")
	assert.False(t, ok)
	fields := []core.Field{{Name: "a b", Value: "1+2"}, {Name: "ä", Value: "&"}, {Name: "a b", Value: ""}}
	assert.Equal(t, "a+b=1%2B2&%C3%A4=%26&a+b=", urls{}.Query(fields))
	assert.Equal(t, fields, urls{}.ParseQuery("?"+urls{}.Query(fields)))
	assert.Equal(t, fields, urls{}.ParseQuery("#"+urls{}.Query(fields)))
}
