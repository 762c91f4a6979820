package postgres

import (
	"context"
	"net"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native/sealed"
)

func TestTheDiskIsFull(t *testing.T) {
	assert.ErrorIs(t, failed(t.Context(), &pgconn.PgError{Code: "53100"}), core.CodeStorageFull)
	assert.ErrorIs(t, failed(t.Context(), &pgconn.PgError{Code: "42501"}), core.CodeStorageBlocked)
	assert.NoError(t, failed(t.Context(), nil))
}

// The password of the database is in no error.
func TestNobodyAnswers(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	address := "postgres://site:SECRET@" + listener.Addr().String() + "/logins"
	require.NoError(t, listener.Close())
	pool, err := pgxpool.New(t.Context(), address)
	require.NoError(t, err)
	defer pool.Close()
	key, err := sealed.NewKey(make([]byte, sealed.KeyBytes))
	require.NoError(t, err)
	_, err = New(t.Context(), pool, key)
	require.ErrorIs(t, err, core.CodeStorageBlocked)
	assert.NotContains(t, err.Error(), "SECRET")
	assert.ErrorContains(t, err, "connection refused")

	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = New(cancelled, pool, key)
	assert.ErrorIs(t, err, core.CodeAborted)
	_, err = New(t.Context(), pool)
	assert.ErrorIs(t, err, core.CodeOptionMissing)
}
