package native_test

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

func TestLock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := native.NewMemStore()
		var callers sync.WaitGroup
		inside, most := 0, 0
		start := time.Now()
		for range 8 {
			callers.Go(func() {
				assert.NoError(t, store.Lock(t.Context(), "refresh", func(core.Context) error {
					inside++
					most = max(most, inside)
					time.Sleep(time.Second)
					inside--
					return nil
				}))
			})
		}
		synctest.Wait()
		require.NoError(t, store.Lock(t.Context(), "another name", func(core.Context) error { return nil }))
		assert.Zero(t, time.Since(start), "another name does not wait")
		callers.Wait()
		assert.Equal(t, 1, most, "nobody else is inside")
		assert.Equal(t, 8*time.Second, time.Since(start), "one after the other")
	})
}

func TestLockEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := native.NewMemStore()
		failure := errors.New("from inside")
		err := store.Lock(t.Context(), "refresh", func(ctx core.Context) error {
			patience, cancel := context.WithTimeout(context.Background(), time.Minute)
			defer cancel()
			err := store.Lock(patience, "refresh", func(core.Context) error { panic("two inside") })
			assert.ErrorIs(t, err, core.ErrReadTimeout)
			return failure
		})
		assert.Same(t, failure, err)
		require.NoError(t, store.Lock(t.Context(), "refresh", func(core.Context) error { return nil }), "it is free again")
	})
}

// An error blames another login only if one has the lock.
func TestWhyThereIsNoLock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cancelled := func(ctx context.Context) (context.Context, context.CancelFunc) {
			ctx, cancel := context.WithCancel(ctx)
			cancel()
			return ctx, cancel
		}
		late := func(ctx context.Context) (context.Context, context.CancelFunc) {
			return context.WithTimeout(ctx, -time.Second)
		}
		soon := func(ctx context.Context) (context.Context, context.CancelFunc) {
			return context.WithTimeout(ctx, time.Second)
		}
		stores := map[string]core.Locker{"memory": native.NewMemStore(), "files": native.NewFileStore(t.TempDir())}
		for name, store := range stores {
			attempt := func(bound func(context.Context) (context.Context, context.CancelFunc)) error {
				ctx, cancel := bound(t.Context())
				defer cancel()
				return store.Lock(ctx, "refresh", func(core.Context) error { return nil })
			}
			for range 20 { // a select that has a choice chooses by chance
				assert.EqualError(t, attempt(cancelled), "the call was cancelled.", name)
				assert.EqualError(t, attempt(late), "the time for the call is over. Try again, or allow more time.", name)
			}
			assert.NoError(t, store.Lock(t.Context(), "refresh", func(core.Context) error {
				assert.EqualError(t, attempt(cancelled), "the call was cancelled.", name)
				assert.EqualError(t, attempt(soon), "another login or logout with the same storage did not end in time. Try again.", name)
				return nil
			}))
		}
	})
}

// A server locks another name for each login that it completes.
func TestLocksForgetTheNamesThatNobodyLocks(t *testing.T) {
	var locks native.Locks
	var callers sync.WaitGroup
	for at := range 100 {
		callers.Go(func() {
			assert.NoError(t, locks.Lock(t.Context(), strconv.Itoa(at%10), func(core.Context) error {
				patience, cancel := context.WithCancel(t.Context())
				cancel()
				assert.ErrorIs(t, locks.Lock(patience, strconv.Itoa(at%10), func(core.Context) error { panic("two inside") }), core.CodeAborted)
				return nil
			}))
		})
	}
	callers.Wait()
	assert.Zero(t, native.CountLocks(&locks))
}
