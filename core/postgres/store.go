package postgres

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/native/sealed"
)

// Store is a core.Storage and a core.Locker in a PostgreSQL database.
type Store struct {
	*sealed.Store
	pool *pgxpool.Pool
	// names keep the goroutines of this program apart, since a lock of PostgreSQL is one of the whole connection.
	names native.Locks
	// space tells the locks of these tables from those of others in the same database.
	space string
	// turn is full while somebody opens, replaces or closes the connection with the locks.
	turn   chan struct{}
	held   *lockConnection
	closed bool
}

// New returns a store in the database of this pool, and makes or updates its tables, in the first schema of the connection's search_path. It
// takes one connection out of the pool, for the locks, and the pool makes another one in its place. The first key seals what is written, and
// all of them open.
func New(ctx context.Context, pool *pgxpool.Pool, keys ...sealed.Key) (*Store, error) {
	store := &Store{pool: pool, turn: make(chan struct{}, 1)}
	var err error
	if store.Store, err = sealed.New(rows{pool}, keys...); err != nil {
		return nil, err
	}
	if err := migrate(ctx, pool); err != nil {
		return nil, failed(ctx, err)
	}
	if err := pool.QueryRow(ctx, "SELECT 'mastoauth_records'::regclass::oid::text").Scan(&store.space); err != nil {
		return nil, failed(ctx, err)
	}
	return store, nil
}

// Close frees the locks and their connection, and gives no lock any more. The pool stays open.
func (s *Store) Close() {
	s.turn <- struct{}{}
	defer func() { <-s.turn }()
	s.closed = true
	if s.held != nil {
		s.held.close()
	}
}

// failed returns the error for an operation that failed; nil if it did not.
func failed(ctx context.Context, err error) error {
	var known *core.Error
	var said *pgconn.PgError
	switch {
	case err == nil || errors.As(err, &known):
		return err
	case ctx.Err() != nil:
		return sealed.Ended(ctx)
	}
	return sealed.Blocked(errors.As(err, &said) && said.Code == "53100", err) // disk_full
}
