//go:build js && wasm

package jsbind

import (
	"context"

	"github.com/hack-pad/safejs"
)

// locks is core.Locker over Web Locks, which all tabs of a site share. Where there are none (Node, old browsers), one
// program is all there is to keep in order, and the core does that by itself.
type locks struct{}

// granted is called by the browser when a lock is ours; it answers with a promise that holds the lock until it settles.
var granted = mustAnswer(grant)

// holding are the goroutines that wait for their lock, by the number that is bound to granted.
var holding = map[int]chan func(){}

func grant(args arguments) any {
	id, _ := args.at(0).Int()
	held, release := heldPromise()
	if channel, ok := holding[id]; ok {
		delete(holding, id)
		channel <- release
		return held
	}
	release() // nobody waits any more
	return held
}

// heldPromise returns a promise and the function that resolves it.
func heldPromise() (promise safejs.Value, release func()) {
	promise, err := get(safejs.Global(), "Promise").New(executor)
	if err != nil {
		return safejs.Undefined(), func() {}
	}
	resolve := created[0]
	return promise, func() { resolve.Invoke() }
}

func (locks) Lock(ctx context.Context, name string, f func(context.Context) error) error {
	manager := get(get(safejs.Global(), "navigator"), "locks")
	if get(manager, "request").Type() != safejs.TypeFunction {
		return f(ctx)
	}
	lastID++
	id, channel := lastID, make(chan func(), 1)
	holding[id] = channel
	callback, err := granted.Call("bind", nil, id)
	if err != nil {
		return err
	}
	request, err := manager.Call("request", name, callback)
	if err != nil {
		delete(holding, id)
		return f(ctx) // a sandboxed page has the manager, but may not use it
	}
	refused := make(chan struct{})
	go func() {
		if _, err := await(ctx, request); err != nil {
			close(refused)
		}
	}()
	select {
	case release := <-channel:
		defer release()
		return f(ctx)
	case <-refused:
		delete(holding, id)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return f(ctx)
	}
}
