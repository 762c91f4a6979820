// Package sqlite keeps the records of package core in an SQLite database, which several programs on one machine share.
package sqlite

import (
	_ "modernc.org/sqlite"

	_ "github.com/mastoauth/mastoauth/core"
)
