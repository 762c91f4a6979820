package postgres_test

import (
	"context"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/internal/storetest"
	"github.com/mastoauth/mastoauth/core/postgres"
)

// However many hold locks and nest them, all of them are on one connection beside the pool: none waits for a connection, and the four of the
// pool are free for others.
func TestOneConnectionHoldsAllLocks(t *testing.T) {
	address := newDatabase(t)
	store, pool := open(t, address), newPool(t, address)
	const holders, nested = 50, 5
	var holding, all sync.WaitGroup
	holding.Add(holders)
	letGo := make(chan struct{})
	for holder := range holders {
		all.Go(func() {
			var lock func(ctx core.Context, depth int) error
			lock = func(ctx core.Context, depth int) error {
				if depth < nested {
					return store.Lock(ctx, strconv.Itoa(holder)+" "+strconv.Itoa(depth), func(ctx core.Context) error { return lock(ctx, depth+1) })
				}
				err := store.Set(ctx, strconv.Itoa(holder), core.Fields{{Name: "a", Value: "b"}})
				holding.Done()
				<-letGo
				return err
			}
			assert.NoError(t, lock(t.Context(), 0))
		})
	}
	holding.Wait()
	locks, connections := heldLocks(t, pool)
	assert.Equal(t, holders*nested, locks)
	assert.Equal(t, 1, connections)
	var total int
	require.NoError(t, pool.QueryRow(t.Context(), `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`).Scan(&total))
	assert.LessOrEqual(t, total, 4+1, "the pool of the store, and the locks")
	close(letGo)
	all.Wait()
	require.NoError(t, store.Lock(t.Context(), "afterwards", func(core.Context) error {
		locks, _ = heldLocks(t, pool)
		assert.Equal(t, 1, locks, "the others are free")
		return nil
	}))
}

// A call that gives up while it waits leaves nothing, and leaves the locks of others alone, which are on the same connection.
func TestGivingUpLosesNoOtherLock(t *testing.T) {
	address := newDatabase(t)
	one, two, pool := open(t, address), open(t, address), newPool(t, address)
	require.NoError(t, one.Lock(t.Context(), "of one", func(core.Context) error {
		return two.Lock(t.Context(), "of two", func(core.Context) error {
			for _, waits := range []func(context.Context) error{
				func(ctx context.Context) error {
					return one.Lock(ctx, "of two", func(core.Context) error { panic("two inside") })
				},
				func(ctx context.Context) error {
					return two.Lock(ctx, "of one", func(core.Context) error { panic("two inside") })
				},
			} {
				patience, giveUp := context.WithCancel(t.Context())
				gaveUp := make(chan error)
				go func() { gaveUp <- waits(patience) }()
				require.Eventually(t, func() bool { locks, _ := heldLocks(t, pool); return locks == 3 }, time.Minute, time.Millisecond, "it is the next one")
				giveUp()
				assert.ErrorIs(t, <-gaveUp, core.CodeAborted)
				locks, _ := heldLocks(t, pool)
				require.Equal(t, 2, locks)
			}
			return nil
		})
	}))
}

// heldLocks counts the locks that programs hold in a database, and on how many connections.
func heldLocks(t *testing.T, pool *pgxpool.Pool) (locks, connections int) {
	t.Helper()
	require.NoError(t, pool.QueryRow(t.Context(), `SELECT count(*), count(DISTINCT pid) FROM pg_locks
		WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`).Scan(&locks, &connections))
	return locks, connections
}

// breakLocks ends the connection with the locks, as a restart of PostgreSQL does.
func breakLocks(t *testing.T, address string) {
	t.Helper()
	_, err := newPool(t, address).Exec(t.Context(), `SELECT pg_terminate_backend(pid, 60000) FROM pg_locks
		WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`)
	require.NoError(t, err)
}

