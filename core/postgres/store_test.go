package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/internal/storetest"
	"github.com/mastoauth/mastoauth/core/internal/testpostgres"
	"github.com/mastoauth/mastoauth/core/native/sealed"
	"github.com/mastoauth/mastoauth/core/postgres"
)

// server is the PostgreSQL of the tests. It is started by the first one that needs it.
var server = sync.OnceValues(testpostgres.Start)

func TestMain(m *testing.M) {
	storetest.Main(func(ctx context.Context, address string) (storetest.SharedStore, error) {
		pool, err := pgxpool.New(ctx, address)
		if err != nil {
			return nil, err
		}
		return postgres.New(ctx, pool, storetest.Key(1))
	})
	code := m.Run()
	if server, err := server(); err == nil {
		server.Stop()
	}
	os.Exit(code)
}

var databases atomic.Int32

// newDatabase returns the address of an empty database.
func newDatabase(t *testing.T) string {
	t.Helper()
	server, err := server()
	if errors.Is(err, testpostgres.ErrMissing) && os.Getenv("CI") != "true" {
		t.Skip(err)
	}
	require.NoError(t, err)
	name := fmt.Sprint("tests", databases.Add(1))
	_, err = newPool(t, server.Address("postgres")).Exec(t.Context(), "CREATE DATABASE "+name)
	require.NoError(t, err)
	return server.Address(name)
}

// newPool returns a pool of four connections.
func newPool(t *testing.T, address string) *pgxpool.Pool {
	t.Helper()
	pool, err := pgxpool.New(t.Context(), address+" pool_max_conns=4")
	require.NoError(t, err)
	t.Cleanup(pool.Close)
	return pool
}

func open(t *testing.T, address string, keys ...sealed.Key) *postgres.Store {
	t.Helper()
	if len(keys) == 0 {
		keys = []sealed.Key{storetest.Key(1)}
	}
	store, err := postgres.New(t.Context(), newPool(t, address), keys...)
	require.NoError(t, err)
	t.Cleanup(store.Close)
	return store
}

func TestStore(t *testing.T) {
	address := newDatabase(t)
	one := open(t, address)
	storetest.Storage(t, one)
	two := open(t, address)
	storetest.Merging(t, one, two)
	storetest.Locker(t, one, two)
	storetest.Ending(t, one)
	storetest.Rekeying(t, func(keys ...sealed.Key) storetest.SealedStore { return open(t, address, keys...) })
}

// Behind a pooler, statements are not prepared.
func TestWithoutPreparedStatements(t *testing.T) {
	for _, mode := range []string{"exec", "simple_protocol"} {
		store := open(t, newDatabase(t)+" default_query_exec_mode="+mode)
		storetest.Storage(t, store)
		storetest.Locker(t, store, store)
	}
}

func TestPrograms(t *testing.T) {
	address := newDatabase(t)
	storetest.Programs(t, address+" pool_max_conns=4", open(t, address))
}

// Nobody who reads the database finds a token.
func TestTokensAreSealed(t *testing.T) {
	address := newDatabase(t)
	require.NoError(t, open(t, address).Set(t.Context(), "mastoauth:session:1", core.Fields{{Name: "access_token", Value: "SECRET-TOKEN"}}))
	var row string
	var sealed []byte
	err := newPool(t, address).QueryRow(t.Context(), "SELECT r::text, sealed FROM mastoauth_records AS r WHERE record_key = 'mastoauth:session:1'").Scan(&row, &sealed)
	require.NoError(t, err)
	for _, text := range []string{row, string(sealed)} {
		assert.NotContains(t, text, "SECRET")
		assert.NotContains(t, text, "access_token")
	}
}

