package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/mastoauth/mastoauth/core/native/sealed"
)

// migrations make the tables, each from the version before it. They are never changed, only added to.
var migrations = []string{
	`CREATE TABLE mastoauth_records (
		record_key BLOB PRIMARY KEY, -- also the index by prefix
		key_id     TEXT NOT NULL,
		sealed     BLOB NOT NULL
	)`,
}

// migrate brings the tables to the version of this program. The caller holds the lock for that.
func migrate(ctx context.Context, db *sql.DB) error {
	var mode string
	// In this mode, nobody who reads waits for one who writes. It stays in the file.
	if err := db.QueryRowContext(ctx, "PRAGMA journal_mode = WAL").Scan(&mode); err != nil {
		return err
	}
	if mode != "wal" {
		return fmt.Errorf("the file system does not let SQLite share memory, so the journal mode is %s instead of wal", mode)
	}
	change, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer change.Rollback() // after the commit, this does nothing
	if _, err := change.ExecContext(ctx, "CREATE TABLE IF NOT EXISTS mastoauth_schema (version INTEGER PRIMARY KEY)"); err != nil {
		return err
	}
	var version int
	if err := change.QueryRowContext(ctx, "SELECT COALESCE(MAX(version), 0) FROM mastoauth_schema").Scan(&version); err != nil {
		return err
	}
	if version > len(migrations) {
		return sealed.NewerSchema(version, len(migrations))
	}
	for ; version < len(migrations); version++ {
		if _, err := change.ExecContext(ctx, migrations[version]); err != nil {
			return err
		}
		if _, err := change.ExecContext(ctx, "INSERT INTO mastoauth_schema VALUES (?)", version+1); err != nil {
			return err
		}
	}
	return change.Commit()
}