// A lock is lost with its connection. What its holder has read and nobody has changed may still be written, and nothing else.
func TestALostLock(t *testing.T) {
	byOther := func(t *testing.T, other *postgres.Store) {
		require.NoError(t, other.Set(t.Context(), "record", core.Fields{{Name: "token", Value: "of another"}}))
	}
	address := newDatabase(t)
	store, other := open(t, address), open(t, address)
	for name, test := range map[string]struct {
		before  func(*testing.T, core.Context, *postgres.Store) // under the lock
		after   func(*testing.T, *postgres.Store)               // after it was lost
		refused bool
	}{
		"read, and not changed":            {reads, nil, false},
		"read, and changed by another":     {reads, byOther, true},
		"read, and deleted by another":     {reads, func(t *testing.T, other *postgres.Store) { require.NoError(t, other.Delete(t.Context(), "record")) }, true},
		"never read":                       {nil, nil, true},
		"written, and changed by another":  {writes, byOther, true},
		"written, and not changed":         {writes, nil, false},
		"read inside, not changed":         {readsInside, nil, false},
		"read inside, changed by another":  {readsInside, byOther, true},
		"never read, and the lock is kept": {nil, nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			for what, write := range map[string]func(*postgres.Store, core.Context) error{
				"Set": func(s *postgres.Store, ctx core.Context) error {
					return s.Set(ctx, "record", core.Fields{{Name: "token", Value: "own"}})
				},
				"Delete": func(s *postgres.Store, ctx core.Context) error { return s.Delete(ctx, "record") },
			} {
				require.NoError(t, store.Set(t.Context(), "record", core.Fields{{Name: "token", Value: "first"}}))
				err := store.Lock(t.Context(), "login", func(ctx core.Context) error {
					if test.before != nil {
						test.before(t, ctx, store)
					}
					if name != "never read, and the lock is kept" {
						breakLocks(t, address)
					}
					if test.after != nil {
						test.after(t, other)
					}
					return write(store, ctx)
				})
				if !test.refused {
					assert.NoError(t, err, what)
					continue
				}
				require.ErrorIs(t, err, core.CodeLockLost, what)
				assert.NotEmpty(t, core.AsError(err).Hint)
				require.NoError(t, store.Lock(t.Context(), "login", func(ctx core.Context) error { return write(store, ctx) }), "under a new lock, it works")
			}
		})
	}
}

func reads(t *testing.T, ctx core.Context, store *postgres.Store) {
	_, err := store.Get(ctx, "record")
	require.NoError(t, err)
}

func writes(t *testing.T, ctx core.Context, store *postgres.Store) {
	require.NoError(t, store.Set(ctx, "record", core.Fields{{Name: "other", Value: "own"}}))
}

func readsInside(t *testing.T, ctx core.Context, store *postgres.Store) {
	require.NoError(t, store.Lock(ctx, "inside", func(ctx core.Context) error {
		_, err := store.Get(ctx, "record")
		return err
	}))
}

// Inside a lock that is lost, a new lock on a new connection does not make the writes good.
func TestALostLockAroundANewOne(t *testing.T) {
	address := newDatabase(t)
	store := open(t, address)
	err := store.Lock(t.Context(), "outer", func(ctx core.Context) error {
		breakLocks(t, address)
		return store.Lock(ctx, "inner", func(ctx core.Context) error { return store.Set(ctx, "record", core.Fields{{Name: "a", Value: "b"}}) })
	})
	assert.ErrorIs(t, err, core.CodeLockLost)
}

// A connection that broke while nobody held a lock is replaced, and nobody notices.
func TestABrokenConnectionIsReplaced(t *testing.T) {
	address := newDatabase(t)
	store := open(t, address)
	for range 3 {
		require.NoError(t, store.Lock(t.Context(), "login", func(core.Context) error { return nil }))
		_, err := newPool(t, address).Exec(t.Context(), "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
		require.NoError(t, err)
	}
}

// What goes on in the background when the lock has ended is not held to it.
func TestAfterTheLock(t *testing.T) {
	address := newDatabase(t)
	store := open(t, address, storetest.Key(1))
	var after core.Context
	require.NoError(t, store.Lock(t.Context(), "login", func(ctx core.Context) error {
		after = context.WithoutCancel(ctx)
		return nil
	}))
	require.NoError(t, store.Lock(t.Context(), "login", func(core.Context) error {
		breakLocks(t, address)
		return store.Set(after, "record", core.Fields{{Name: "a", Value: "b"}})
	}))
}

// The one who is next holds the first lock of the name.
func TestWhoWaitsIsNext(t *testing.T) {
	address := newDatabase(t)
	pool := newPool(t, address)
	storetest.Turns(t, open(t, address), open(t, address), func() bool { locks, _ := heldLocks(t, pool); return locks == 2 })
}

// A store that is closed opens no connection again, which nobody would close.
func TestNoLockAfterClose(t *testing.T) {
	address := newDatabase(t)
	store, pool := open(t, address), newPool(t, address)
	require.NoError(t, store.Lock(t.Context(), "login", func(core.Context) error { return nil }))
	store.Close()
	err := store.Lock(t.Context(), "login", func(core.Context) error { panic("inside") })
	require.ErrorIs(t, err, core.CodeStorageBlocked)
	assert.ErrorContains(t, err, "closed")
	locks, _ := heldLocks(t, pool)
	assert.Zero(t, locks)
}
