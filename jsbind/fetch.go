//go:build js && wasm

package jsbind

import (
	"runtime"

	"github.com/hack-pad/safejs"

	"github.com/mastoauth/mastoauth/core"
)

// transport is core.Transport over fetch, or over a function of the caller's with the same signature.
type transport struct{ fetch safejs.Value }

func (t transport) Do(ctx core.Context, request core.Request) (*core.Response, error) {
	if request.AsJSON { // fetch.js makes it of the form
		request.Header = append(request.Header, core.Field{Name: "Content-Type", Value: "application/json"})
	}
	// The request is passed as one text, since each value that crosses the bridge costs time. No line contains a line break:
	// package core checks the address and the method, and the other lines are encoded as queries.
	sent := request.Method + "\n" + request.URL + "\n" + form(request.Header) + "\n" + form(request.Form)
	args := []any{t.fetch, sent, toJS(request.JSON), request.TimeoutMs, request.Keepalive, request.Blind, request.Most(200)}
	for _, upload := range request.Files {
		args = append(args, upload.Name, upload.FileName, upload.Type, upload.File.(file).value)
	}
	answer, _, err := wait(ctx, "fetch", args...)
	if err != nil {
		return nil, networkError("aborted")
	}
	head := lines(answer.at(0))
	if len(head) == 1 {
		failed := networkError(head[0])
		if cause := answer.at(1); !cause.IsUndefined() {
			failed.Cause = thrown{cause}
		}
		return nil, failed
	}
	response := &core.Response{Shape: core.Shape(head[0]), URL: head[1], Status: whole(answer.at(1)), Body: newDocument(answer.at(2)), Date: float64(whole(answer.at(4)))}
	switch head[0] {
	case "object": // the core checks this for most responses
		response.Shape, response.Body = core.ShapeJSON, document{answer.at(2), true}
	case "other":
		response.Body, response.Text = nil, response.Body
	}
	held += whole(answer.at(3))
	response.Header = func(name string) string {
		for i, known := range core.ResponseHeaders {
			if known == name {
				return head[2+i]
			}
		}
		return ""
	}
	return response, nil
}

// CORS is whether this is a page or a worker of one: in Node and elsewhere, fetch has no such rules.
func (transport) CORS() bool { return truth(ask("hasPage")) }

// servers is the cache for the browser's fetch. otherServers is the cache for the latest other fetch, which may reach other
// servers.
var (
	servers      = &core.ServerCache{}
	otherServers *core.ServerCache
	otherFetch   safejs.Value
)

// Servers gives the core the cache of found servers.
func (t transport) Servers() *core.ServerCache {
	if t.fetch.Type() != safejs.TypeFunction {
		return servers
	}
	if !t.fetch.Equal(otherFetch) {
		otherFetch, otherServers = t.fetch, &core.ServerCache{}
	}
	return otherServers
}

// held is the size of the response texts since the last garbage collection. Go keeps them alive until it collects, but counts
// each as a reference only. Without held, a hundred long responses would stay until Go has allocated some megabytes of its own.
var held int

const heldLimit = 4 << 20

func release() {
	if held > heldLimit {
		held = 0
		runtime.GC()
	}
}

// Explain asks host.js why a request got no answer. If the call is aborted meanwhile, the error stays as it is.
func (t transport) Explain(ctx core.Context, failed *core.Error, address string) {
	answer, _, err := wait(ctx, "explain", t.fetch, address, string(failed.Reason))
	if found := lines(answer.at(0)); err == nil && len(found) == 3 {
		failed.Reason, failed.Message, failed.Hint = core.NetworkReason(found[0]), found[1], found[2]
	}
}

// networkError says what the word of host.js means: a code, or the reason as far as it is known at once.
func networkError(why string) *core.Error {
	e := &core.Error{Kind: core.ErrNetwork, Code: core.CodeNetwork, Message: "the server could not be reached.", Hint: "Try again later."}
	switch why {
	case "network":
	case "timeout":
		e.Kind, e.Code = core.ErrReadTimeout, core.CodeTimeout
		e.Message, e.Hint = "the server did not answer in time.", "Try again; requestTimeoutMs sets the limit."
	case "aborted":
		e.Code, e.Message, e.Hint = core.CodeAborted, "the call was cancelled.", ""
	case "offline":
		e.Code, e.Message, e.Hint = core.CodeOffline, "this device is offline.", "Try again when it is connected."
	default:
		e.Reason = core.NetworkReason(why)
	}
	return e
}
