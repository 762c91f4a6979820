//go:build js && wasm

package jsbind

import (
	"testing"

	"github.com/hack-pad/safejs"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const answerJSON = `async () => new Response('{"id":"1","acct":"alice","unknown":{"kept":true}}', { headers: { 'content-type': 'application/json' } })`

func TestADocumentPassesThroughUntouched(t *testing.T) {
	api := exports(t)
	handle := client(t, api, answerJSON, "")
	account := succeed(t, api, "accountVerifyCredentials", handle)
	kept, err := get(get(account, "unknown"), "kept").Bool()
	require.NoError(t, err)
	assert.True(t, kept)
}

func TestAThousandCallsMakeNoFunction(t *testing.T) {
	api := exports(t)
	handle := client(t, api, answerJSON, "")
	// Every function that Go makes for JavaScript passes through here (wasm_exec.js).
	made := js(t, "(() => { const real = Go.prototype._makeFuncWrapper; let made = 0; Go.prototype._makeFuncWrapper = function (id) { made++; return real.call(this, id) }; return () => made })()")
	signal := js(t, "({ signal: new AbortController().signal })")
	for range 1000 {
		succeed(t, api, "accountVerifyCredentials", handle, signal)
	}
	count, err := made.Invoke()
	require.NoError(t, err)
	number, _ := count.Int()
	assert.Zero(t, number)
	assert.Empty(t, waiting, "goroutines that wait")
	assert.Empty(t, contexts, "signals that are listened to")

	_, err = safejs.FuncOf(func(safejs.Value, []safejs.Value) any { return nil })
	require.NoError(t, err)
	count, _ = made.Invoke()
	number, _ = count.Int()
	assert.Equal(t, 1, number, "the counter counts")
}

func TestSignal(t *testing.T) {
	api := exports(t)
	hanging := "(url, init) => new Promise((_, reject) => { globalThis.begun = true; init.signal.addEventListener('abort', () => { globalThis.stopped = true; reject(init.signal.reason) }) })"
	handle := client(t, api, hanging, "")
	for name, signal := range map[string]string{
		"aborted before the call":  "AbortSignal.abort()",
		"aborted during the call":  "AbortSignal.timeout(20)",
		"aborted with an own word": "(() => { const c = new AbortController(); setTimeout(() => c.abort('enough'), 20); return c.signal })()",
	} {
		t.Run(name, func(t *testing.T) {
			js(t, "globalThis.begun = globalThis.stopped = false")
			_, rejection := try(t, api, "instance", handle, js(t, "({ signal: "+signal+" })"))
			assert.Equal(t, "aborted", text(get(rejection, "code")))
			assert.Equal(t, "MastodonNetworkError", text(get(rejection, "name")))
			begun, stopped := truth(global("begun")), truth(global("stopped"))
			assert.Equal(t, begun, stopped, "a fetch that was begun is stopped too")
			assert.Equal(t, name != "aborted before the call", begun)
		})
	}
}

func TestAPanicRejectsAndTheNextCallWorks(t *testing.T) {
	api := exports(t)
	broken := answer(request{op: "broken"}, func(request) (any, error) { panic("secret-1") })
	_, err := wait(broken.(safejs.Value))
	rejected, ok := err.(thrown)
	require.True(t, ok)
	assert.Equal(t, "internal", text(get(rejected.value, "code")))
	assert.NotContains(t, text(get(rejected.value, "message")), "secret-1")
	succeed(t, api, "accountVerifyCredentials", client(t, api, answerJSON, ""))
}

func TestKeepOutlivesTheClient(t *testing.T) {
	api := exports(t)
	keep := js(t, "({})")
	token := `async () => new Response('{"access_token":"token-2","token_type":"Bearer","scope":"read"}', { headers: { 'content-type': 'application/json' } })`
	options := js(t, "({ apiBaseUrl: 'https://server.example', clientId: 'id', clientSecret: 'secret', fetch: "+token+", storage: { getItem: () => null, setItem() {}, removeItem() {} } })")
	handle := succeed(t, api, "open", options, keep)
	succeed(t, api, "logIn", handle, js(t, "({ code: 'code-1', scopes: ['read'] })"))
	succeed(t, api, "close", handle)
	_, rejection := try(t, api, "preferences", handle)
	assert.Equal(t, "client_closed", text(get(rejection, "code")))

	again := succeed(t, api, "open", options, keep)
	credentials := succeed(t, api, "persistableLoginCredentials", again)
	assert.Equal(t, "token-2", text(get(credentials, "access_token")))
	assert.Equal(t, "https://server.example", text(get(credentials, "api_base_url")))
}
