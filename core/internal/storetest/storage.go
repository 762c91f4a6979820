// Package storetest tests what every store for Go programs must do: as a core.Storage, as a core.Locker, and in whole sign-ins of several
// programs at once. The tests of each store call it.
package storetest

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
)

// names are keys of records, also such as no program would choose: parts of them come from addresses that strangers write.
var names = []string{
	"login", "Login", "a/../b", "mastoauth:pending:x", "mastoauth:pending:y", "é %41", ".hidden", "mastoauth_pending:%", "nul\x00nul", "\xff\xfe",
	"mastoauth:app:" + strings.Repeat("long ", 1_000), "mastoauth:app:" + strings.Repeat("long ", 1_000) + "!",
}

// Storage tests an empty core.Storage.
func Storage(t *testing.T, store core.Storage) {
	ctx := t.Context()
	none, err := store.Get(ctx, "login")
	require.NoError(t, err)
	assert.Nil(t, none)
	keys, err := store.Keys(ctx, "")
	require.NoError(t, err)
	assert.Empty(t, keys)
	require.NoError(t, store.Delete(ctx, "login"), "there being nothing is no error")

	for _, name := range names {
		require.NoError(t, store.Set(ctx, name, core.Fields{{Name: "of", Value: name}, {Name: "text", Value: "<é>\n\"0\""}}))
	}
	for _, name := range names {
		record, err := store.Get(ctx, name)
		require.NoError(t, err)
		assert.Equal(t, strings.ToValidUTF8(name, "\uFFFD\uFFFD"), record.Text("of"))
		assert.Equal(t, "<é>\n\"0\"", record.Text("text"))
		assert.Equal(t, []string{"version", "of", "text"}, record.Keys())
	}
	for _, prefix := range []string{"", "mastoauth:pending:", "mastoauth_", "mastoauth:app:" + strings.Repeat("long ", 1_000), "\xff", "é", "nul\x00", "none"} {
		var want []string
		for _, name := range names {
			if strings.HasPrefix(name, prefix) {
				want = append(want, name)
			}
		}
		keys, err = store.Keys(ctx, prefix)
		require.NoError(t, err)
		assert.ElementsMatch(t, want, keys, "%q", prefix)
		assert.IsIncreasing(t, append([]string{""}, keys...), "%q", prefix)
	}

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

// Merging tests that nobody's field is lost when many write different fields of one record at once, through any of these stores.
func Merging(t *testing.T, stores ...core.Storage) {
	const writers = 12
	var all sync.WaitGroup
	for writer := range writers {
		store := stores[writer%len(stores)]
		all.Go(func() {
			assert.NoError(t, store.Set(t.Context(), "shared", core.Fields{{Name: fmt.Sprint("field", writer), Value: "set"}}))
		})
	}
	all.Wait()
	record, err := stores[0].Get(t.Context(), "shared")
	require.NoError(t, err)
	for writer := range writers {
		assert.Equal(t, "set", record.Text(fmt.Sprint("field", writer)), "field %d", writer)
	}
}

// Ending tests that each operation ends with its context, and says so.
func Ending(t *testing.T, store SharedStore) {
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	late, cancel := context.WithTimeout(t.Context(), -1)
	defer cancel()
	for name, operate := range map[string]func(core.Context) error{
		"Get":    func(ctx core.Context) error { _, err := store.Get(ctx, "login"); return err },
		"Set":    func(ctx core.Context) error { return store.Set(ctx, "login", core.Fields{{Name: "a", Value: "b"}}) },
		"Delete": func(ctx core.Context) error { return store.Delete(ctx, "login") },
		"Keys":   func(ctx core.Context) error { _, err := store.Keys(ctx, ""); return err },
	} {
		require.NoError(t, operate(t.Context()), name)
		assert.ErrorIs(t, operate(cancelled), core.CodeAborted, name)
		assert.ErrorIs(t, operate(late), core.ErrReadTimeout, name)
	}
}
