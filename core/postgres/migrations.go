package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/mastoauth/mastoauth/core/native/sealed"
)

// indexed is how many bytes of a record's key are in the index by prefix. An index of PostgreSQL takes at most 2,704.
const indexed = 200

// migrations make the tables, each from the version before it. They are never changed, only added to. Sealed bytes cannot be compressed, and
// a record that is written several times in a second stays in its page.
var migrations = []string{
	`CREATE TABLE mastoauth_records (
		id         bytea PRIMARY KEY, -- SHA-256 of the record's key
		record_key bytea NOT NULL,
		key_id     text NOT NULL,
		sealed     bytea NOT NULL
	) WITH (toast_tuple_target = 8160, fillfactor = 60);
	ALTER TABLE mastoauth_records ALTER COLUMN sealed SET STORAGE EXTERNAL;
	CREATE INDEX mastoauth_records_by_prefix ON mastoauth_records (substring(record_key FROM 1 FOR 200));`,
}

// migrate brings the tables to the version of this program. A role that may only read and write them can use those of this version.
func migrate(ctx context.Context, pool *pgxpool.Pool) error {
	return pgx.BeginFunc(ctx, pool, func(change pgx.Tx) error {
		// One program at a time. The lock ends with the transaction.
		if _, err := change.Exec(ctx, "SELECT pg_advisory_xact_lock($1)", lockNumber("", "migrations")); err != nil {
			return err
		}
		var exists bool
		if err := change.QueryRow(ctx, "SELECT to_regclass('mastoauth_schema') IS NOT NULL").Scan(&exists); err != nil {
			return err
		}
		if !exists {
			if _, err := change.Exec(ctx, "CREATE TABLE mastoauth_schema (version integer PRIMARY KEY)"); err != nil {
				return err
			}
		}
		var version int
		if err := change.QueryRow(ctx, "SELECT COALESCE(MAX(version), 0) FROM mastoauth_schema").Scan(&version); err != nil {
			return err
		}
		if version > len(migrations) {
			return sealed.NewerSchema(version, len(migrations))
		}
		for ; version < len(migrations); version++ {
			if _, err := change.Exec(ctx, migrations[version]); err != nil {
				return err
			}
			if _, err := change.Exec(ctx, "INSERT INTO mastoauth_schema VALUES ($1)", version+1); err != nil {
				return err
			}
		}
		return nil
	})
}
