package sealed_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/internal/storetest"
	"github.com/mastoauth/mastoauth/core/native/sealed"
)

// reading is a table that counts how often it is read.
type reading struct {
	table
	reads *int
}

func (r reading) Read(ctx core.Context, key string) (*sealed.Row, error) {
	*r.reads++
	return r.table.Read(ctx, key)
}

type lease bool

func (l lease) IsLost(core.Context) bool { return bool(l) }

// The holder of a lock reads a record once, however often it writes it. What others change meanwhile is kept.
func TestTheHolderOfALockReadsARecordOnce(t *testing.T) {
	reads, ctx := 0, t.Context()
	rows := reading{table{}, &reads}
	store, err := sealed.New(rows, storetest.Key(1))
	require.NoError(t, err)
	other := newStore(t, rows.table, storetest.Key(1))
	require.NoError(t, store.Set(ctx, "login", core.Fields{{Name: "first", Value: "1"}}))

	guarded, guard := sealed.Guarded(ctx, lease(false))
	reads = 0
	_, err = store.Get(guarded, "login")
	require.NoError(t, err)
	for _, name := range []string{"a", "b", "c"} {
		require.NoError(t, store.Set(guarded, "login", core.Fields{{Name: name, Value: "own"}}))
	}
	assert.Equal(t, 1, reads)
	require.NoError(t, other.Set(ctx, "login", core.Fields{{Name: "b", Value: "of another"}, {Name: "d", Value: "of another"}}))
	require.NoError(t, store.Set(guarded, "login", core.Fields{{Name: "c", Value: ""}}))
	assert.Equal(t, 2, reads, "somebody else has changed it")
	record, err := store.Get(ctx, "login")
	require.NoError(t, err)
	assert.Equal(t, []string{"version", "b", "d", "a", "first"}, record.Keys())
	assert.Equal(t, "of another", record.Text("b"))

	require.NoError(t, other.Delete(ctx, "login"))
	require.NoError(t, store.Set(guarded, "login", core.Fields{{Name: "e", Value: "own"}}))
	record, err = store.Get(ctx, "login")
	require.NoError(t, err)
	assert.Equal(t, []string{"version", "e"}, record.Keys(), "what another has deleted does not come back")
	require.NoError(t, other.Set(ctx, "login", core.Fields{{Name: "f", Value: "of another"}}))
	require.NoError(t, store.Delete(guarded, "login"))
	assert.Empty(t, rows.table)

	guard.End()
	reads = 0
	for range 2 {
		require.NoError(t, store.Set(guarded, "login", core.Fields{{Name: "a", Value: "own"}}))
	}
	assert.Equal(t, 2, reads, "who goes on after the lock has no memory")

	ended, cancel := context.WithCancel(guarded)
	cancel()
	assert.ErrorIs(t, store.Set(ended, "login", core.Fields{{Name: "a", Value: "late"}}), core.CodeAborted)
}
