package keyring

import (
	"bytes"
	"encoding/base64"
	"errors"
	"slices"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/native/sealed"
)

// rows are sealed records in files. All changes have one lock, which is held for no longer than a change takes.
type rows struct {
	files *native.FileStore
	keyID string
}

// Read returns the row with this key, or nil. A row that this key does not open is lost with its own key, or damaged. It is one that
// this key seals and does not open, so that core overwrites it.
func (r *rows) Read(ctx core.Context, key string) (*sealed.Row, error) {
	record, err := r.files.Get(ctx, key)
	if errors.Is(err, core.CodeStorageCorrupt) {
		return &sealed.Row{Key: key, KeyID: r.keyID}, nil
	}
	if err != nil || record == nil {
		return nil, err
	}
	content, _ := base64.StdEncoding.DecodeString(record.Text("sealed")) // what is no base64 cannot be opened either
	return &sealed.Row{Key: key, KeyID: r.keyID, Sealed: content}, nil
}

func (r *rows) Insert(ctx core.Context, row sealed.Row) (*sealed.Row, bool, error) {
	done, err := r.change(ctx, row.Key, nil, &row)
	return nil, done, err
}

func (r *rows) Replace(ctx core.Context, row sealed.Row, old []byte) (bool, error) {
	return r.change(ctx, row.Key, &sealed.Row{Sealed: old}, &row)
}

func (r *rows) Remove(ctx core.Context, key string, old []byte) (bool, error) {
	if old == nil {
		err := r.files.Lock(ctx, "rows", func(ctx core.Context) error { return r.files.Delete(ctx, key) })
		return err == nil, err
	}
	return r.change(ctx, key, &sealed.Row{Sealed: old}, nil)
}

// change writes a row if it is still as it was, and reports whether it did.
func (r *rows) change(ctx core.Context, key string, old, next *sealed.Row) (done bool, err error) {
	err = r.files.Lock(ctx, "rows", func(ctx core.Context) error {
		now, err := r.Read(ctx, key)
		if err != nil || (now == nil) != (old == nil) || now != nil && !bytes.Equal(now.Sealed, old.Sealed) {
			return err
		}
		done = true
		if next == nil {
			return r.files.Delete(ctx, key)
		}
		return r.files.Set(ctx, key, core.Fields{{Name: "sealed", Value: base64.StdEncoding.EncodeToString(next.Sealed)}})
	})
	return done && err == nil, err
}

func (r *rows) Keys(ctx core.Context, prefix string) ([]string, error) {
	keys, err := r.files.Keys(ctx, prefix)
	slices.Sort(keys)
	return keys, err
}

// SealedOtherwise returns nothing: a row has one key, which is never changed.
func (r *rows) SealedOtherwise(core.Context, string, string, int) ([]sealed.Row, error) {
	return nil, nil
}
