//go:build js && wasm

package jsbind

import (
	_ "embed"
	"testing"
	"time"

	"github.com/hack-pad/safejs"
	"github.com/stretchr/testify/require"
)

// Helpers of the tests: they evaluate JavaScript text, and call the exports as a page does.

// js evaluates a JavaScript expression.
func js(t *testing.T, expression string) safejs.Value {
	t.Helper()
	function, err := global(t, "Function").New("return (" + expression + ")")
	require.NoError(t, err)
	value, err := function.Invoke()
	require.NoError(t, err)
	return value
}

//go:embed crypto.js
var cryptoJS string

//go:embed host.js
var hostJS string

//go:embed locks.js
var locksJS string

//go:embed lock-takeover.js
var lockTakeoverJS string

//go:embed deadlines.js
var deadlinesJS string

//go:embed fetch.js
var fetchJS string

//go:embed record.js
var recordJS string

//go:embed redaction.js
var redactionJS string

//go:embed escapes.js
var escapesJS string

//go:embed secret-search.js
var secretSearchJS string

//go:embed store-silence.js
var storeSilenceJS string

//go:embed stores.js
var storesJS string

//go:embed timers.js
var timersJS string

//go:embed values.js
var valuesJS string

// imported returns the exports of host.js. Imports are replaced by blob addresses, so a file stands after those that it imports.
func imported(t *testing.T) safejs.Value {
	t.Helper()
	importing := js(t, `async (...files) => {
		for (;;) {
			const [name, source, ...others] = files;
			const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
			if (others.length === 0) return import(address);
			files = others.map((text) => text.replace('from "' + name + '"', 'from "' + address + '"'));
		}
	}`)
	exports, rejection := settled(
		t, importing, "./values.js", valuesJS, "./record.js", recordJS, "./lock-takeover.js", lockTakeoverJS, "./locks.js", locksJS, "./timers.js", timersJS, "./deadlines.js", deadlinesJS,
		"./crypto.js", cryptoJS, "./fetch.js", fetchJS, "./escapes.js", escapesJS, "./secret-search.js", secretSearchJS, "./redaction.js", redactionJS, "./store-silence.js", storeSilenceJS, "./stores.js", storesJS,
		"./host.js", hostJS,
	)
	require.True(t, rejection.IsUndefined())
	return exports
}

// register loads host.js as the loader does, and registers the exports with it.
func register(t *testing.T) {
	t.Helper()
	newHost := get(t, imported(t), "newHost")
	made, err := newHost.Invoke(js(t, "(version) => { globalThis.stamped = version }"), js(t, "{ request: (name, work) => Promise.resolve(work()) }"))
	require.NoError(t, err)
	require.NoError(t, safejs.Global().Set("mastoauthHost", made))
	require.NoError(t, Register("1.2.3"))
	require.Equal(t, "1.2.3", text(global(t, "stamped")))
}

// try calls an export and waits for its promise. If the promise rejects, it returns the rejection's object.
func try(t *testing.T, name string, args ...any) (value, rejection safejs.Value) {
	t.Helper()
	return settled(t, js(t, "(name, ...args) => new Promise((resolve, reject) => mastoauthHost.call(name, args, resolve, reject))"), append([]any{name}, args...)...)
}

// settled calls a function that returns a promise and waits for it.
func settled(t *testing.T, function safejs.Value, args ...any) (value, rejection safejs.Value) {
	t.Helper()
	promise, err := function.Invoke(args...)
	require.NoError(t, err)
	outcomes := make(chan func(), 1)
	on := func(set func(safejs.Value)) safejs.Func {
		then, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any {
			outcomes <- func() { set(arguments(args).at(0)) }
			return nil
		})
		require.NoError(t, err)
		return then
	}
	resolved, rejected := on(func(v safejs.Value) { value = v }), on(func(v safejs.Value) { rejection = v })
	defer resolved.Release()
	defer rejected.Release()
	_, err = promise.Call("then", resolved, rejected)
	require.NoError(t, err)
	select {
	case set := <-outcomes:
		set()
	case <-time.After(time.Minute):
		require.Fail(t, "the promise was not settled")
	}
	return value, rejection
}

// get returns a member of a JavaScript value, or undefined if there is none.
func get(t *testing.T, object safejs.Value, name string) safejs.Value {
	t.Helper()
	if object.IsUndefined() {
		return object
	}
	member, err := object.Get(name)
	require.NoError(t, err)
	return member
}

func global(t *testing.T, name string) safejs.Value {
	t.Helper()
	return get(t, safejs.Global(), name)
}

// succeed is try for a call that must succeed.
func succeed(t *testing.T, name string, args ...any) safejs.Value {
	t.Helper()
	value, rejection := try(t, name, args...)
	require.True(t, rejection.IsUndefined(), "%s was rejected: %s %s", name, text(get(t, rejection, "code")), text(get(t, rejection, "message")))
	return value
}

// client opens a client that uses the given JavaScript function as fetch.
func client(t *testing.T, fetch string, extra string) safejs.Value {
	t.Helper()
	options := js(t, "({ apiBaseUrl: 'https://server.example', accessToken: 'token-1', clientId: 'id', clientSecret: 'secret', fetch: "+fetch+", "+extra+" })")
	return succeed(t, "open", options)
}
