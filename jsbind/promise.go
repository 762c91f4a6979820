//go:build js && wasm

package jsbind

import (
	"context"

	"github.com/hack-pad/safejs"

	"github.com/mastoauth/mastoauth/core"
)

// The JavaScript functions that all promises share. They are made once; a number that is bound to them tells the
// calls apart, so a call makes none of its own.
var (
	executor = mustFunc(execute)
	settled  = mustFunc(settle)
	aborted  = mustFunc(abort)
)

// created passes resolve and reject from execute, which JavaScript calls within new Promise, to newPromise.
var created [2]safejs.Value

func execute(args arguments) { created = [2]safejs.Value{args.at(0), args.at(1)} }

// promise runs f in a goroutine of its own: a callback from JavaScript must never block. A panic rejects the promise and
// leaves the module alive.
func promise(op string, args arguments, f function) any {
	object, err := get(safejs.Global(), "Promise").New(executor)
	if err != nil {
		return safejs.Undefined()
	}
	resolve, reject := created[0], created[1]
	go func() {
		defer func() {
			if thrown := recover(); thrown != nil {
				reject.Invoke(errorValue(op, &core.Error{
					Kind: core.ErrMastodon, Code: "internal", Message: "this library made a mistake.",
					Hint: "Please report it, with what you did.",
				}))
			}
		}()
		ctx, stop := contextOf(get(args.last(), "signal"))
		defer stop()
		result, err := f(ctx, op, args)
		if err == nil {
			resolve.Invoke(toJS(result))
			return
		}
		reject.Invoke(errorValue(op, err))
	}()
	return object
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

func settle(args arguments) {
	id, _ := args.at(0).Int()
	if channel, ok := waiting[id]; ok {
		delete(waiting, id)
		succeeded, _ := args.at(1).Bool()
		channel <- outcome{args.at(2), succeeded}
	}
}

// await waits for a JavaScript value that may be a promise. A rejection is returned as a thrown value.
func await(ctx context.Context, value safejs.Value) (safejs.Value, error) {
	if get(value, "then").Type() != safejs.TypeFunction {
		return value, nil
	}
	lastID++
	id, channel := lastID, make(chan outcome, 1)
	waiting[id] = channel
	fulfilled, err := settled.Call("bind", nil, id, true)
	if err != nil {
		return safejs.Undefined(), err
	}
	rejected, err := settled.Call("bind", nil, id, false)
	if err != nil {
		return safejs.Undefined(), err
	}
	if _, err := value.Call("then", fulfilled, rejected); err != nil {
		return safejs.Undefined(), err
	}
	select {
	case outcome := <-channel:
		if !outcome.ok {
			return safejs.Undefined(), thrown{outcome.value}
		}
		return outcome.value, nil
	case <-ctx.Done():
		delete(waiting, id)
		return safejs.Undefined(), ctx.Err()
	}
}

func abort(args arguments) {
	id, _ := args.at(0).Int()
	if cancel, ok := contexts[id]; ok {
		cancel()
	}
}

// contextOf returns a context that ends with the AbortSignal, if there is one. stop takes the listener off again.
func contextOf(signal safejs.Value) (ctx context.Context, stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	if signal.Type() != safejs.TypeObject {
		return ctx, cancel
	}
	if already, _ := get(signal, "aborted").Truthy(); already {
		cancel()
		return ctx, cancel
	}
	lastID++
	id := lastID
	contexts[id] = cancel
	listener, err := aborted.Call("bind", nil, id)
	if err == nil {
		_, err = signal.Call("addEventListener", "abort", listener)
	}
	return ctx, func() {
		delete(contexts, id)
		cancel()
		if err == nil {
			signal.Call("removeEventListener", "abort", listener)
		}
	}
}

func mustFunc(f func(arguments)) safejs.Value {
	return mustAnswer(func(args arguments) any {
		f(args)
		return nil
	})
}

func mustAnswer(f func(arguments) any) safejs.Value {
	function, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any { return f(args) })
	if err != nil {
		panic(err) // FuncOf does not fail
	}
	return function.Value()
}
