//go:build js && wasm

package jsbind

import (
	"context"
	"strings"

	"github.com/hack-pad/safejs"

	"github.com/mastoauth/mastoauth/core"
)

// transport is core.Transport over fetch, or over a function of the caller's that has fetch's shape.
type transport struct{ fetch safejs.Value }

func (t transport) Do(ctx context.Context, request core.Request) (*core.Response, error) {
	controller := construct("AbortController")
	response, err := t.do(ctx, request, get(controller, "signal"))
	if err != nil {
		call(controller, "abort")
		return nil, networkError(ctx, err, request.URL)
	}
	return response, nil
}

func (t transport) do(ctx context.Context, request core.Request, signal safejs.Value) (response *core.Response, err error) {
	defer rescue(&err)
	if t.fetch.Type() != safejs.TypeFunction {
		t.fetch = global("fetch")
	}
	answer := await(ctx, invoke(t.fetch, request.URL, requestInit(request, signal)))
	headers := get(answer, "headers")
	header := func(name string) string { return text(call(headers, "get", name)) }
	body, shape := readBody(await(ctx, call(answer, "text")), strings.Contains(header("Content-Type"), "json"))
	return &core.Response{
		Status: whole(get(answer, "status")), URL: text(get(answer, "url")), Header: header, Body: body, Shape: shape,
	}, nil
}

// requestInit builds fetch's second argument. Cookies and the address of this page stay here, answers with tokens are
// not cached, and nothing with a secret in it follows a redirect.
func requestInit(request core.Request, signal safejs.Value) safejs.Value {
	init, headers := construct("Object"), construct("Object")
	secret := request.Method != "GET"
	for _, field := range request.Header {
		// Browsers keep their own User-Agent; in some of them, setting it costs a preflight that servers refuse.
		if field.Name == "User-Agent" && inBrowser() {
			continue
		}
		secret = secret || field.Name == "Authorization"
		set(headers, field.Name, field.Value)
	}
	set(init, "method", request.Method)
	set(init, "headers", headers)
	set(init, "signal", signal)
	set(init, "keepalive", request.Keepalive)
	set(init, "credentials", "omit")
	set(init, "referrerPolicy", "no-referrer")
	set(init, "cache", "no-store")
	switch {
	case request.Blind:
		set(init, "mode", "no-cors") // which knows no redirect but follow
	case secret:
		set(init, "redirect", "error")
	}
	switch {
	case request.JSON != nil:
		set(init, "body", call(global("JSON"), "stringify", toJS(request.JSON)))
		set(headers, "Content-Type", "application/json")
	case request.Method != "GET":
		set(init, "body", searchParams(request.Form))
	}
	return init
}

// inBrowser reports whether this is a page or a worker, rather than Node, Deno or Bun.
func inBrowser() bool {
	return global("document").Type() == safejs.TypeObject || global("WorkerGlobalScope").Type() == safejs.TypeFunction
}

// readBody decodes a body. Its text stays in JavaScript; only the beginning of it crosses, which tells what it is.
func readBody(body safejs.Value, announced bool) (core.Document, core.Shape) {
	trimmed := call(construct("String", body), "trimStart")
	start := text(call(construct("String", trimmed), "slice", 0, 1))
	switch {
	case start == "":
		return nil, core.ShapeEmpty
	case start[0] == '<':
		return nil, core.ShapeHTML
	}
	// What parses as JSON is JSON, whatever the server announces it as.
	if value, err := global("JSON").Call("parse", body); err == nil {
		return newDocument(value), core.ShapeJSON
	}
	if announced {
		return nil, core.ShapeBroken
	}
	return nil, core.ShapeOther
}

// networkError tells what can be told: a browser hides from a page why there was no answer.
func networkError(ctx context.Context, err error, address string) error {
	e := &core.Error{
		Kind: core.ErrNetwork, Code: "network", Cause: err, Message: "the server could not be reached.",
		Hint: "Is its name spelt right? It may be down, or an extension, a firewall or the server's own settings (CORS) keep pages out.",
	}
	switch {
	case ctx.Err() != nil:
		e.Code, e.Message, e.Hint = "aborted", "the call was called off.", ""
	case isFalse(get(global("navigator"), "onLine")):
		e.Code, e.Message, e.Hint = "offline", "this device is offline.", "Try again when it is connected."
	case text(get(global("location"), "protocol")) == "https:" && strings.HasPrefix(address, "http:"):
		e.Hint = "This page is secure (https), and the browser may keep it from plain http servers."
	}
	return e
}

func isFalse(value safejs.Value) bool { return value.Type() == safejs.TypeBoolean && !truth(value) }
