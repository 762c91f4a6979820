package sealed_test

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/internal/storetest"
	"github.com/mastoauth/mastoauth/core/native/sealed"
)

func newStore(t *testing.T, rows table, keys ...sealed.Key) *sealed.Store {
	t.Helper()
	store, err := sealed.New(rows, keys...)
	require.NoError(t, err)
	return store
}

func TestStore(t *testing.T) {
	storetest.Storage(t, newStore(t, table{}, storetest.Key(1)))
}

// Whoever can write to the database can make no other record of one: not by a change, nor by a record of another row.
func TestTamperedRowsAreDamaged(t *testing.T) {
	rows := table{}
	store := newStore(t, rows, storetest.Key(1), storetest.Key(2))
	for _, name := range []string{"mastoauth:session:alice", "mastoauth:session:mallory"} {
		require.NoError(t, store.Set(t.Context(), name, core.Fields{{Name: "access_token", Value: "token of " + name}}))
	}
	whole := rows["mastoauth:session:alice"]
	tampered := map[string]sealed.Row{
		"of another row": {Key: whole.Key, KeyID: whole.KeyID, Sealed: rows["mastoauth:session:mallory"].Sealed},
		"of another key": {Key: whole.Key, KeyID: storetest.Key(2).ID(), Sealed: whole.Sealed},
		"longer":         {Key: whole.Key, KeyID: whole.KeyID, Sealed: append(slices.Clone(whole.Sealed), 0)},
	}
	for at := range whole.Sealed {
		changed := slices.Clone(whole.Sealed)
		changed[at] ^= 1
		tampered[fmt.Sprint("byte ", at)] = sealed.Row{Key: whole.Key, KeyID: whole.KeyID, Sealed: changed}
		tampered[fmt.Sprint("only ", at)] = sealed.Row{Key: whole.Key, KeyID: whole.KeyID, Sealed: whole.Sealed[:at]}
	}
	for what, row := range tampered {
		rows[whole.Key] = row
		record, err := store.Get(t.Context(), whole.Key)
		assert.Nil(t, record, what)
		require.ErrorIs(t, err, core.CodeStorageCorrupt, what)
		assert.NotEmpty(t, core.AsError(err).Hint)
		assert.NotContains(t, err.Error(), "token of")
	}
	require.NoError(t, store.Set(t.Context(), whole.Key, core.Fields{{Name: "access_token", Value: "new"}}))
	record, err := store.Get(t.Context(), whole.Key)
	require.NoError(t, err, "a new login heals it")
	assert.Equal(t, "new", record.Text("access_token"))
}

// The same record is never sealed to the same bytes, so nobody sees that two are equal, and a row that was written again has changed.
func TestNoTwoRowsAreEqual(t *testing.T) {
	rows, seen := table{}, map[string]bool{}
	store := newStore(t, rows, storetest.Key(1))
	for range 100 {
		require.NoError(t, store.Set(t.Context(), "login", core.Fields{{Name: "access_token", Value: "token"}}))
		seen[string(rows["login"].Sealed)] = true
	}
	assert.Len(t, seen, 100)
}

// A record whose key was not given is left alone: core deletes what is damaged, and this is not.
func TestARecordOfAKeyThatWasNotGiven(t *testing.T) {
	rows := table{}
	require.NoError(t, newStore(t, rows, storetest.Key(1)).Set(t.Context(), "visitor:SECRET:mastoauth:pending:STATE", core.Fields{{Name: "code_verifier", Value: "SECRET"}}))
	before := rows["visitor:SECRET:mastoauth:pending:STATE"]
	store := newStore(t, rows, storetest.Key(2), storetest.Key(3))
	_, err := store.Get(t.Context(), before.Key)
	for _, err := range []error{err, store.Set(t.Context(), before.Key, core.Fields{{Name: "a", Value: "b"}})} {
		require.ErrorIs(t, err, core.CodeStorageBlocked)
		assert.ErrorContains(t, err, storetest.Key(1).ID())
		assert.ErrorContains(t, err, storetest.Key(2).ID()+", "+storetest.Key(3).ID())
		assert.ErrorContains(t, err, "mastoauth:pending:…")
		assert.NotContains(t, err.Error(), "SECRET")
		assert.NotContains(t, err.Error(), "STATE")
	}
	assert.Equal(t, before, rows[before.Key])

	require.NoError(t, newStore(t, rows, storetest.Key(2)).Set(t.Context(), "other", core.Fields{{Name: "a", Value: "b"}}))
	resealed, err := newStore(t, rows, storetest.Key(3), storetest.Key(2)).Rekey(t.Context())
	assert.Equal(t, 1, resealed, "the others are sealed anew all the same")
	require.ErrorIs(t, err, core.CodeStorageBlocked)
	assert.ErrorContains(t, err, storetest.Key(1).ID())
	assert.NotContains(t, fmt.Sprintf("%v %+v %v", err, err, core.AsError(err).Cause), "SECRET")
}

// Nobody prints a secret by mistake, also not with a struct that has a key in it.
func TestAKeyPrintsItsID(t *testing.T) {
	key := storetest.Key('K')
	assert.Regexp(t, "^[0-9a-f]{16}$", key.ID())
	config := struct {
		name string
		key  sealed.Key
		all  []sealed.Key
	}{"site", key, []sealed.Key{key}}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		assert.Equal(t, "key "+key.ID(), fmt.Sprintf(verb, key), verb)
		for _, secret := range []string{"KKK", "75 75", "4b4b", "4b, 0x4b", "0x4b"} {
			assert.NotContains(t, fmt.Sprintf(verb, config), secret, verb)
			assert.NotContains(t, fmt.Sprintf(verb, &config), secret, verb)
		}
	}
	secret := bytes.Repeat([]byte{'K'}, sealed.KeyBytes)
	same, err := sealed.NewKey(secret)
	require.NoError(t, err)
	assert.Equal(t, key.ID(), same.ID())
	assert.NotEqual(t, key.ID(), storetest.Key('L').ID())
}

