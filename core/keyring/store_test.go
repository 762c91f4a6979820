package keyring

import (
	"context"
	"encoding/base64"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/zalando/go-keyring"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/internal/storetest"
	"github.com/mastoauth/mastoauth/core/native"
)

func opened(t *testing.T, dir string) *Store {
	t.Helper()
	store, err := open(t.Context(), "app-test", dir)
	require.NoError(t, err)
	return store
}

// testStore tests all that a store must do, as two programs that share it.
func testStore(t *testing.T, dir string) {
	one, two := opened(t, dir), opened(t, dir)
	storetest.Storage(t, one)
	storetest.Merging(t, one, two)
	storetest.Locker(t, one, two)
}

func TestStore(t *testing.T) {
	keyring.MockInit()
	testStore(t, filepath.Join(t.TempDir(), "made", "as needed"))
}

func TestWhatIsInTheFilesAndInTheKeyring(t *testing.T) {
	keyring.MockInit()
	dir := filepath.Join(t.TempDir(), "store")
	long := "SECRET-TOKEN" + strings.Repeat("x", 8000) // longer than what a keyring takes
	require.NoError(t, opened(t, dir).Set(t.Context(), "mastoauth:session:a", core.Fields{{Name: "access_token", Value: long}}))
	record, err := opened(t, dir).Get(t.Context(), "mastoauth:session:a")
	require.NoError(t, err)
	assert.Equal(t, long, record.Text("access_token"))

	secret, err := keyring.Get(service, "app-test")
	require.NoError(t, err)
	assert.Len(t, secret, 44)
	require.NoError(t, filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		require.NoError(t, err)
		info, err := entry.Info()
		require.NoError(t, err)
		assert.Zero(t, info.Mode().Perm()&0o077, path)
		if !entry.IsDir() {
			text, err := os.ReadFile(path)
			require.NoError(t, err)
			assert.NotContains(t, string(text), "SECRET")
			assert.NotContains(t, string(text), base64.StdEncoding.EncodeToString([]byte("SECRET-TOKEN"))[:12])
			assert.NotContains(t, string(text), secret)
		}
		return nil
	}))
}

// Who copies the files has nothing, and a program whose keyring has lost the key begins anew.
func TestWithoutTheKeyNothingCanBeRead(t *testing.T) {
	for name, lose := range map[string]func(dir string) error{
		"the key is lost":   func(string) error { return keyring.Delete(service, "app-test") },
		"a file is damaged": func(dir string) error { return os.WriteFile(filepath.Join(dir, "login.json"), []byte("{"), 0o600) },
		"a file has something else": func(dir string) error {
			return os.WriteFile(filepath.Join(dir, "login.json"), []byte(`{"sealed":"?"}`), 0o600)
		},
		"another's record is in it": func(dir string) error {
			text, err := os.ReadFile(filepath.Join(dir, "other.json"))
			return errors.Join(err, os.WriteFile(filepath.Join(dir, "login.json"), text, 0o600))
		},
	} {
		t.Run(name, func(t *testing.T) {
			keyring.MockInit()
			dir := t.TempDir()
			for _, key := range []string{"login", "other"} {
				require.NoError(t, opened(t, dir).Set(t.Context(), key, core.Fields{{Name: "access_token", Value: key}}))
			}
			require.NoError(t, lose(dir))
			store := opened(t, dir)
			_, err := store.Get(t.Context(), "login")
			assert.ErrorIs(t, err, core.CodeStorageCorrupt)
			keys, err := store.Keys(t.Context(), "l")
			require.NoError(t, err)
			assert.Equal(t, []string{"login"}, keys)
			require.NoError(t, store.Set(t.Context(), "login", core.Fields{{Name: "access_token", Value: "new"}}))
			record, err := store.Get(t.Context(), "login")
			require.NoError(t, err)
			assert.Equal(t, "new", record.Text("access_token"))
			require.NoError(t, store.Delete(t.Context(), "login"))
		})
	}
}

func TestAKeyringThatCannotBeUsed(t *testing.T) {
	keyring.MockInitWithError(errors.New("the name org.freedesktop.secrets was not provided"))
	dir := t.TempDir()
	_, err := open(t.Context(), "app-test", dir)
	assert.ErrorIs(t, err, core.CodeStorageBlocked)
	assert.ErrorContains(t, err, "org.freedesktop.secrets")
	keys, err := native.NewFileStore(dir).Keys(t.Context(), "")
	require.NoError(t, err)
	assert.Empty(t, keys, "nothing is stored elsewhere")

	keyring.MockInit()
	require.NoError(t, keyring.Set(service, "app-test", "another program's"))
	_, err = open(t.Context(), "app-test", dir)
	assert.ErrorIs(t, err, core.CodeStorageCorrupt)
	assert.NotContains(t, err.Error(), "another program's")
}

// A keyring that asks the person is waited for until the context ends.
func TestAKeyringThatDoesNotAnswer(t *testing.T) {
	silent := make(chan struct{})
	defer close(silent)
	ask := func() (string, error) { <-silent; return "", nil }
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := within(ctx, ask)
	assert.ErrorIs(t, err, core.CodeAborted)
	assert.EqualError(t, err, "the wait for the system's keyring was cancelled.")
	ctx, cancel = context.WithTimeout(t.Context(), -time.Second)
	defer cancel()
	_, err = within(ctx, ask)
	assert.ErrorIs(t, err, core.CodeTimeout)
	assert.EqualError(t, err, "the system's keyring did not answer in time. Unlock it, then try again.")
}

func TestOpenHasTheFolderOfTheProgram(t *testing.T) {
	keyring.MockInit()
	home := t.TempDir()
	t.Setenv("XDG_CONFIG_HOME", home)
	t.Setenv("HOME", home)
	store, err := Open(t.Context(), "My bot")
	require.NoError(t, err)
	require.NoError(t, store.Set(t.Context(), "login", core.Fields{{Name: "a", Value: "b"}}))
	dir, err := native.Folder("My bot")
	require.NoError(t, err)
	assert.FileExists(t, filepath.Join(dir, "keyring", "login.json"))
	secret, err := keyring.Get("mastoauth", "app-my-bot")
	assert.NoError(t, err)
	assert.NotEmpty(t, secret)
}
