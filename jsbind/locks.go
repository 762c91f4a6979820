//go:build js && wasm

package jsbind

import "github.com/mastoauth/mastoauth/core"

// locks is core.Locker over Web Locks, which all tabs of a site share (locks.js). If the browser has none, the loader uses
// leases in localStorage (wasm/module/fallback-locks.ts).
type locks struct{}

func (locks) Lock(ctx core.Context, name string, f func(core.Context) error) error {
	_, number, err := wait(ctx, "lock", name)
	if err != nil {
		return err
	}
	defer ask("stop", number)
	return f(ctx)
}
