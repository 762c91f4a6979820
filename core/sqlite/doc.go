// Package sqlite keeps the records of package core in an SQLite database, which any number of programs on one machine may share. For several
// machines there is package postgres.
//
//	store, err := sqlite.Open(ctx, "logins.db", keys...)
//	defer store.Close()
//	host := native.Host(store)
//
// The records are sealed with a key of the site: see package sealed. The locks are ranges of bytes in the file "logins.db-locks". The system
// itself frees them when a program ends, however it ends, so no lock needs a clock, and none can be lost while its program runs.
package sqlite
