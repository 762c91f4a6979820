//go:build js && wasm

package jsbind

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mastoauth/mastoauth/core"
)

func TestAnswersThatAreNone(t *testing.T) {
	register(t)
	response := func(body, init string) string { return "async () => new Response(" + body + ", " + init + ")" }
	jsonType := "{ headers: { 'content-type': 'application/json; charset=utf-8' } }"
	for name, test := range map[string]struct{ fetch, class, code string }{
		"no network":            {"async () => { throw new TypeError('Failed to fetch') }", "MastodonNetworkError", "network"},
		"a fetch that throws":   {"() => { throw new Error('token-1') }", "MastodonNetworkError", "network"},
		"a web page":            {response("' <!doctype html>'", "{ headers: { 'content-type': 'text/html' } }"), "MastodonAPIError", "answer_html"},
		"nothing":               {response("''", "{ headers: { 'content-type': 'text/plain' } }"), "MastodonAPIError", "answer_empty"},
		"an empty JSON":         {response("''", "{ headers: { 'content-type': 'application/json' } }"), "MastodonAPIError", "answer_empty"},
		"half a JSON":           {response(`'{"id":"1","ac'`, jsonType), "MastodonAPIError", "answer_broken"},
		"a list for an object":  {response("'[]'", jsonType), "MastodonAPIError", "answer_unexpected"},
		"null":                  {response("'null'", jsonType), "MastodonAPIError", "answer_unexpected"},
		"an error page":         {response("'<h1>502</h1>'", "{ status: 502 }"), "MastodonBadGatewayError", "server_down"},
		"an error object":       {response(`'{"error":{"message":"no","code":"X"}}'`, "{ status: 401, headers: { 'content-type': 'application/json' } }"), "MastodonUnauthorizedError", "unauthorized"},
		"a Cloudflare error":    {response("''", "{ status: 522 }"), "MastodonServerError", "server_error"},
		"a long error":          {response("'{\"error\":\"' + 'x'.repeat(300_000) + '\"}'", "{ status: 422, headers: { 'content-type': 'application/json' } }"), "MastodonAPIError", "answer_too_large"},
		"10 MiB and a byte":     {response("'\"' + 'x'.repeat(10 * 1024 * 1024 - 1) + '\"'", jsonType), "MastodonAPIError", "answer_too_large"},
		"too long for others":   {"async () => ({ status: 200, headers: new Headers(), text: async () => 'x'.repeat(10 * 1024 * 1024 + 1) })", "MastodonAPIError", "answer_too_large"},
		"an endless answer":     {"async () => new Response(new ReadableStream({ pull: c => c.enqueue(new Uint8Array(65_536).fill(32)) }), " + jsonType + ")", "MastodonAPIError", "answer_too_large"},
		"an endless page":       {"async () => new Response(new ReadableStream({ pull: c => c.enqueue(new Uint8Array(65_536).fill(60)) }), " + jsonType + ")", "MastodonAPIError", "answer_html"},
		"a body that breaks":    {"async () => new Response(new ReadableStream({ start: c => c.error(new TypeError('gone')) }), " + jsonType + ")", "MastodonNetworkError", "network"},
		"nothing within limits": {"(url, init) => new Promise((_, no) => init.signal.addEventListener('abort', () => no(init.signal.reason)))", "MastodonReadTimeout", "timeout"},
	} {
		t.Run(name, func(t *testing.T) {
			limit := "requestTimeoutMs: 60_000"
			if test.code == "timeout" {
				limit = "requestTimeoutMs: 200"
			}
			handle := client(t, test.fetch, limit)
			_, rejection := try(t, "accountVerifyCredentials", handle)
			assert.Equal(t, test.class, text(get(t, rejection, "name")))
			assert.Equal(t, test.code, text(get(t, rejection, "code")))
			assert.Equal(t, "accountVerifyCredentials", text(get(t, rejection, "op")))
			whole, _ := global(t, "JSON").Call("stringify", rejection)
			assert.NotContains(t, text(whole), "token-1")
		})
	}
}

// JSON.parse reads lists in lists in lists, but JSON.stringify fails with them: a few KB are enough.
func TestAnAnswerThatIsNestedDeeplyIsAnAnswer(t *testing.T) {
	register(t)
	for shape, body := range map[string]string{
		"lists": "'['.repeat(9_000) + ']'.repeat(9_000)", "errors": `'{"error":'.repeat(9_000) + '1' + '}'.repeat(9_000)`,
		"details": `'{"error":"no","details":{"username":' + '['.repeat(9_000) + ']'.repeat(9_000) + '}}'`,
	} {
		for status, code := range map[int]string{
			200: "answer_unexpected", 400: "request_refused", 401: "unauthorized", 403: "forbidden", 404: "not_found", 422: "validation_failed", 429: "rate_limited", 500: "server_error", 503: "server_down",
		} {
			handle := client(t, fmt.Sprintf("async () => new Response(%s, { status: %d, headers: { 'content-type': 'application/json' } })", body, status), "ratelimitMethod: 'throw'")
			_, rejection := try(t, "request", handle, js(t, `({ method: "post", path: "/api/v1/accounts" })`))
			if status > 200 {
				assert.Equal(t, code, text(get(t, rejection, "code")), "%s, %d", shape, status)
			}
			_, rejection = try(t, "accountVerifyCredentials", handle)
			if status > 200 || shape == "lists" {
				assert.Equal(t, code, text(get(t, rejection, "code")), "%s, %d", shape, status)
			}
		}
	}
	// The details of an error may be the whole post.
	made := `async () => new Response('{"id":"1","content":"x","visibility":"public","deep":' + '['.repeat(9_000) + ']'.repeat(9_000) + '}')`
	_, rejection := try(t, "statusPost", client(t, made, ""), js(t, `({ status: "howdy", visibility: "private" })`))
	assert.Equal(t, "post_incomplete", text(get(t, rejection, "code")))
}

