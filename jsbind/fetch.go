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
	if t.fetch.Type() != safejs.TypeFunction {
		t.fetch = get(safejs.Global(), "fetch")
	}
	controller, err := get(safejs.Global(), "AbortController").New()
	if err != nil {
		return nil, err
	}
	init, err := requestInit(request, get(controller, "signal"))
	if err != nil {
		return nil, err
	}
	promise, err := t.fetch.Invoke(request.URL, init)
	if err == nil {
		promise, err = await(ctx, promise)
	}
	if err == nil {
		var response *core.Response
		if response, err = readResponse(ctx, promise); err == nil {
			return response, nil
		}
	}
	controller.Call("abort")
	return nil, networkError(ctx, err, request.URL)
}

// requestInit builds fetch's second argument. Cookies and the address of this page stay here, answers with tokens are
// not cached, and nothing with a secret in it follows a redirect.
func requestInit(request core.Request, signal safejs.Value) (safejs.Value, error) {
	headers := map[string]any{}
	secret := request.Method != "GET"
	for _, field := range request.Header {
		// Browsers keep their own User-Agent; in some of them, setting it costs a preflight that servers refuse.
		if field.Name == "User-Agent" && inBrowser() {
			continue
		}
		secret = secret || field.Name == "Authorization"
		headers[field.Name] = field.Value
	}
	init := map[string]any{
		"method": request.Method, "headers": headers, "signal": signal,
		"credentials": "omit", "referrerPolicy": "no-referrer", "cache": "no-store", "redirect": "follow",
	}
	if secret {
		init["redirect"] = "error"
	}
	if request.Keepalive {
		init["keepalive"] = true
	}
	if request.Blind {
		init["mode"], init["redirect"] = "no-cors", "follow" // no-cors knows no other
	}
	if request.JSON != nil {
		encoded, err := get(safejs.Global(), "JSON").Call("stringify", toJS(request.JSON))
		if err != nil {
			return encoded, err
		}
		init["body"], headers["Content-Type"] = encoded, "application/json"
	} else if request.Method != "GET" {
		params, err := searchParams(request.Form)
		if err != nil {
			return params, err
		}
		init["body"] = params
	}
	object, err := newObject()
	if err == nil {
		object, err = get(safejs.Global(), "Object").Call("assign", object, init)
	}
	return object, err
}

// inBrowser reports whether this is a page or a worker, rather than Node, Deno or Bun.
func inBrowser() bool {
	return get(safejs.Global(), "document").Type() == safejs.TypeObject ||
		get(safejs.Global(), "WorkerGlobalScope").Type() == safejs.TypeFunction
}

func readResponse(ctx context.Context, from safejs.Value) (*core.Response, error) {
	status, _ := get(from, "status").Int()
	headers := get(from, "headers")
	response := &core.Response{
		Status: status, URL: text(get(from, "url")),
		Header: func(name string) string {
			value, _ := headers.Call("get", name)
			return text(value)
		},
	}
	if strings.Contains(response.Header("Content-Type"), "json") && status != 204 {
		promise, err := from.Call("json")
		if err == nil {
			promise, err = await(ctx, promise)
		}
		switch {
		case err == nil:
			response.Body, response.Shape = newDocument(promise), core.ShapeJSON
		case nameOf(err) == "SyntaxError" && response.Header("Content-Length") == "0":
			response.Shape = core.ShapeEmpty
		case nameOf(err) == "SyntaxError":
			response.Shape = core.ShapeBroken
		default:
			return nil, err
		}
		return response, nil
	}
	promise, err := from.Call("text")
	if err == nil {
		promise, err = await(ctx, promise)
	}
	if err != nil {
		return nil, err
	}
	switch body := text(promise); {
	case body == "":
		response.Shape = core.ShapeEmpty
	case strings.HasPrefix(strings.TrimLeft(body, " \r\n\t"), "<"):
		response.Shape = core.ShapeHTML
	default:
		response.Shape = core.ShapeOther
	}
	return response, nil
}

// networkError tells what can be told: a browser hides from a page why there was no answer.
func networkError(ctx context.Context, err error, address string) error {
	e := &core.Error{
		Kind: core.ErrNetwork, Code: "network", Cause: err, Message: "the server could not be reached.",
		Hint: "Is its name spelt right? It may be down, or an extension, a firewall or the server's own settings (CORS) keep pages out.",
	}
	location := get(safejs.Global(), "location")
	switch {
	case ctx.Err() == context.DeadlineExceeded:
		e.Kind, e.Code, e.Message, e.Hint = core.ErrReadTimeout, "timeout", "the server did not answer in time.", "Try again; requestTimeoutMs sets the limit."
	case ctx.Err() != nil:
		e.Code, e.Message, e.Hint = "aborted", "the call was called off.", ""
	case get(get(safejs.Global(), "navigator"), "onLine").Equal(falseValue):
		e.Code, e.Message, e.Hint = "offline", "this device is offline.", "Try again when it is connected."
	case text(get(location, "protocol")) == "https:" && strings.HasPrefix(address, "http:"):
		e.Hint = "This page is secure (https), and the browser may keep it from plain http servers."
	}
	return e
}

var falseValue, _ = safejs.ValueOf(false)
