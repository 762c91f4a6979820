package postgres

import (
	"crypto/sha256"
	"encoding/binary"
	"time"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/native/sealed"
)

// The pauses between two tries for a lock that another program holds.
const (
	shortestPause = time.Millisecond
	longestPause  = 25 * time.Millisecond
)

// Each name has two locks. The first is for the one who is next, so that a program that locks the same name over and over lets others have
// their turn. Both tries are one step.
const (
	tryBoth = `SELECT CASE WHEN NOT pg_try_advisory_lock($1) THEN 'queued'
		WHEN NOT pg_try_advisory_lock($2) THEN 'next'
		WHEN pg_advisory_unlock($1) THEN 'held' END`
	trySecond  = "SELECT CASE WHEN NOT pg_try_advisory_lock($2) THEN 'next' WHEN pg_advisory_unlock($1) THEN 'held' END"
	freeFirst  = "SELECT pg_advisory_unlock($1)::text WHERE $2::bigint IS NOT NULL"
	freeSecond = "SELECT pg_advisory_unlock($2)::text WHERE $1::bigint IS NOT NULL"
)

// Lock waits until nobody else holds the lock of that name, here or in another program, and runs f.
func (s *Store) Lock(ctx core.Context, name string, f func(core.Context) error) error {
	return s.names.Lock(ctx, name, func(ctx core.Context) error {
		first, second := lockNumber(s.space, "next "+name), lockNumber(s.space, name)
		connection, err := s.take(ctx, first, second)
		if err != nil {
			return err
		}
		defer connection.free(ctx, freeSecond, first, second)
		guarded, guard := sealed.Guarded(ctx, connection)
		defer guard.End()
		return f(guarded)
	})
}

// take takes a lock on the connection that holds the others. If that broke while nobody asked it, a new one is opened.
func (s *Store) take(ctx core.Context, first, second int64) (*lockConnection, error) {
	for opened := 1; ; opened++ {
		connection, err := s.lockConnection(ctx)
		if err != nil {
			return nil, err
		}
		if err = connection.take(ctx, first, second); err == nil || !connection.lost.Load() || opened == 2 {
			return connection, err
		}
	}
}

// take waits until it has the second lock.
func (c *lockConnection) take(ctx core.Context, first, second int64) error {
	try := tryBoth
	for pause := shortestPause; ; pause = min(2*pause, longestPause) {
		state, err := c.ask(ctx, try, first, second)
		if err != nil || state == "held" {
			return err
		}
		if state == "next" && try == tryBoth {
			try, pause = trySecond, shortestPause
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			if try == trySecond {
				_, _ = c.ask(ctx, freeFirst, first, second)
			}
			return native.LockError(ctx)
		}
	}
}

// lockNumber is the number of a lock in PostgreSQL, by its name.
func lockNumber(space, name string) int64 {
	sum := sha256.Sum256([]byte("mastoauth " + space + "\n" + name))
	return int64(binary.BigEndian.Uint64(sum[:]))
}
