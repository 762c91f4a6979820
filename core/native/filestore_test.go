//go:build unix

// Only Unix has file modes and owners, and a browser has no files.

package native_test

import (
	"context"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/internal/storetest"
	"github.com/mastoauth/mastoauth/core/native"
)

func TestFileStore(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "made", "as needed")
	storetest.Storage(t, native.NewFileStore(dir))
	storetest.Locker(t, native.NewFileStore(dir), native.NewFileStore(dir))
}

func TestFileStoreKeepsToItself(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "store")
	store := native.NewFileStore(dir)
	require.NoError(t, store.Set(t.Context(), "../../a/login", core.Fields{{Name: "access_token", Value: "secret"}}))

	info, err := os.Stat(dir)
	require.NoError(t, err)
	assert.Equal(t, fs.FileMode(0o700), info.Mode().Perm())
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, entries, 1, "and nothing is left over from writing")
	for _, key := range []string{strings.Repeat("a long key ", 100), "another"} {
		require.NoError(t, store.Set(t.Context(), key, core.Fields{{Name: "access_token", Value: "secret"}}))
		require.NoError(t, store.Lock(t.Context(), key, func(core.Context) error { return nil }))
	}
	all, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, all, 5)
	for _, entry := range all {
		info, err := entry.Info()
		require.NoError(t, err)
		assert.Equal(t, fs.FileMode(0o600), info.Mode().Perm(), "records and locks alike: %s", entry.Name())
	}
	assert.Equal(t, "%2e%2e%2f%2e%2e%2fa%2flogin.json", entries[0].Name())
	info, err = entries[0].Info()
	require.NoError(t, err)
	assert.Equal(t, fs.FileMode(0o600), info.Mode().Perm())
}

func TestFileStoreSurvivesOthers(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "notes.txt"), nil, 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "bad%zz.json"), nil, 0o600))
	keys, err := native.NewFileStore(dir).Keys(t.Context(), "")
	require.NoError(t, err)
	assert.Empty(t, keys)
}

func TestFileStoreCorrupt(t *testing.T) {
	for name, content := range map[string]string{"half": `{"access_token":"sec`, "empty": "", "list": "[]", "binary": "\x00\x01"} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			store := native.NewFileStore(dir)
			require.NoError(t, os.WriteFile(filepath.Join(dir, "login.json"), []byte(content), 0o600))
			_, err := store.Get(t.Context(), "login")
			var failure *core.Error
			require.ErrorAs(t, err, &failure)
			assert.Equal(t, core.CodeStorageCorrupt, failure.Code)
			assert.Contains(t, failure.Hint, filepath.Join(dir, "login.json"))
			assert.NotContains(t, err.Error(), "sec\"")

			require.NoError(t, store.Set(t.Context(), "login", core.Fields{{Name: "a", Value: "b"}}))
			_, err = store.Get(t.Context(), "login")
			assert.NoError(t, err, "a new login heals it")
		})
	}
}

func TestFileStoreBlocked(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	store := native.NewFileStore(file) // a file where the directory should be
	_, err := store.Keys(t.Context(), "")
	assertCode(t, "storage_blocked", err)
	_, err = store.Get(t.Context(), "login")
	assertCode(t, "storage_blocked", err)
	assertCode(t, "storage_blocked", store.Set(t.Context(), "login", nil))
	assertCode(t, "storage_blocked", store.Delete(t.Context(), "login"))
	assertCode(t, "storage_blocked", store.Lock(t.Context(), "login", func(core.Context) error { return nil }))
}

func TestFileStoreFull(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can mount a file system that is soon full")
	}
	dir := t.TempDir()
	if output, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=8k", "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("no small file system here: %s", output)
	}
	defer func() { assert.NoError(t, exec.Command("umount", dir).Run()) }()

	store := native.NewFileStore(dir)
	require.NoError(t, store.Set(t.Context(), "login", core.Fields{{Name: "a", Value: "old"}}))
	err := store.Set(t.Context(), "login", core.Fields{{Name: "a", Value: strings.Repeat("x", 100_000)}})
	assertCode(t, "storage_full", err)
	record, err := store.Get(t.Context(), "login")
	require.NoError(t, err)
	assert.Equal(t, "old", record.Text("a"), "what was stored before is as it was")
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, entries, 1)
}

func assertCode(t *testing.T, code string, err error) {
	t.Helper()
	var failure *core.Error
	require.ErrorAs(t, err, &failure)
	assert.Equal(t, code, string(failure.Code))
	assert.NotEmpty(t, failure.Message)
	assert.NotEmpty(t, failure.Hint)
}

// Two stores in one directory are like two programs: their locks are files.
func TestFileStoreLocksOutOtherPrograms(t *testing.T) {
	dir := t.TempDir()
	one, two := native.NewFileStore(dir), native.NewFileStore(dir)
	err := one.Lock(t.Context(), "refresh", func(core.Context) error {
		patience, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer cancel()
		return two.Lock(patience, "refresh", func(core.Context) error { return nil })
	})
	assert.ErrorIs(t, err, core.ErrReadTimeout)
	assert.NoError(t, two.Lock(t.Context(), "refresh", func(core.Context) error { return nil }))
	keys, err := two.Keys(t.Context(), "")
	require.NoError(t, err)
	assert.Empty(t, keys, "a lock is no record")
}
