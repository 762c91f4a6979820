package sealed

import (
	"bytes"
	"context"
	"sync"

	"github.com/mastoauth/mastoauth/core"
)

// A Lease is what locks hang on: a connection, for example.
type Lease interface {
	// IsLost reports whether the locks are lost.
	IsLost(ctx core.Context) bool
}

// A Guard remembers what the holder of a lock has read and written. If the lock is lost, its holder may still write what nobody else has
// changed since, so that it can bring to its end what it has begun at a server. Anything else fails with lock_lost, and core begins anew.
type Guard struct {
	lease Lease
	outer *Guard // of the lock around this one, or nil
	mu    sync.Mutex
	ended bool
	seen  map[string]*Row // nil if there was none
}

type guardKey struct{}

// Guarded returns a context for what runs under a lock. Its writes are guarded until the end of the guard.
func Guarded(ctx core.Context, lease Lease) (core.Context, *Guard) {
	guard := &Guard{lease: lease, outer: guardOf(ctx), seen: map[string]*Row{}}
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
	for ; g != nil; g = g.outer {
		g.mu.Lock()
		g.seen[key] = row
		g.mu.Unlock()
	}
}

// check returns an error if a lock is lost, and the row is not known to be as its holder left it.
func (g *Guard) check(ctx core.Context, key string, row *Row) error {
	var good Lease // locks one around the other often hang on the same
	for ; g != nil; g = g.outer {
		if g.mayWrite(key, row) || g.lease == good {
			continue
		}
		if !g.lease.IsLost(ctx) {
			good = g.lease
			continue
		}
		return &core.Error{
			Kind: core.ErrMastodon, Code: core.CodeLockLost, Hint: "Try again.",
			Message: "the connection to the database broke, and “" + shown(key) + "” may have been changed from elsewhere meanwhile.",
		}
	}
	return nil
}

// mayWrite reports whether a row may be written, even if the lock is lost.
func (g *Guard) mayWrite(key string, row *Row) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	seen, known := g.seen[key]
	return g.ended || known && bytes.Equal(sealedIn(seen), sealedIn(row))
}

// last returns the row as the holder of the lock has read or written it last, or nil.
func (g *Guard) last(key string) *Row {
	if g == nil {
		return nil
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.ended {
		return nil
	}
	return g.seen[key]
}

func sealedIn(row *Row) []byte {
	if row == nil {
		return nil
	}
	return row.Sealed
}
