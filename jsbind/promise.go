//go:build js && wasm

package jsbind

import (
	"context"

	"github.com/hack-pad/safejs"

	"github.com/mastoauth/mastoauth/core"
)

// The JavaScript functions that all promises share. They are made once; a number that is bound to them tells the calls
// apart, so a call makes none of its own.
var (
	executor = function(execute)
	settled  = function(settle)
	aborted  = function(abort)
)

func function(f func(arguments) any) safejs.Value {
	function, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any { return f(args) })
	if err != nil {
		panic(err) // FuncOf does not fail
	}
	return function.Value()
}

// created passes resolve and reject from execute, which JavaScript calls within new Promise, to newPromise.
var created [2]safejs.Value

func execute(args arguments) any {
	created = [2]safejs.Value{args.at(0), args.at(1)}
	return nil
}

func newPromise() (promise, resolve, reject safejs.Value) {
	promise = construct("Promise", executor)
	return promise, created[0], created[1]
}

// answer runs an export in a goroutine of its own: a callback from JavaScript must never block. A panic rejects the
// promise and leaves the module alive.
func answer(c request, run func(request) (any, error)) any {
	promise, resolve, reject := newPromise()
	go func() {
		defer func() {
			if thrown := recover(); thrown != nil {
				invoke(reject, errorValue(c.op, unexpected(thrown)))
			}
		}()
		ctx, stop := contextOf(given(c.args.last(), "signal"))
		defer stop()
		c.ctx = ctx
		result, err := run(c)
		if err == nil {
			invoke(resolve, toJS(result))
			return
		}
		invoke(reject, errorValue(c.op, err))
	}()
	return promise
}

// unexpected turns what was thrown into an error: request.read throws errors, and anything else is a mistake of ours.
func unexpected(thrown any) error {
	if err, ok := thrown.(*core.Error); ok {
		return err
	}
	return &core.Error{
		Kind: core.ErrMastodon, Code: "internal", Message: "this library made a mistake.", Hint: "Please report it, with what you did.",
	}
}

// outcome is what a JavaScript promise became.
type outcome struct {
	value safejs.Value
	ok    bool
}

// waiting are the goroutines that wait for JavaScript, by the number that is bound to settled or aborted.
var (
	waiting  = map[int]chan outcome{}
	contexts = map[int]context.CancelFunc{}
	lastID   int
)

func settle(args arguments) any {
	id := whole(args.at(0))
	if channel, ok := waiting[id]; ok {
		delete(waiting, id)
		channel <- outcome{args.at(2), truth(args.at(1))}
	}
	return nil
}

// await waits for a JavaScript value that may be a promise. A rejection is a failure, and so is a context that ends.
func await(ctx context.Context, value safejs.Value) safejs.Value {
	if get(value, "then").Type() != safejs.TypeFunction {
		return value
	}
	lastID++
	id, channel := lastID, make(chan outcome, 1)
	waiting[id] = channel
	call(value, "then", call(settled, "bind", nil, id, true), call(settled, "bind", nil, id, false))
	select {
	case outcome := <-channel:
		if !outcome.ok {
			panic(failure{thrown{outcome.value}})
		}
		return outcome.value
	case <-ctx.Done():
		delete(waiting, id)
		panic(failure{ctx.Err()})
	}
}

func abort(args arguments) any {
	if cancel, ok := contexts[whole(args.at(0))]; ok {
		cancel()
	}
	return nil
}

// contextOf returns a context that ends with the AbortSignal, if there is one. stop takes the listener off again.
func contextOf(signal safejs.Value) (ctx context.Context, stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	if signal.Type() != safejs.TypeObject {
		return ctx, cancel
	}
	if truth(get(signal, "aborted")) {
		cancel()
		return ctx, cancel
	}
	lastID++
	id := lastID
	contexts[id] = cancel
	listener := call(aborted, "bind", nil, id)
	if _, err := signal.Call("addEventListener", "abort", listener); err != nil {
		listener = safejs.Undefined() // it is no signal; the call runs without
	}
	return ctx, func() {
		delete(contexts, id)
		cancel()
		if !listener.IsUndefined() {
			call(signal, "removeEventListener", "abort", listener)
		}
	}
}
