package postgres

import (
	"context"
	"net"
	"testing"
	"testing/synctest"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
)

// A database that accepts the connection for the locks and says nothing holds nobody without end, also where the caller has no limit.
func TestASilentDatabaseGivesNoLock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		config, err := pgxpool.ParseConfig("postgres://site@127.0.0.1/logins?sslmode=disable")
		require.NoError(t, err)
		config.ConnConfig.ConnectTimeout = 0
		config.ConnConfig.DialFunc = func(context.Context, string, string) (net.Conn, error) {
			ours, _ := net.Pipe() // nobody reads at the other end
			return ours, nil
		}
		pool, err := pgxpool.NewWithConfig(t.Context(), config)
		require.NoError(t, err)
		defer pool.Close()
		store := &Store{pool: pool, turn: make(chan struct{}, 1)}
		begun := time.Now()
		err = store.Lock(context.Background(), "login", func(core.Context) error { panic("it has no lock") })
		require.ErrorIs(t, err, core.CodeTimeout)
		assert.Equal(t, statementTime, time.Since(begun))
		store.Close() // it waits for nobody either
	})
}
