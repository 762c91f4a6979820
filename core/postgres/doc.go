// Package postgres keeps the records of package core in a PostgreSQL database, so that any number of programs on any number of machines
// share them.
//
//	pool, err := pgxpool.New(ctx, "postgres://…")
//	store, err := postgres.New(ctx, pool, keys...)
//	defer store.Close()
//	host := native.Host(store)
//
// The records are sealed with a key of the site: see package sealed. The locks are advisory locks. A program holds all of its own on one
// connection beside those of the pool: a lock is held while a server is asked, and a pool of four would be used up by four people whose
// servers are slow. When the program ends, or its machine vanishes, PostgreSQL frees them. What a program writes under a lock that it has
// lost with its connection fails with lock_lost, unless nobody else has changed the record.
package postgres
