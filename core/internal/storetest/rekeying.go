//go:build !js

// In a browser there is no database.

package storetest

import (
	"bytes"
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native/sealed"
)

// A SealedStore is a store that seals its records.
type SealedStore interface {
	SharedStore
	Rekey(ctx core.Context) (int, error)
}

// Rekeying tests that the key can be changed while programs write. open opens the same rows with other keys.
func Rekeying(t *testing.T, open func(keys ...sealed.Key) SealedStore) {
	ctx := t.Context()
	one, two, three := Key(1), Key(2), Key(3)
	const records = 250 // more than one batch
	before := open(one)
	left, err := before.Keys(ctx, "")
	require.NoError(t, err)
	for _, name := range left {
		require.NoError(t, before.Delete(ctx, name))
	}
	name := func(at int) string { return fmt.Sprint("mastoauth:session:", at) }
	for at := range records {
		require.NoError(t, before.Set(ctx, name(at), core.Fields{{Name: "access_token", Value: name(at)}}))
	}

	// Programs with the old key in front, and with the new one, write all the time that the records are sealed anew.
	old, fresh := open(one, two), open(two, one)
	done := make(chan struct{})
	var writers sync.WaitGroup
	for _, store := range []SealedStore{old, fresh} {
		writers.Go(func() {
			for at := 0; ; at = (at + 1) % records {
				select {
				case <-done:
					return
				default:
					assert.NoError(t, store.Set(ctx, name(at), core.Fields{{Name: fmt.Sprintf("%p", store), Value: "set"}}))
				}
			}
		})
	}
	resealed, err := fresh.Rekey(ctx)
	assert.NoError(t, err)
	assert.Positive(t, resealed)
	close(done)
	writers.Wait()

	_, err = fresh.Rekey(ctx) // what the program with the old key in front has written since
	require.NoError(t, err)
	resealed, err = fresh.Rekey(ctx)
	require.NoError(t, err)
	assert.Zero(t, resealed)
	after := open(two)
	for at := range records {
		record, err := after.Get(ctx, name(at))
		require.NoError(t, err)
		assert.Equal(t, name(at), record.Text("access_token"))
	}

	// The old key is gone: no record says it, and nothing can be read, changed or deleted by mistake with it.
	_, err = before.Get(ctx, name(0))
	require.ErrorIs(t, err, core.CodeStorageBlocked)
	assert.ErrorContains(t, err, two.ID())
	assert.ErrorIs(t, before.Set(ctx, name(0), core.Fields{{Name: "access_token", Value: ""}}), core.CodeStorageBlocked)
	resealed, err = open(three, one).Rekey(ctx)
	assert.Zero(t, resealed)
	require.ErrorIs(t, err, core.CodeStorageBlocked)
	assert.ErrorContains(t, err, two.ID())
	record, err := after.Get(ctx, name(0))
	require.NoError(t, err)
	assert.Equal(t, name(0), record.Text("access_token"))
}

// Key returns a key for tests, by a number.
func Key(number byte) sealed.Key {
	key, err := sealed.NewKey(bytes.Repeat([]byte{number}, sealed.KeyBytes))
	if err != nil {
		panic(err)
	}
	return key
}
