package storetest

import (
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
)

// Turns tests that a program that locks a name over and over lets another one have its turn. isNext reports whether the other one is the
// next to have the lock.
func Turns(t *testing.T, busy, other core.Locker, isNext func() bool) {
	for range 10 {
		var turns []string
		var all sync.WaitGroup
		lock := func(program core.Locker, name string) {
			all.Go(func() {
				assert.NoError(t, program.Lock(t.Context(), "name", func(core.Context) error {
					turns = append(turns, name)
					return nil
				}))
			})
		}
		require.NoError(t, busy.Lock(t.Context(), "name", func(core.Context) error {
			lock(other, "other")
			require.Eventually(t, isNext, time.Minute, time.Millisecond, "it is the next one")
			for range 5 {
				lock(busy, "busy")
			}
			return nil
		}))
		all.Wait()
		assert.Equal(t, []string{"other", "busy", "busy", "busy", "busy", "busy"}, turns)
	}
}