func TestParseKeys(t *testing.T) {
	const one, two = "S0tLS0tLS0tLS0tLS0tLS0tLS0tLS0tLS0tLS0tLS0s=", "TExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTEw="
	keys, err := sealed.ParseKeys(" " + one + "\n" + two + "\n")
	require.NoError(t, err)
	require.Len(t, keys, 2)
	assert.Equal(t, storetest.Key('K').ID(), keys[0].ID())
	assert.Equal(t, storetest.Key('L').ID(), keys[1].ID())
	for setting, says := range map[string]string{one + " SECRET!": "key 2", "U0VDUkVU": "6 bytes instead of 32", one + one: "key 1"} {
		_, err := sealed.ParseKeys(setting)
		require.ErrorIs(t, err, core.CodeOptionInvalid)
		assert.ErrorContains(t, err, says)
		assert.NotContains(t, err.Error(), "SECRET")
	}
	keys, err = sealed.ParseKeys("")
	require.NoError(t, err)
	_, err = sealed.New(table{}, keys...)
	assert.ErrorIs(t, err, core.CodeOptionMissing)
}

func TestPrefixEnd(t *testing.T) {
	for prefix, end := range map[string]string{"": "", "a": "b", "a\xff": "b", "\xff\xff": "", "mastoauth:": "mastoauth;", "é": "\xc3\xaa"} {
		assert.Equal(t, end, sealed.PrefixEnd(prefix), "%q", prefix)
	}
}

// leaving is a table whose caller gives up as soon as something is written.
type leaving struct {
	table
	giveUp func()
}

func (l leaving) written(ctx core.Context, write func() (bool, error)) (bool, error) {
	l.giveUp()
	if ctx.Err() != nil {
		return false, sealed.Ended(ctx)
	}
	return write()
}

func (l leaving) Insert(ctx core.Context, row sealed.Row) (existing *sealed.Row, done bool, err error) {
	done, err = l.written(ctx, func() (done bool, err error) {
		existing, done, err = l.table.Insert(ctx, row)
		return done, err
	})
	return existing, done, err
}

func (l leaving) Replace(ctx core.Context, row sealed.Row, old []byte) (bool, error) {
	return l.written(ctx, func() (bool, error) { return l.table.Replace(ctx, row, old) })
}

func (l leaving) Remove(ctx core.Context, key string, old []byte) (bool, error) {
	return l.written(ctx, func() (bool, error) { return l.table.Remove(ctx, key, old) })
}

// A write that has begun is brought to its end, so that its caller knows what is stored.
func TestAWriteDoesNotEndHalfway(t *testing.T) {
	rows := table{}
	for _, write := range []func(core.Context, *sealed.Store) error{
		func(ctx core.Context, s *sealed.Store) error {
			return s.Set(ctx, "login", core.Fields{{Name: "a", Value: "1"}})
		},
		func(ctx core.Context, s *sealed.Store) error {
			return s.Set(ctx, "login", core.Fields{{Name: "a", Value: "2"}})
		},
		func(ctx core.Context, s *sealed.Store) error { return s.Delete(ctx, "login") },
	} {
		ctx, cancel := context.WithCancel(t.Context())
		store, err := sealed.New(leaving{rows, cancel}, storetest.Key(1))
		require.NoError(t, err)
		assert.NoError(t, write(ctx, store))
		assert.Error(t, ctx.Err())
	}
	assert.Empty(t, rows)
}

// unyielding is a table that lets rows be read and added, and does not find them by their content.
type unyielding struct{ table }

func (unyielding) Replace(core.Context, sealed.Row, []byte) (bool, error) { return false, nil }

func (u unyielding) Remove(ctx core.Context, key string, old []byte) (bool, error) {
	if old != nil {
		return false, nil
	}
	return u.table.Remove(ctx, key, nil)
}

// A record that the database does not change is not tried again and again, and stays. One that is damaged is replaced.
func TestARowThatCannotBeChanged(t *testing.T) {
	rows := unyielding{table{}}
	store, err := sealed.New(rows, storetest.Key(1))
	require.NoError(t, err)
	for _, key := range []string{"whole", "damaged"} {
		require.NoError(t, store.Set(t.Context(), key, core.Fields{{Name: "a", Value: "b"}}))
	}
	assert.ErrorIs(t, store.Set(t.Context(), "whole", core.Fields{{Name: "a", Value: "c"}}), core.CodeStorageBlocked)
	record, err := store.Get(t.Context(), "whole")
	require.NoError(t, err)
	assert.Equal(t, "b", record.Text("a"))

	rows.table["damaged"] = sealed.Row{Key: "damaged", KeyID: storetest.Key(1).ID(), Sealed: []byte("text")}
	require.NoError(t, store.Set(t.Context(), "damaged", core.Fields{{Name: "a", Value: "c"}}))
	record, err = store.Get(t.Context(), "damaged")
	require.NoError(t, err)
	assert.Equal(t, "c", record.Text("a"))
}
