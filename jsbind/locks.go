//go:build js && wasm

package jsbind

import "github.com/mastoauth/mastoauth/core"

// locks is core.Locker over Web Locks, which all tabs of a site share (locks.js). If the browser has none, the loader uses
// leases in localStorage (wasm/module/fallback-locks.ts).
type locks struct{}

// endless is a context that does not end.
type endless struct{}

func (endless) Done() <-chan struct{} { return nil }
func (endless) Err() error            { return nil }

func (locks) Lock(ctx core.Context, name string, f func(core.Context) error) error {
	_, number, err := wait(ctx, "lock", name)
	if err != nil {
		return err
	}
	// The page may block this tab as soon as it has its result, with an alert. So the lock is given back before.
	defer wait(endless{}, "unlock", number)
	return f(ctx)
}
