package sealed

import "github.com/mastoauth/mastoauth/core"

// Rows is a table of a database that has a row for each record. Keys are any bytes, and may have several thousand of them. No two rows
// that were ever written are equal, so a row that is as it was read has not been changed meanwhile.
//
// A failure of the database is an *core.Error: storage_full or storage_blocked, or that of [Ended].
type Rows interface {
	// Read returns the row with this key, or nil.
	Read(ctx core.Context, key string) (*Row, error)
	// Insert adds the row. If there is one with its key, it changes nothing, and returns that one, or nil if it was added just now.
	Insert(ctx core.Context, row Row) (existing *Row, done bool, err error)
	// Replace writes the row in place of the one that has this old content, and reports whether that was still there.
	Replace(ctx core.Context, row Row, old []byte) (done bool, err error)
	// Remove removes the row that has this content, or any content if old is nil, and reports whether it was still there.
	Remove(ctx core.Context, key string, old []byte) (done bool, err error)
	// Keys lists the keys that start with prefix, sorted by their bytes.
	Keys(ctx core.Context, prefix string) ([]string, error)
	// SealedOtherwise returns rows that are sealed with another key than keyID, at most that many, in an order of the table's own. They come
	// behind the row with the key after, which may be gone by now; empty is the beginning.
	SealedOtherwise(ctx core.Context, keyID, after string, most int) ([]Row, error)
}

// Row is one row.
type Row struct {
	// Key is the record's key.
	Key string
	// KeyID is the id of the key that seals the record.
	KeyID string
	// Sealed is the sealed record.
	Sealed []byte
}

// PrefixEnd returns the first key behind all that start with prefix, or "" if there is none.
func PrefixEnd(prefix string) string {
	end := []byte(prefix)
	for len(end) > 0 {
		if end[len(end)-1]++; end[len(end)-1] != 0 {
			return string(end)
		}
		end = end[:len(end)-1]
	}
	return ""
}
