package sqlite

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/internal/storetest"
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

// The one who is next holds the first byte of the name.
func TestWhoWaitsIsNext(t *testing.T) {
	busy, other := twoPrograms(t)
	next := placeOf("name")
	storetest.Turns(t, busy, other, func() bool {
		locked, err := lockByte(busy.locks.file, next)
		if locked {
			assert.NoError(t, unlockByte(busy.locks.file, next))
		}
		return err == nil && !locked
	})
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