func TestARequestAsFetchSeesIt(t *testing.T) {
	register(t)
	recording := `async (url, init) => { globalThis.sent = { url, ...init, body: String(init.body ?? '') }; return new Response('{}', { headers: { 'content-type': 'application/json', link: '<https://server.example/api/v1/x?max_id=9>; rel="next"' } }) }`
	handle := client(t, recording, "")
	answer := succeed(t, "request", handle, js(t, `({ path: "/api/v1/x", params: { limit: 2, "id[]": [1, 2] } })`))
	sent := global(t, "sent")
	assert.Equal(t, "https://server.example/api/v1/x?limit=2&id%5B%5D=1&id%5B%5D=2", text(get(t, sent, "url")))
	assert.Equal(t, "Bearer token-1", text(get(t, get(t, sent, "headers"), "Authorization")))
	assert.Equal(t, "omit", text(get(t, sent, "credentials")))
	assert.Equal(t, "error", text(get(t, sent, "redirect")), "a token follows no redirect")
	assert.True(t, get(t, get(t, sent, "headers"), "User-Agent").IsUndefined(), "a browser keeps its own")
	assert.Equal(t, "/api/v1/x?max_id=9", text(get(t, answer, "next")))

	succeed(t, "request", handle, js(t, `({ method: "post", path: "/api/v1/y", json: { deep: [1, { er: null }] } })`))
	sent = global(t, "sent")
	assert.Equal(t, `{"deep":[1,{"er":null}]}`, text(get(t, sent, "body")))
	assert.Equal(t, "application/json", text(get(t, get(t, sent, "headers"), "Content-Type")))

	succeed(t, "statusPost", handle, js(t, `({ status: "ä & \"b\"\n\ud83d\ude42", mediaIds: ["1", "2"], sensitive: true, poll: { options: ["a", "5"], expiresIn: 300, multiple: true }, idempotencyKey: "k" })`))
	sent = global(t, "sent")
	assert.JSONEq(t, `{"status":"ä & \"b\"\n🙂","media_ids":["1","2"],"sensitive":true,"poll":{"options":["a","5"],"expires_in":300,"multiple":true}}`, text(get(t, sent, "body")))
	assert.Equal(t, "application/json", text(get(t, get(t, sent, "headers"), "Content-Type")))
	assert.Equal(t, "k", text(get(t, get(t, sent, "headers"), "Idempotency-Key")))
}

// A body is read up to the byte that is too many, and then called off.
func TestALongBodyIsCalledOff(t *testing.T) {
	register(t)
	fetch := `async () => {
		globalThis.pulled = 0; globalThis.calledOff = false;
		const pull = (to) => { globalThis.pulled++; to.enqueue(new Uint8Array(65_536).fill(120)); };
		return new Response(new ReadableStream({ pull, cancel: () => { globalThis.calledOff = true; } }));
	}`
	_, rejection := try(t, "instance", client(t, fetch, ""))
	assert.Equal(t, "answer_too_large", text(get(t, rejection, "code")))
	assert.LessOrEqual(t, whole(global(t, "pulled")), 8)
	assert.True(t, truth(global(t, "calledOff")))
}

// Characters of several bytes may be cut between two parts of a body.
func TestABodyInParts(t *testing.T) {
	register(t)
	fetch := `async () => {
		const bytes = new TextEncoder().encode('\ufeff{"id":"ä🙂' + 'ж'.repeat(1_000) + '"}');
		let at = 0;
		const pull = (to) => (at < bytes.length ? to.enqueue(bytes.slice(at, at += 7)) : to.close());
		return new Response(new ReadableStream({ pull }));
	}`
	answer := succeed(t, "accountVerifyCredentials", client(t, fetch, ""))
	assert.Equal(t, "ä🙂"+strings.Repeat("ж", 1000), text(get(t, answer, "id")))
}

// A document of a login has 256 KB at most, and of its lists and members the first thousand are read.
func TestALoginReadsNoLongDocument(t *testing.T) {
	register(t)
	for length, code := range map[string]string{"262_000": "", "262_200": "answer_too_large"} {
		fetch := "async () => new Response('{\"version\":\"4.5.0\",\"x\":\"' + 'x'.repeat(" + length + ") + '\"}')"
		handle := client(t, fetch, "")
		if code == "" {
			succeed(t, "instance", handle)
			continue
		}
		_, rejection := try(t, "instance", handle)
		assert.Equal(t, code, text(get(t, rejection, "code")))
	}
	list := document{value: js(t, "({ list: new Array(200_000).fill({}) })")}
	assert.Len(t, list.List("list"), core.MostElements)
	names := document{value: js(t, "Object.fromEntries(Array.from({ length: 200_000 }, (_, at) => ['a' + at, at]))")}
	assert.Len(t, names.Keys(), core.MostElements)
}
