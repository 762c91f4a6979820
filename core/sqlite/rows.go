package sqlite

import (
	"database/sql"
	"errors"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native/sealed"
)

// rows are the rows of the database.
type rows struct{ read, write *sql.DB }

func (r *rows) Read(ctx core.Context, key string) (*sealed.Row, error) {
	row := sealed.Row{Key: key}
	err := r.read.QueryRowContext(ctx, "SELECT key_id, sealed FROM mastoauth_records WHERE record_key = ?", []byte(key)).Scan(&row.KeyID, &row.Sealed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return &row, failed(ctx, err)
}

func (r *rows) Insert(ctx core.Context, row sealed.Row) (*sealed.Row, bool, error) {
	if existing, err := r.Read(ctx, row.Key); existing != nil || err != nil { // who reads need not wait for those who write
		return existing, false, err
	}
	done, err := r.change(ctx, "INSERT INTO mastoauth_records (record_key, key_id, sealed) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
		[]byte(row.Key), row.KeyID, row.Sealed)
	return nil, done, err
}

func (r *rows) Replace(ctx core.Context, row sealed.Row, old []byte) (bool, error) {
	return r.change(ctx, "UPDATE mastoauth_records SET key_id = ?, sealed = ? WHERE record_key = ? AND sealed = ?",
		row.KeyID, row.Sealed, []byte(row.Key), old)
}

func (r *rows) Remove(ctx core.Context, key string, old []byte) (bool, error) {
	return r.change(ctx, "DELETE FROM mastoauth_records WHERE record_key = ? AND sealed = COALESCE(?, sealed)", []byte(key), old)
}

func (r *rows) change(ctx core.Context, statement string, values ...any) (bool, error) {
	result, err := r.write.ExecContext(ctx, statement, values...)
	if err != nil {
		return false, failed(ctx, err)
	}
	count, err := result.RowsAffected()
	return count > 0, failed(ctx, err)
}

func (r *rows) Keys(ctx core.Context, prefix string) ([]string, error) {
	statement, values := "SELECT record_key FROM mastoauth_records WHERE record_key >= ? ORDER BY record_key", []any{[]byte(prefix)}
	if end := sealed.PrefixEnd(prefix); end != "" {
		statement = "SELECT record_key FROM mastoauth_records WHERE record_key >= ? AND record_key < ? ORDER BY record_key"
		values = append(values, []byte(end))
	}
	var keys []string
	err := r.each(ctx, func(found *sql.Rows) error {
		var key []byte
		err := found.Scan(&key)
		keys = append(keys, string(key))
		return err
	}, statement, values...)
	return keys, err
}

func (r *rows) SealedOtherwise(ctx core.Context, keyID, after string, most int) ([]sealed.Row, error) {
	var rows []sealed.Row
	err := r.each(ctx, func(found *sql.Rows) error {
		var row sealed.Row
		var key []byte
		err := found.Scan(&key, &row.KeyID, &row.Sealed)
		row.Key = string(key)
		rows = append(rows, row)
		return err
	}, "SELECT record_key, key_id, sealed FROM mastoauth_records WHERE record_key > ? AND key_id <> ? ORDER BY record_key LIMIT ?",
		[]byte(after), keyID, most)
	return rows, err
}

// each reads the rows that a statement finds.
func (r *rows) each(ctx core.Context, read func(*sql.Rows) error, statement string, values ...any) error {
	found, err := r.read.QueryContext(ctx, statement, values...)
	if err != nil {
		return failed(ctx, err)
	}
	defer found.Close()
	for found.Next() {
		if err := read(found); err != nil {
			return failed(ctx, err)
		}
	}
	return failed(ctx, found.Err())
}
