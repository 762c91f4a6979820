package sqlite

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
)

// twoPrograms returns two stores with locks as two programs have them: on Linux, a lock belongs to the open file.
func twoPrograms(t *testing.T) (one, other *Store) {
	t.Helper()
	name := filepath.Join(t.TempDir(), "logins.db-locks")
	locks, err := openLockFile(name)
	require.NoError(t, err)
	file, err := os.OpenFile(name, os.O_RDWR, 0)
	require.NoError(t, err)
	t.Cleanup(func() {
		assert.NoError(t, locks.release())
		assert.NoError(t, file.Close())
	})
	return &Store{locks: locks}, &Store{locks: &lockFile{file: file}}
}

// A program that locks a name over and over lets another one have its turn.
func TestWhoWaitsIsNext(t *testing.T) {
	busy, other := twoPrograms(t)
	next := placeOf("name")
	for range 10 {
		var turns []string
		var all sync.WaitGroup
		require.NoError(t, busy.Lock(t.Context(), "name", func(core.Context) error {
			all.Go(func() {
				assert.NoError(t, other.Lock(t.Context(), "name", func(core.Context) error {
					turns = append(turns, "other")
					return nil
				}))
			})
			require.Eventually(t, func() bool {
				locked, err := lockByte(busy.locks.file, next)
				if locked {
					assert.NoError(t, unlockByte(busy.locks.file, next))
				}
				return err == nil && !locked
			}, time.Minute, time.Millisecond, "it is the next one")
			for range 5 {
				all.Go(func() {
					assert.NoError(t, busy.Lock(t.Context(), "name", func(core.Context) error {
						turns = append(turns, "busy")
						return nil
					}))
				})
			}
			return nil
		}))
		all.Wait()
		assert.Equal(t, []string{"other", "busy", "busy", "busy", "busy", "busy"}, turns)
	}
}

// A program that reads all files of a folder, for a backup, ends none of its own locks.
func TestReadingTheFileEndsNoLock(t *testing.T) {
	one, other := twoPrograms(t)
	require.NoError(t, one.Lock(t.Context(), "name", func(core.Context) error {
		_, err := os.ReadFile(one.locks.file.Name())
		require.NoError(t, err)
		locked, err := lockByte(other.locks.file, placeOf("name")+1)
		assert.False(t, locked)
		return err
	}))
}
