package sqlite_test

import (
	"bytes"
	"context"
	"database/sql"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/internal/storetest"
	"github.com/mastoauth/mastoauth/core/native/sealed"
	"github.com/mastoauth/mastoauth/core/sqlite"
)

func TestMain(m *testing.M) {
	storetest.Main(func(ctx context.Context, address string) (storetest.SharedStore, error) {
		return sqlite.Open(ctx, address, storetest.Key(1))
	})
	os.Exit(m.Run())
}

func open(t *testing.T, file string, keys ...sealed.Key) *sqlite.Store {
	t.Helper()
	if len(keys) == 0 {
		keys = []sealed.Key{storetest.Key(1)}
	}
	store, err := sqlite.Open(t.Context(), file, keys...)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, store.Close()) })
	return store
}

func TestStore(t *testing.T) {
	// A name that means something else in a URI.
	file := filepath.Join(t.TempDir(), "a b?c#d%41.db")
	one := open(t, file)
	storetest.Storage(t, one)
	two := open(t, file)
	storetest.Merging(t, one, two)
	storetest.Locker(t, one, two)
	storetest.Ending(t, one)
	storetest.Rekeying(t, func(keys ...sealed.Key) storetest.SealedStore { return open(t, file, keys...) })

	files, err := filepath.Glob(filepath.Join(filepath.Dir(file), "*"))
	require.NoError(t, err)
	assert.Len(t, files, 4, "the database, its two files, and the locks: %s", files)
	for _, name := range files {
		info, err := os.Stat(name)
		require.NoError(t, err)
		assert.Equal(t, fs.FileMode(0o600), info.Mode().Perm(), name)
	}
}

func TestPrograms(t *testing.T) {
	file := filepath.Join(t.TempDir(), "logins.db")
	storetest.Programs(t, file, open(t, file))
}

// Nobody who reads the files finds a token.
func TestTokensAreSealed(t *testing.T) {
	file := filepath.Join(t.TempDir(), "logins.db")
	store := open(t, file)
	require.NoError(t, store.Set(t.Context(), "mastoauth:session:1", core.Fields{{Name: "access_token", Value: "SECRET-TOKEN"}}))
	files, err := filepath.Glob(file + "*")
	require.NoError(t, err)
	found := false
	for _, name := range files {
		content, err := os.ReadFile(name)
		require.NoError(t, err)
		found = found || bytes.Contains(content, []byte("mastoauth:session:1"))
		assert.NotContains(t, string(content), "SECRET")
		assert.NotContains(t, string(content), "access_token")
	}
	assert.True(t, found, "the row is there")
}

// Whatever somebody has written into a row, the record is overwritten or deleted.
func TestADamagedRow(t *testing.T) {
	file := filepath.Join(t.TempDir(), "logins.db")
	store := open(t, file)
	db, err := sql.Open("sqlite", file)
	require.NoError(t, err)
	defer db.Close()
	for _, damage := range []string{"x''", "x'00'", "'text'", "''", "1", "1.5"} {
		require.NoError(t, store.Lock(t.Context(), "login", func(ctx core.Context) error {
			for _, write := range []func() error{
				func() error { return store.Set(ctx, "login", core.Fields{{Name: "a", Value: "b"}}) },
				func() error { return store.Set(t.Context(), "login", core.Fields{{Name: "a", Value: "b"}}) },
				func() error { return store.Delete(ctx, "login") },
				func() error { return store.Delete(t.Context(), "login") },
			} {
				require.NoError(t, store.Set(ctx, "login", core.Fields{{Name: "a", Value: "b"}, {Name: "old", Value: "yes"}}))
				_, err = db.Exec("UPDATE mastoauth_records SET sealed = " + damage)
				require.NoError(t, err)
				_, err := store.Get(ctx, "login")
				require.ErrorIs(t, err, core.CodeStorageCorrupt, damage)
				require.NoError(t, write(), damage)
				record, err := store.Get(ctx, "login")
				require.NoError(t, err, damage)
				if record != nil {
					assert.Equal(t, "b", record.Text("a"), damage)
					assert.Empty(t, record.Text("old"), damage)
				}
			}
			return nil
		}))
	}
}

func TestManyOpenANewDatabaseAtOnce(t *testing.T) {
	file := filepath.Join(t.TempDir(), "logins.db")
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			store, err := sqlite.Open(t.Context(), file, storetest.Key(1))
			if assert.NoError(t, err) {
				assert.NoError(t, store.Set(t.Context(), "login", core.Fields{{Name: "a", Value: "b"}}))
				assert.NoError(t, store.Close())
			}
		})
	}
	all.Wait()
}

func TestANewerDatabaseIsRefused(t *testing.T) {
	file := filepath.Join(t.TempDir(), "logins.db")
	require.NoError(t, open(t, file).Set(t.Context(), "login", core.Fields{{Name: "a", Value: "b"}}))
	db, err := sql.Open("sqlite", file)
	require.NoError(t, err)
	defer db.Close()
	_, err = db.Exec("INSERT INTO mastoauth_schema VALUES (1000)")
	require.NoError(t, err)
	_, err = sqlite.Open(t.Context(), file, storetest.Key(1))
	require.ErrorIs(t, err, core.CodeStorageBlocked)
	assert.ErrorContains(t, err, "version 1000")
}

// Each failure is one of the core's errors, and leaves no file open.
func TestFailures(t *testing.T) {
	for name, test := range map[string]struct {
		file string
		keys []sealed.Key
		code core.Code
		says string
	}{
		"no folder":   {filepath.Join(t.TempDir(), "missing", "logins.db"), []sealed.Key{storetest.Key(1)}, core.CodeStorageBlocked, "no such file"},
		"a folder":    {t.TempDir(), []sealed.Key{storetest.Key(1)}, core.CodeStorageBlocked, "unable to open database file"},
		"no key":      {filepath.Join(t.TempDir(), "logins.db"), nil, core.CodeOptionMissing, "openssl rand"},
		"no real key": {filepath.Join(t.TempDir(), "logins.db"), []sealed.Key{{}}, core.CodeOptionMissing, "openssl rand"},
		"no database": {notes(t), []sealed.Key{storetest.Key(1)}, core.CodeStorageBlocked, "not a database"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := sqlite.Open(t.Context(), test.file, test.keys...)
			require.ErrorIs(t, err, test.code)
			assert.ErrorContains(t, err, test.says)
		})
	}
}

func notes(t *testing.T) string {
	file := filepath.Join(t.TempDir(), "notes.txt")
	require.NoError(t, os.WriteFile(file, []byte(strings.Repeat("These are my notes. ", 100)), 0o600))
	return file
}

func TestTheDiskIsFull(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can mount a file system that is soon full")
	}
	dir := t.TempDir()
	if output, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("no small file system here: %s", output)
	}
	defer func() { assert.NoError(t, exec.Command("umount", dir).Run()) }()
	store, err := sqlite.Open(t.Context(), filepath.Join(dir, "logins.db"), storetest.Key(1))
	require.NoError(t, err)
	defer store.Close()
	require.NoError(t, store.Set(t.Context(), "login", core.Fields{{Name: "a", Value: "old"}}))
	err = store.Set(t.Context(), "login", core.Fields{{Name: "a", Value: strings.Repeat("x", 1_000_000)}})
	require.ErrorIs(t, err, core.CodeStorageFull)
	record, err := store.Get(t.Context(), "login")
	require.NoError(t, err)
	assert.Equal(t, "old", record.Text("a"), "what was stored before is as it was")
}
