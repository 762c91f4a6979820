//go:build js && wasm

package jsbind

import (
	"github.com/hack-pad/safejs"

	"github.com/mastoauth/mastoauth/core"
)

// Clients are kept here between calls, and JavaScript refers to them by number. An object with functions could not be freed,
// and sending the whole state with each call would be slow.
var (
	clients    = map[int]*core.Client{}
	lastClient int
)

// open(options, keep) makes a client and resolves to its number. keep is an object of the caller's. It always holds the
// client's current credentials, so that they survive if the module ends. If keep holds credentials already, the new client
// continues with them.
func open(c request) (any, error) {
	var options core.Options
	if err := readOptions("new", c.args.at(0), &options); err != nil {
		return nil, err
	}
	keep := c.args.at(1)
	if kept := ask("member", keep, "credentials"); !kept.IsUndefined() {
		options.Restore = new(core.Credentials)
		if err := readOptions("new", kept, options.Restore); err != nil {
			return nil, err
		}
	}
	if isPlain(keep) {
		options.OnCredentials = func(now core.Credentials) { keep.Set("credentials", structValue(&now)) }
	}
	if listener := ask("member", c.args.at(0), "onRatelimit"); listener.Type() == safejs.TypeFunction {
		options.OnRatelimit = func(waiting core.RatelimitWaiting) { listener.Invoke(structValue(&waiting)) }
	}
	if options.DebugRequests {
		options.OnTrace = func(line string) { ask("debug", "mastoauth: "+line) }
	}
	client, err := core.New(c.ctx, hostFor(c.args.at(0)), options)
	if err != nil {
		return nil, err
	}
	lastClient++
	clients[lastClient] = client
	return lastClient, nil
}

// closeClient(handle) removes a client.
func closeClient(c request) (any, error) {
	if id, err := c.args.at(0).Int(); err == nil {
		delete(clients, id)
	}
	return nil, nil
}

func clientAt(handle safejs.Value) (*core.Client, error) {
	id, err := handle.Int()
	if client, ok := clients[id]; ok && err == nil {
		return client, nil
	}
	return nil, &core.Error{Kind: core.ErrMastodon, Code: core.CodeClientClosed, Message: "this client was closed.", Hint: "Make a new one."}
}
