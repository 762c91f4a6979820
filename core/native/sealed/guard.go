package sealed

import (
	"context"
	"sync"

	"github.com/mastoauth/mastoauth/core"
)

// A Guard remembers what the holder of a lock has read and written. A lock that hangs on a connection is lost with that. Then its holder may
// still write what nobody else has changed since, so that it can bring to its end what it has begun at a server. Anything else fails with
// lock_lost, and core begins anew.
type Guard struct {
	lost  func(core.Context) bool
	mu    sync.Mutex
	ended bool
	seen  map[string][]byte // what was sealed in the row; nil if there was none
}

type guardKey struct{}

// Guarded returns a context whose writes are guarded. lost says whether the lock is lost.
func Guarded(ctx core.Context, lost func(core.Context) bool) (core.Context, *Guard) {
	guard := &Guard{lost: lost, seen: map[string][]byte{}}
	return context.WithValue(ctx, guardKey{}, guard), guard
}

// End ends the guard, with the lock. What goes on with its context in the background has no lock, and is not guarded.
func (g *Guard) End() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.ended = true
}

// guardOf returns the guard of a context, or nil.
func guardOf(ctx core.Context) *Guard {
	guard, _ := ctx.Value(guardKey{}).(*Guard)
	return guard
}

// saw remembers a row as it is.
func (g *Guard) saw(key string, row *Row) {
	if g == nil {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.seen[key] = nil
	if row != nil {
		g.seen[key] = row.Sealed
	}
}

// check returns an error if the lock is lost, and the row is not known to be as its holder left it.
func (g *Guard) check(ctx core.Context, key string, row *Row) error {
	if g == nil {
		return nil
	}
	g.mu.Lock()
	sealed, known := g.seen[key]
	free := g.ended || known && same(row, sealed)
	g.mu.Unlock()
	if free || !g.lost(ctx) {
		return nil
	}
	return &core.Error{
		Kind: core.ErrMastodon, Code: core.CodeLockLost, Hint: "Try again.",
		Message: "the connection to the database broke, and “" + shown(key) + "” may have been changed from elsewhere meanwhile.",
	}
}
