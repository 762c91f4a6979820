package native_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

func TestMemStore(t *testing.T) { testStorage(t, native.NewMemStore()) }

// testStorage tests what every core.Storage must do.
func testStorage(t *testing.T, store core.Storage) {
	ctx := t.Context()
	none, err := store.Get(ctx, "login")
	require.NoError(t, err)
	assert.Nil(t, none)
	keys, err := store.Keys(ctx, "")
	require.NoError(t, err)
	assert.Empty(t, keys)
	require.NoError(t, store.Delete(ctx, "login"), "there being nothing is no error")

	names := []string{"login", "Login", "a/../b", "mastoauth:pending:x", "mastoauth:pending:y", "é %41", ".hidden"}
	for _, name := range names {
		require.NoError(t, store.Set(ctx, name, core.Fields{{Name: "of", Value: name}, {Name: "text", Value: "<é>\n\"0\""}}))
	}
	for _, name := range names {
		record, err := store.Get(ctx, name)
		require.NoError(t, err)
		assert.Equal(t, name, record.Text("of"))
		assert.Equal(t, "<é>\n\"0\"", record.Text("text"))
		assert.Equal(t, []string{"version", "of", "text"}, record.Keys())
	}
	keys, err = store.Keys(ctx, "")
	require.NoError(t, err)
	assert.ElementsMatch(t, names, keys)
	keys, err = store.Keys(ctx, "mastoauth:pending:")
	require.NoError(t, err)
	assert.Equal(t, []string{"mastoauth:pending:x", "mastoauth:pending:y"}, keys)

	require.NoError(t, store.Set(ctx, "login", core.Fields{{Name: "new", Value: "1"}, {Name: "of", Value: ""}}))
	record, err := store.Get(ctx, "login")
	require.NoError(t, err)
	assert.Equal(t, []string{"version", "new", "text"}, record.Keys(), "what is named is replaced or removed, and the rest stays")
	require.NoError(t, store.Set(ctx, "login", nil))
	record, err = store.Get(ctx, "login")
	require.NoError(t, err)
	assert.Empty(t, record.Keys())

	require.NoError(t, store.Delete(ctx, "login"))
	none, err = store.Get(ctx, "login")
	require.NoError(t, err)
	assert.Nil(t, none)
	kept, err := store.Get(ctx, "Login")
	require.NoError(t, err)
	assert.NotNil(t, kept, "another record stays")
}
