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

// reading is a table that counts how often it is read, and how often it is told what is there already.
type reading struct {
	table
	reads *int
}

func (r reading) Read(ctx core.Context, key string) (*sealed.Row, error) {
	*r.reads++
	return r.table.Read(ctx, key)
}

func (r reading) Insert(ctx core.Context, row sealed.Row) (existing *sealed.Row, done bool, err error) {
	if existing, done, err = r.table.Insert(ctx, row); existing != nil {
		*r.reads++
	}
	return existing, done, err
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
	require.NoError(t, store.Set(guarded, "login", core.Fields{{Name: "a", Value: "own"}}))
	assert.Zero(t, reads, "what is new is not read")
	for range 2 {
		require.NoError(t, store.Set(guarded, "login", core.Fields{{Name: "a", Value: "own"}}))
	}
	assert.Equal(t, 2, reads, "who goes on after the lock has no memory")

	ended, cancel := context.WithCancel(guarded)
	cancel()
	assert.ErrorIs(t, store.Set(ended, "login", core.Fields{{Name: "a", Value: "late"}}), core.CodeAborted)
}

// A holder that has lost its lock writes what nobody has changed since it was read, and nothing else.
func TestWhatMayBeWrittenWithoutTheLock(t *testing.T) {
	own, others := core.Fields{{Name: "a", Value: "own"}}, core.Fields{{Name: "a", Value: "of another"}}
	set := func(ctx core.Context, s *sealed.Store) error { return s.Set(ctx, "login", own) }
	remove := func(ctx core.Context, s *sealed.Store) error { return s.Delete(ctx, "login") }
	for name, c := range map[string]struct {
		stored, read, changed bool
		write                 func(core.Context, *sealed.Store) error
		lost                  bool
	}{
		"a new record that was not looked for":           {write: set, lost: true},
		"a new record that was not there":                {read: true, write: set},
		"a new record that another has made":             {read: true, changed: true, write: set, lost: true},
		"a record as it was read":                        {stored: true, read: true, write: set},
		"a record that was not read":                     {stored: true, write: set, lost: true},
		"a record that another has changed":              {stored: true, read: true, changed: true, write: set, lost: true},
		"the end of a record as it was read":             {stored: true, read: true, write: remove},
		"the end of a record that was not read":          {stored: true, write: remove, lost: true},
		"the end of a record that another has changed":   {stored: true, read: true, changed: true, write: remove, lost: true},
		"the end of a record that was not there":         {read: true, write: remove},
		"the end of a record that another has just made": {read: true, changed: true, write: remove, lost: true},
	} {
		rows, ctx := table{}, t.Context()
		store, other := newStore(t, rows, storetest.Key(1)), newStore(t, rows, storetest.Key(1))
		if c.stored {
			require.NoError(t, other.Set(ctx, "login", core.Fields{{Name: "a", Value: "old"}}))
		}
		guarded, _ := sealed.Guarded(ctx, lease(true))
		if c.read {
			_, err := store.Get(guarded, "login")
			require.NoError(t, err)
		}
		if c.changed {
			require.NoError(t, other.Set(ctx, "login", others))
		}
		before := rows["login"]
		err := c.write(guarded, store)
		if c.lost {
			assert.ErrorIs(t, err, core.CodeLockLost, name)
			assert.Equal(t, before, rows["login"], name)
		} else {
			assert.NoError(t, err, name)
		}
	}
}
