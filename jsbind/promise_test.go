//go:build js && wasm

package jsbind

import (
	"runtime"
	"testing"

	"github.com/hack-pad/safejs"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const answerJSON = `async () => new Response('{"id":"1","acct":"alice","unknown":{"kept":true}}', { headers: { 'content-type': 'application/json' } })`

func TestADocumentPassesThroughUntouched(t *testing.T) {
	register(t)
	handle := client(t, answerJSON, "")
	account := succeed(t, "accountVerifyCredentials", handle)
	kept, err := get(t, get(t, account, "unknown"), "kept").Bool()
	require.NoError(t, err)
	assert.True(t, kept)
}

func TestAThousandCallsMakeNoFunction(t *testing.T) {
	register(t)
	handle := client(t, answerJSON, "")
	// Every function that Go makes for JavaScript goes through _makeFuncWrapper (wasm_exec.js). This test itself makes two
	// more.
	made := js(t, "(() => { const real = Go.prototype._makeFuncWrapper; let made = 0; Go.prototype._makeFuncWrapper = function (id) { made++; return real.call(this, id) }; return () => made })()")
	loop := js(t, "(handle, options) => (async () => { for (let i = 0; i < 1000; i++) await new Promise((resolve, reject) => mastoauthHost.call('accountVerifyCredentials', [handle, options], resolve, reject)) })()")
	signal := js(t, "({ signal: new AbortController().signal })")
	before := len(idle)
	_, rejection := settled(t, loop, handle, signal)
	require.True(t, rejection.IsUndefined())
	count, err := made.Invoke()
	require.NoError(t, err)
	number, _ := count.Int()
	assert.Equal(t, 2, number, "of settled, in this test")
	assert.Empty(t, waiting, "goroutines that wait")
	assert.Empty(t, contexts, "signals that are listened to")
	assert.LessOrEqual(t, len(idle), max(before, 1), "goroutines that are used again")

	_, err = safejs.FuncOf(func(safejs.Value, []safejs.Value) any { return nil })
	require.NoError(t, err)
	count, _ = made.Invoke()
	number, _ = count.Int()
	assert.Equal(t, 3, number, "the counter counts")
}

func TestSignal(t *testing.T) {
	register(t)
	hanging := "(url, init) => new Promise((_, reject) => { globalThis.begun = true; init.signal.addEventListener('abort', () => { globalThis.stopped = true; reject(init.signal.reason) }) })"
	handle := client(t, hanging, "")
	for name, signal := range map[string]string{
		"aborted before the call":  "AbortSignal.abort()",
		"aborted during the call":  "AbortSignal.timeout(20)",
		"aborted with an own word": "(() => { const c = new AbortController(); setTimeout(() => c.abort('enough'), 20); return c.signal })()",
	} {
		t.Run(name, func(t *testing.T) {
			js(t, "globalThis.begun = globalThis.stopped = false")
			_, rejection := try(t, "instance", handle, js(t, "({ signal: "+signal+" })"))
			assert.Equal(t, "aborted", text(get(t, rejection, "code")))
			assert.Equal(t, "MastodonNetworkError", text(get(t, rejection, "name")))
			begun, stopped := truth(global(t, "begun")), truth(global(t, "stopped"))
			assert.Equal(t, begun, stopped, "a fetch that was begun is stopped too")
			assert.Equal(t, name != "aborted before the call", begun)
		})
	}
}

func TestWhatIsCalledOffAtOnceSendsNothing(t *testing.T) {
	register(t)
	handle := client(t, "async () => { globalThis.begun = true; return new Response('{}') }", "")
	js(t, "globalThis.begun = false")
	calling := js(t, `(handle) => new Promise((resolve, reject) => {
		const c = new AbortController();
		mastoauthHost.call("instance", [handle, { signal: c.signal }], resolve, reject);
		c.abort();
	})`)
	_, rejection := settled(t, calling, handle)
	assert.Equal(t, "aborted", text(get(t, rejection, "code")))
	assert.False(t, truth(global(t, "begun")))
}

func TestLongAnswersAreNotKept(t *testing.T) {
	register(t)
	handle := client(t, "async () => new Response(JSON.stringify({ id: '1', note: 'x'.repeat(1 << 20) }), { headers: { 'content-type': 'application/json' } })", "")
	collections := func(calls int) int {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		for range calls {
			succeed(t, "accountVerifyCredentials", handle)
		}
		runtime.ReadMemStats(&after)
		return int(after.NumGC - before.NumGC)
	}
	collections(5) // garbage of other tests
	assert.GreaterOrEqual(t, collections(10), 2, "four of them are as much as Go waits for")
}

func TestAPanicRejectsAndTheNextCallWorks(t *testing.T) {
	defer func(before table) { statics = before }(statics)
	statics = append(statics, export{"broken", func(request) (any, error) { panic("secret-1") }})
	register(t)
	_, rejection := try(t, "broken")
	assert.Equal(t, "internal", text(get(t, rejection, "code")))
	assert.NotContains(t, text(get(t, rejection, "message")), "secret-1")
	succeed(t, "accountVerifyCredentials", client(t, answerJSON, ""))
}

func TestKeepOutlivesTheClient(t *testing.T) {
	register(t)
	keep := js(t, "({})")
	token := `async () => new Response('{"access_token":"token-2","token_type":"Bearer","scope":"read"}', { headers: { 'content-type': 'application/json' } })`
	options := js(t, "({ apiBaseUrl: 'https://server.example', clientId: 'id', clientSecret: 'secret', fetch: "+token+", storage: { getItem: () => null, setItem() {}, removeItem() {} } })")
	handle := succeed(t, "open", options, keep)
	succeed(t, "logIn", handle, js(t, "({ code: 'code-1', scopes: ['read'] })"))
	succeed(t, "close", handle)
	_, rejection := try(t, "preferences", handle)
	assert.Equal(t, "client_closed", text(get(t, rejection, "code")))

	again := succeed(t, "open", options, keep)
	credentials := succeed(t, "persistableLoginCredentials", again)
	assert.Equal(t, "token-2", text(get(t, credentials, "access_token")))
	assert.Equal(t, "https://server.example", text(get(t, credentials, "api_base_url")))
}
