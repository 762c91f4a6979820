package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	driver "modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native/sealed"
)

// Store is a core.Storage and a core.Locker in an SQLite database.
type Store struct {
	*sealed.Store
	rows  rows
	locks *lockFile
}

// readers is how many statements read at once. SQLite writes one at a time.
const readers = 4

// Open opens the database in this file, and makes or updates its tables. Only the owner of a new file can read it. The first key seals what
// is written, and all of them open.
func Open(ctx context.Context, file string, keys ...sealed.Key) (*Store, error) {
	store := &Store{}
	var err error
	if store.Store, err = sealed.New(&store.rows, keys...); err != nil {
		return nil, err
	}
	if err := store.open(ctx, file); err != nil {
		_ = store.Close()
		return nil, failed(ctx, err)
	}
	return store, nil
}

func (s *Store) open(ctx context.Context, file string) error {
	file, err := filepath.Abs(file)
	if err != nil {
		return err
	}
	// SQLite gives its other files the mode of this one. A file that exists is not opened: closing it would end the locks that SQLite may
	// have on it in this program.
	created, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err == nil {
		err = created.Close()
	}
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	if s.locks, err = openLockFile(file + "-locks"); err != nil {
		return err
	}
	if s.rows.read, err = sql.Open("sqlite", address(file)); err != nil {
		return err
	}
	s.rows.read.SetMaxOpenConns(readers)
	if s.rows.write, err = sql.Open("sqlite", address(file)); err != nil {
		return err
	}
	s.rows.write.SetMaxOpenConns(1)
	return s.Lock(ctx, "migrations", func(ctx core.Context) error { return migrate(ctx, s.rows.write) })
}

// address names the file for the driver. A statement waits five seconds for another program that writes.
func address(file string) string {
	file = filepath.ToSlash(file)
	if !strings.HasPrefix(file, "/") { // on Windows
		file = "/" + file
	}
	return "file:" + (&url.URL{Path: file}).EscapedPath() + "?_pragma=busy_timeout(5000)&_txlock=immediate"
}

// Close closes the database. Nobody may hold a lock of the store any more.
func (s *Store) Close() error {
	var failures []error
	for _, db := range []*sql.DB{s.rows.read, s.rows.write} {
		if db != nil {
			failures = append(failures, db.Close())
		}
	}
	return errors.Join(append(failures, s.locks.release())...)
}

// failed returns the error for an operation that failed; nil if it did not.
func failed(ctx context.Context, err error) error {
	var known *core.Error
	var said *driver.Error
	switch {
	case err == nil || errors.As(err, &known):
		return err
	case ctx.Err() != nil:
		return sealed.Ended(ctx)
	}
	return sealed.Blocked(errors.As(err, &said) && said.Code()&0xff == codes.SQLITE_FULL, err)
}
