//go:build js && wasm

package jsbind

import (
	"context"
	"time"

	"github.com/hack-pad/safejs"
)

// locks is core.Locker over Web Locks, which all tabs of a site share. Where there are none (old browsers), a lease in
// localStorage stands in for them.
type locks struct{}

// visibleEverywhere is longer than it takes until all tabs see what one of them stored.
const visibleEverywhere = 100 * time.Millisecond

// granted is called by the browser when a lock is ours; it answers with a promise that holds the lock until it settles.
var granted = function(grant)

// holding are the goroutines that wait for their lock, by the number that is bound to granted.
var holding = map[int]chan safejs.Value{}

func grant(args arguments) any {
	held, release, _ := newPromise()
	id := whole(args.at(0))
	if channel, ok := holding[id]; ok {
		delete(holding, id)
		channel <- release
		return held
	}
	return nil // nobody waits any more
}

func (locks) Lock(ctx context.Context, name string, f func(context.Context) error) error {
	manager := get(global("navigator"), "locks")
	if get(manager, "request").Type() != safejs.TypeFunction {
		return hold(ctx, name, f)
	}
	lastID++
	id, channel, refused := lastID, make(chan safejs.Value, 1), make(chan struct{})
	holding[id] = channel
	go func() {
		var err error
		defer func() {
			if err != nil {
				close(refused)
			}
		}()
		defer rescue(&err)
		await(ctx, call(manager, "request", name, call(granted, "bind", nil, id)))
	}()
	select {
	case release := <-channel:
		// Tabs in different processes see each other's writes a moment late: the next one shall not read what was there before.
		defer time.AfterFunc(visibleEverywhere, func() { invoke(release) })
		return f(ctx)
	case <-refused: // called off, or a sandboxed page that has the manager but may not use it
		delete(holding, id)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return f(ctx)
	}
}
