//go:build js && wasm

package jsbind

import (
	"context"

	"github.com/hack-pad/safejs"

	"github.com/mastoauth/mastoauth/core"
)

// The table of exports: JavaScript name → core function. Everything else is derived from it or checked against it.

// statics take (options).
var statics = table{
	"createApp": static(core.CreateApp),
	"open":      open,
	"close":     closeClient,
}

// methods take (handle, options), where handle is what open resolved to.
var methods = table{
	"accountVerifyCredentials":    query((*core.Client).AccountVerifyCredentials),
	"appVerifyCredentials":        query((*core.Client).AppVerifyCredentials),
	"authRequestUrl":              method((*core.Client).AuthRequestURL),
	"clientCredentialsToken":      method((*core.Client).ClientCredentialsToken),
	"handleCallback":              method((*core.Client).HandleCallback),
	"instance":                    query((*core.Client).Instance),
	"logIn":                       method((*core.Client).LogIn),
	"persistableLoginCredentials": query((*core.Client).PersistableLoginCredentials),
	"preferences":                 query((*core.Client).Preferences),
	"request":                     method((*core.Client).Request),
	"revokeAccessToken":           query((*core.Client).RevokeAccessToken),
	"statusPost":                  method((*core.Client).StatusPost),
	"toot":                        method((*core.Client).Toot),
}

// function is one export: what it was called with, and what it resolves to.
type function func(ctx context.Context, op string, args arguments) (any, error)

type table map[string]function

// static exports a function that needs no client.
func static[O, R any](f func(context.Context, core.Host, O) (R, error)) function {
	return func(ctx context.Context, op string, args arguments) (any, error) {
		options := new(O)
		if err := readOptions(op, args.at(0), options); err != nil {
			return nil, err
		}
		return f(ctx, hostFor(args.at(0)), *options)
	}
}

// method exports a client's function that has options. (What does not depend on O and R stands in clientAndOptions,
// because a generic body is compiled for each pair of them.)
func method[O, R any](f func(*core.Client, context.Context, O) (R, error)) function {
	return func(ctx context.Context, op string, args arguments) (any, error) {
		options := new(O)
		client, err := clientAndOptions(op, args, options)
		if err != nil {
			return nil, err
		}
		return f(client, ctx, *options)
	}
}

// query exports a client's function that has no options but signal.
func query[R any](f func(*core.Client, context.Context) (R, error)) function {
	return func(ctx context.Context, op string, args arguments) (any, error) {
		client, err := clientAndOptions(op, args, &struct{}{})
		if err != nil {
			return nil, err
		}
		return f(client, ctx)
	}
}

func clientAndOptions(op string, args arguments, options any) (*core.Client, error) {
	client, err := clientAt(args.at(0))
	if err != nil {
		return nil, err
	}
	return client, readOptions(op, args.at(1), options)
}

// arguments are those of a call from JavaScript; what was left out is undefined.
type arguments []safejs.Value

func (a arguments) at(index int) safejs.Value {
	if index < len(a) {
		return a[index]
	}
	return safejs.Undefined()
}

// last is the options object of any export: its signal ends the call.
func (a arguments) last() safejs.Value { return a.at(len(a) - 1) }

// Register makes every export once and hands the object that holds them to the function ready of the global scope,
// which the loader put there, with the version of the module.
func Register(version string) error {
	exports, err := newObject()
	if err != nil {
		return err
	}
	for _, table := range []table{statics, methods} {
		for name, function := range table {
			function, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any {
				return promise(name, args, function)
			})
			if err != nil {
				return err
			}
			if err := exports.Set(name, function); err != nil {
				return err
			}
		}
	}
	ready, err := safejs.Global().Get("mastoauthReady")
	if err != nil {
		return err
	}
	_, err = ready.Invoke(exports, version)
	return err
}
