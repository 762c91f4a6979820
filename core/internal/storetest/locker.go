package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
)

// A SharedStore is a store with locks.
type SharedStore interface {
	core.Storage
	core.Locker
}

// Locker tests the locks of stores that share their records: those of several programs, or the same one several times.
func Locker(t *testing.T, stores ...SharedStore) {
	t.Run("one at a time", func(t *testing.T) {
		var inside, most atomic.Int32
		var all sync.WaitGroup
		for caller := range 24 {
			all.Go(func() {
				assert.NoError(t, stores[caller%len(stores)].Lock(t.Context(), "mastoauth:sessions", func(ctx core.Context) error {
					if now := inside.Add(1); now > 1 {
						most.Store(now)
					}
					defer inside.Add(-1)
					_, err := stores[caller%len(stores)].Get(ctx, "mastoauth:sessions")
					return err
				}))
			})
		}
		all.Wait()
		assert.Zero(t, most.Load(), "so many were inside at once")
	})
	// Each locks the names in one order, as core does, and reads and writes under the innermost one.
	t.Run("nested", func(t *testing.T) {
		var all sync.WaitGroup
		for caller := range 40 {
			all.Go(func() {
				assert.NoError(t, nest(t.Context(), stores[caller%len(stores)], caller, "a", "b", fmt.Sprint("of ", caller%5)))
			})
		}
		all.Wait()
		record, err := stores[0].Get(t.Context(), "nested")
		require.NoError(t, err)
		assert.Equal(t, "40", record.Text("count"))
	})
	t.Run("ends with the context", func(t *testing.T) {
		for at, other := range stores {
			failure := errors.New("from inside")
			err := stores[0].Lock(t.Context(), "held", func(core.Context) error {
				patience, cancel := context.WithCancel(t.Context())
				waiting := make(chan error)
				go func() { waiting <- other.Lock(patience, "held", func(core.Context) error { panic("two inside") }) }()
				require.NoError(t, other.Lock(t.Context(), "another name", func(core.Context) error { return nil }), "it does not wait")
				cancel()
				assert.ErrorIs(t, <-waiting, core.CodeAborted)
				late, cancel := context.WithTimeout(t.Context(), 1)
				defer cancel()
				assert.ErrorIs(t, other.Lock(late, "held", func(core.Context) error { panic("two inside") }), core.ErrReadTimeout)
				return failure
			})
			assert.Same(t, failure, err)
			require.NoError(t, other.Lock(t.Context(), "held", func(core.Context) error { return nil }), "it is free again, store %d", at)
		}
	})
}

// nest locks the names inside each other, and counts in a record under the last.
func nest(ctx core.Context, store SharedStore, caller int, names ...string) error {
	return store.Lock(ctx, names[0], func(ctx core.Context) error {
		if len(names) > 1 {
			return nest(ctx, store, caller, names[1:]...)
		}
		record, err := store.Get(ctx, "nested")
		if err != nil {
			return err
		}
		count := 0.0
		if record != nil {
			count, _ = record.Number("count")
		}
		return store.Set(ctx, "nested", core.Fields{{Name: "count", Value: fmt.Sprint(count + 1)}})
	})
}
