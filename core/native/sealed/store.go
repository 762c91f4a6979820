package sealed

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"time"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

// Store is a core.Storage that keeps its records sealed in rows. Any number of programs may share the rows: a field that one of them writes
// is never undone by another that writes a different one.
type Store struct {
	rows Rows
	keys []Key
}

// New returns a store over these rows. The first key seals what is written, and all of them open.
func New(rows Rows, keys ...Key) (*Store, error) {
	if len(keys) == 0 || slices.ContainsFunc(keys, func(k Key) bool { return k.derive == nil }) {
		return nil, &core.Error{
			Kind: core.ErrIllegalArgument, Code: core.CodeOptionMissing,
			Message: "keys: the store needs a key, which seals the tokens in it.", Hint: "Make one with: openssl rand -base64 32",
		}
	}
	return &Store{rows, slices.Clone(keys)}, nil
}

// Get returns the record, or nil.
func (s *Store) Get(ctx core.Context, key string) (core.Document, error) {
	limited, cancel := context.WithTimeout(ctx, statementTime)
	defer cancel()
	row, err := s.rows.Read(limited, key)
	if err != nil {
		return nil, err
	}
	guardOf(ctx).saw(key, row)
	if row == nil {
		return nil, nil
	}
	return s.open(*row)
}

// Set writes the fields into the record.
func (s *Store) Set(ctx core.Context, key string, fields core.Fields) error {
	return s.change(ctx, key, func(old *Row) (*Row, error) {
		var before core.Document
		if old != nil {
			var err error
			before, err = s.open(*old)
			if err != nil && !isDamaged(err) { // a damaged record is overwritten
				return nil, err
			}
		}
		return &Row{key, s.keys[0].id, s.keys[0].seal(key, native.EncodeRecord(fields, before))}, nil
	})
}

// Delete removes the record.
func (s *Store) Delete(ctx core.Context, key string) error {
	if ctx.Err() == nil && guardOf(ctx) == nil {
		ctx, cancel := writing(ctx)
		defer cancel()
		_, err := s.rows.Remove(ctx, key, nil)
		return err
	}
	return s.change(ctx, key, func(*Row) (*Row, error) { return nil, nil })
}

// Keys lists the keys that start with prefix, sorted.
func (s *Store) Keys(ctx core.Context, prefix string) ([]string, error) {
	ctx, cancel := context.WithTimeout(ctx, statementTime)
	defer cancel()
	return s.rows.Keys(ctx, prefix)
}

// change replaces a row by what change makes of it; nil removes it. If the row is not as it was taken to be, it begins anew with what is
// there. No row is read before: the holder of a lock has often read it already, and what nobody has read is mostly new.
func (s *Store) change(ctx core.Context, key string, change func(old *Row) (*Row, error)) error {
	if ctx.Err() != nil {
		return Ended(ctx)
	}
	guard := guardOf(ctx)
	for old := guard.last(key); ; {
		if err := guard.check(ctx, key, old); err != nil {
			return err
		}
		next, err := change(old)
		if err != nil {
			return err
		}
		existing, done, err := s.write(ctx, key, old, next)
		if err != nil {
			return err
		}
		if done {
			guard.saw(key, next)
			return nil
		}
		old = existing
	}
}

// statementTime is for how long a record may take to be read or written, and the keys to be listed.
const statementTime = 10 * time.Second

// writing returns the context of a write. It does not end with that of the caller: nobody could tell then what is stored.
func writing(ctx core.Context) (core.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), statementTime)
}

// write puts next in place of old; nil is no row. If old is not what is there, it returns that.
func (s *Store) write(ctx core.Context, key string, old, next *Row) (existing *Row, done bool, err error) {
	ctx, cancel := writing(ctx)
	defer cancel()
	switch {
	case old == nil && next == nil:
		existing, err = s.rows.Read(ctx, key)
		return existing, existing == nil, err
	case old == nil:
		existing, done, err = s.rows.Insert(ctx, *next)
	case next == nil:
		done, err = s.rows.Remove(ctx, key, old.Sealed)
	default:
		done, err = s.rows.Replace(ctx, *next, old.Sealed)
	}
	if err == nil && !done && existing == nil {
		existing, err = s.rows.Read(ctx, key)
	}
	if old != nil && existing != nil && bytes.Equal(old.Sealed, existing.Sealed) {
		return nil, false, s.removeDamaged(ctx, *old)
	}
	return existing, done, err
}

// removeDamaged removes a row that is as it was, and that the database did not find by its content: somebody has written what is none, such
// as a text in place of bytes. Nobody can open that. A row that can be opened stays.
func (s *Store) removeDamaged(ctx core.Context, row Row) error {
	if _, err := s.open(row); err == nil || !isDamaged(err) {
		return Blocked(false, errUnchanged)
	}
	_, err := s.rows.Remove(ctx, row.Key, nil)
	return err
}

var errUnchanged = errors.New("it does not change this record, and does not say why")

// open returns the record of a row.
func (s *Store) open(row Row) (core.Document, error) {
	text, err := s.unseal(row)
	if err != nil {
		return nil, err
	}
	record, err := native.Parse(text)
	if err != nil || !record.Is(core.IsObject) {
		return nil, damaged(row.Key)
	}
	return record, nil
}

func (s *Store) unseal(row Row) ([]byte, error) {
	at := slices.IndexFunc(s.keys, func(k Key) bool { return k.id == row.KeyID })
	if at < 0 {
		return nil, keyMissing(row, s.keys)
	}
	text, err := s.keys[at].open(row.Key, row.Sealed)
	if err != nil {
		return nil, damaged(row.Key)
	}
	return text, nil
}