func TestManyOpenANewDatabaseAtOnce(t *testing.T) {
	address := newDatabase(t)
	var all sync.WaitGroup
	for range 8 {
		pool := newPool(t, address)
		all.Go(func() {
			store, err := postgres.New(t.Context(), pool, storetest.Key(1))
			if assert.NoError(t, err) {
				assert.NoError(t, store.Set(t.Context(), "login", core.Fields{{Name: "a", Value: "b"}}))
			}
		})
	}
	all.Wait()
}

func TestANewerDatabaseIsRefused(t *testing.T) {
	address := newDatabase(t)
	open(t, address)
	pool := newPool(t, address)
	_, err := pool.Exec(t.Context(), "INSERT INTO mastoauth_schema VALUES (1000)")
	require.NoError(t, err)
	_, err = postgres.New(t.Context(), pool, storetest.Key(1))
	require.ErrorIs(t, err, core.CodeStorageBlocked)
	assert.ErrorContains(t, err, "version 1000")
}

// Two sites may use one database, each in a schema of its own: neither sees the records of the other, nor waits for its locks.
func TestSchemasAreApart(t *testing.T) {
	address := newDatabase(t)
	_, err := newPool(t, address).Exec(t.Context(), "CREATE SCHEMA one; CREATE SCHEMA two")
	require.NoError(t, err)
	one, two := open(t, address+" search_path=one"), open(t, address+" search_path=two")
	require.NoError(t, one.Lock(t.Context(), "login", func(ctx core.Context) error {
		require.NoError(t, one.Set(ctx, "login", core.Fields{{Name: "a", Value: "b"}}))
		return two.Lock(ctx, "login", func(ctx core.Context) error {
			record, err := two.Get(ctx, "login")
			assert.Nil(t, record)
			return err
		})
	}))
}

// A role that may read and write the tables, and no more, can use them.
func TestARoleWithoutMoreRights(t *testing.T) {
	address := newDatabase(t)
	open(t, address)
	pool := newPool(t, address)
	role := fmt.Sprint("site", databases.Load()) // roles are of all databases
	_, err := pool.Exec(t.Context(), "CREATE ROLE "+role+" LOGIN; GRANT SELECT ON mastoauth_schema TO "+role+
		"; GRANT SELECT, INSERT, UPDATE, DELETE ON mastoauth_records TO "+role)
	require.NoError(t, err)
	site := open(t, address+" user="+role)
	require.NoError(t, site.Set(t.Context(), "login", core.Fields{{Name: "a", Value: "b"}}))
	_, err = pool.Exec(t.Context(), "REVOKE UPDATE ON mastoauth_records FROM "+role)
	require.NoError(t, err)
	err = site.Set(t.Context(), "login", core.Fields{{Name: "a", Value: "c"}})
	require.ErrorIs(t, err, core.CodeStorageBlocked)
	assert.ErrorContains(t, err, "permission denied")
}

// The index is used, so that listing a visitor's records does not read those of all others.
func TestKeysUseTheIndex(t *testing.T) {
	address := newDatabase(t)
	open(t, address)
	pool := newPool(t, address)
	_, err := pool.Exec(t.Context(), `INSERT INTO mastoauth_records (id, record_key, key_id, sealed)
		SELECT sha256(n::text::bytea), ('visitor:' || n)::bytea, '', '' FROM generate_series(1, 20000) AS n; ANALYZE mastoauth_records`)
	require.NoError(t, err)
	rows, err := pool.Query(t.Context(), `EXPLAIN SELECT record_key FROM mastoauth_records WHERE substring(record_key FROM 1 FOR 200) >= 'visitor:1234'
		AND substring(record_key FROM 1 FOR 12) = 'visitor:1234' AND substring(record_key FROM 1 FOR 200) < 'visitor:1235' ORDER BY record_key`)
	require.NoError(t, err)
	plan := ""
	for rows.Next() {
		var line string
		require.NoError(t, rows.Scan(&line))
		plan += line + "\n"
	}
	require.NoError(t, rows.Err())
	assert.Contains(t, plan, "mastoauth_records_by_prefix")
}
