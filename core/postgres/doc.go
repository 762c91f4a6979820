// Package postgres keeps the records of package core in a PostgreSQL database, so that several machines share them.
package postgres

import (
	_ "github.com/jackc/pgx/v5/pgxpool"

	_ "github.com/mastoauth/mastoauth/core"
)
