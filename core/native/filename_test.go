//go:build unix

package native_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

// awkwardKeys are keys that no file name holds as they are.
func awkwardKeys() []string {
	app := "mastoauth:app:https://mastodon.example https://app.example/login "
	keys := []string{
		app + "read Мой клиент для социальной сети с очень длинным названием",
		app + "read:accounts read:statuses read:notifications read:lists write:statuses write:favourites write:media write:lists My app",
		"", ".", "..", "/", "../../etc/passwd", "a/b", `a\b`, "C:\\x", "con", "CON", "NUL", "a", "A", "%41", "é", "e\u0301", "\x00\xff", "🐘",
		strings.Repeat("ж", 60), strings.Repeat("K", 100_000), strings.Repeat("k", 100_000),
	}
	for length := 240; length < 260; length++ { // about the limit of 255 bytes, for the record and for its lock
		keys = append(keys, strings.Repeat("x", length))
	}
	return keys
}

// Any key has a record, a lock and a place in the list. No two share a file, also where upper and lower case are the same.
func TestFileStoreHoldsAnyKey(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "store")
	store, keys := native.NewFileStore(dir), awkwardKeys()
	for _, key := range keys {
		require.NoError(t, store.Set(t.Context(), key, core.Fields{{Name: "of", Value: "first"}}), key)
		require.NoError(t, store.Set(t.Context(), key, core.Fields{{Name: "of", Value: key}}), key)
	}
	listed, err := store.Keys(t.Context(), "")
	require.NoError(t, err)
	assert.ElementsMatch(t, keys, listed)
	apps, err := store.Keys(t.Context(), "mastoauth:app:")
	require.NoError(t, err)
	assert.Len(t, apps, 2)

	names := map[string]bool{}
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	for _, entry := range entries {
		assert.LessOrEqual(t, len(entry.Name()), 255)
		names[strings.ToLower(entry.Name())] = true
	}
	assert.Len(t, names, len(keys))

	for _, key := range keys {
		record, err := store.Get(t.Context(), key)
		require.NoError(t, err, key)
		require.NotNil(t, record, key)
		if !strings.Contains(key, "\xff") { // JSON has no such text
			assert.Equal(t, key, record.Text("of"))
		}
		assert.NoError(t, store.Lock(t.Context(), key, func(core.Context) error { return nil }), key)
		require.NoError(t, store.Delete(t.Context(), key))
		record, err = store.Get(t.Context(), key)
		require.NoError(t, err)
		assert.Nil(t, record)
	}
	listed, err = store.Keys(t.Context(), "")
	require.NoError(t, err)
	assert.Empty(t, listed)
	outside, err := os.ReadDir(parent)
	require.NoError(t, err)
	assert.Len(t, outside, 1, "nothing stands outside the directory")
}

// A key that an earlier version stored is in a file that is named by the whole key.
func TestFileStoreFindsFilesOfEarlierVersions(t *testing.T) {
	dir := t.TempDir()
	longest := strings.Repeat("x", 250)
	for name, key := range map[string]string{
		"login.json": "login", longest + ".json": longest,
		"mastoauth%3aapp%3ahttps%3a%2f%2fa%2eexample%20%4dy%20app.json": "mastoauth:app:https://a.example My app",
	} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(`{"client_id":"1","later":[1,{"a":null}]}`), 0o600))
		store := native.NewFileStore(dir)
		record, err := store.Get(t.Context(), key)
		require.NoError(t, err)
		require.NotNil(t, record, key)
		assert.Equal(t, "1", record.Text("client_id"))
		require.NoError(t, store.Set(t.Context(), key, core.Fields{{Name: "client_id", Value: "2"}}))
		text, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		assert.Equal(t, `{"version":"1","client_id":"2","later":[1,{"a":null}]}`+"\n", string(text), "in the same file, with what it does not know")
	}
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, entries, 3)
}

// A file that is named by a hash says whose it is. Another file of such a name is no record.
func TestFileStoreTrustsNoHash(t *testing.T) {
	dir, key := t.TempDir(), strings.Repeat("x", 300)
	store := native.NewFileStore(dir)
	require.NoError(t, store.Set(t.Context(), key, core.Fields{{Name: "a", Value: "b"}}))
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	path := filepath.Join(dir, entries[0].Name())
	for _, content := range []string{"", "[]", "{}", `{"record":{}}`, `{"key":"y","record":{"a":"b"}}`, `{"key":"%zz","record":{}}`, `{"key":"` + key + `","record":[]}`} {
		require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
		_, err = store.Get(t.Context(), key)
		assertCode(t, "storage_corrupt", err)
		listed, err := store.Keys(t.Context(), "")
		require.NoError(t, err)
		if !strings.Contains(content, key) {
			assert.Empty(t, listed, content)
		}
	}
	require.NoError(t, store.Set(t.Context(), key, core.Fields{{Name: "a", Value: "c"}}))
	record, err := store.Get(t.Context(), key)
	require.NoError(t, err)
	assert.Equal(t, "c", record.Text("a"), "a new login heals it")
}

// The error of a long key is short.
func TestFileStoreErrorsAreShort(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	_, err := native.NewFileStore(file).Get(t.Context(), strings.Repeat("ж", 100_000))
	require.Error(t, err)
	assert.Less(t, len(err.Error()), 1000)
}
