package postgres

import (
	"crypto/sha256"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native/sealed"
)

// rows are the rows of the database.
type rows struct{ pool *pgxpool.Pool }

// id is the primary key of a row. A record's key may be longer than an index takes.
func id(key string) []byte {
	sum := sha256.Sum256([]byte(key))
	return sum[:]
}

func (r rows) Read(ctx core.Context, key string) (*sealed.Row, error) {
	row := sealed.Row{Key: key}
	err := r.pool.QueryRow(ctx, "SELECT key_id, sealed FROM mastoauth_records WHERE id = $1", id(key)).Scan(&row.KeyID, &row.Sealed)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	return &row, failed(ctx, err)
}

// insert adds a row, and reads the one that was there before, in one step.
const insert = `WITH added AS (
		INSERT INTO mastoauth_records (id, record_key, key_id, sealed) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING id
	)
	SELECT EXISTS (SELECT FROM added), COALESCE(old.key_id, ''), old.sealed
	FROM (VALUES ($1::bytea)) AS wanted (id) LEFT JOIN mastoauth_records AS old USING (id)`

func (r rows) Insert(ctx core.Context, row sealed.Row) (*sealed.Row, bool, error) {
	existing, done := sealed.Row{Key: row.Key}, false
	err := r.pool.QueryRow(ctx, insert, id(row.Key), []byte(row.Key), row.KeyID, row.Sealed).Scan(&done, &existing.KeyID, &existing.Sealed)
	if err != nil || done || existing.Sealed == nil {
		return nil, done, failed(ctx, err)
	}
	return &existing, false, nil
}

func (r rows) Replace(ctx core.Context, row sealed.Row, old []byte) (bool, error) {
	return r.change(ctx, "UPDATE mastoauth_records SET key_id = $1, sealed = $2 WHERE id = $3 AND sealed = $4",
		row.KeyID, row.Sealed, id(row.Key), old)
}

func (r rows) Remove(ctx core.Context, key string, old []byte) (bool, error) {
	return r.change(ctx, "DELETE FROM mastoauth_records WHERE id = $1 AND sealed = COALESCE($2, sealed)", id(key), old)
}

func (r rows) change(ctx core.Context, statement string, values ...any) (bool, error) {
	said, err := r.pool.Exec(ctx, statement, values...)
	return said.RowsAffected() > 0, failed(ctx, err)
}

func (r rows) Keys(ctx core.Context, prefix string) ([]string, error) {
	start := []byte(prefix[:min(len(prefix), indexed)])
	statement := "SELECT record_key FROM mastoauth_records WHERE substring(record_key FROM 1 FOR 200) >= $1 AND substring(record_key FROM 1 FOR $2) = $3"
	values := []any{start, len(prefix), []byte(prefix)}
	if end := sealed.PrefixEnd(string(start)); end != "" {
		statement += " AND substring(record_key FROM 1 FOR 200) < $4"
		values = append(values, []byte(end))
	}
	found, err := r.pool.Query(ctx, statement+" ORDER BY record_key", values...)
	if err != nil {
		return nil, failed(ctx, err)
	}
	keys, err := pgx.CollectRows(found, func(row pgx.CollectableRow) (string, error) {
		var key []byte
		err := row.Scan(&key)
		return string(key), err
	})
	return keys, failed(ctx, err)
}

func (r rows) SealedOtherwise(ctx core.Context, keyID, after string, most int) ([]sealed.Row, error) {
	start := []byte{}
	if after != "" {
		start = id(after)
	}
	found, err := r.pool.Query(ctx, "SELECT record_key, key_id, sealed FROM mastoauth_records WHERE id > $1 AND key_id <> $2 ORDER BY id LIMIT $3",
		start, keyID, most)
	if err != nil {
		return nil, failed(ctx, err)
	}
	rows, err := pgx.CollectRows(found, func(row pgx.CollectableRow) (sealed.Row, error) {
		var key []byte
		var one sealed.Row
		err := row.Scan(&key, &one.KeyID, &one.Sealed)
		one.Key = string(key)
		return one, err
	})
	return rows, failed(ctx, err)
}
