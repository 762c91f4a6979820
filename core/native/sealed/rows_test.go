package sealed_test

import (
	"bytes"
	"maps"
	"slices"
	"strings"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native/sealed"
)

// table is Rows in memory, which a test can tamper with.
type table map[string]sealed.Row

func (t table) Read(_ core.Context, key string) (*sealed.Row, error) {
	row, ok := t[key]
	if !ok {
		return nil, nil
	}
	return &row, nil
}

func (t table) Insert(ctx core.Context, row sealed.Row) (*sealed.Row, bool, error) {
	if existing, _ := t.Read(ctx, row.Key); existing != nil {
		return existing, false, nil
	}
	t[row.Key] = row
	return nil, true, nil
}

func (t table) Replace(_ core.Context, row sealed.Row, old []byte) (bool, error) {
	if now, exists := t[row.Key]; !exists || !bytes.Equal(now.Sealed, old) {
		return false, nil
	}
	t[row.Key] = row
	return true, nil
}

func (t table) Remove(_ core.Context, key string, old []byte) (bool, error) {
	if now, exists := t[key]; !exists || old != nil && !bytes.Equal(now.Sealed, old) {
		return false, nil
	}
	delete(t, key)
	return true, nil
}

func (t table) Keys(_ core.Context, prefix string) (keys []string, err error) {
	for _, key := range slices.Sorted(maps.Keys(t)) {
		if strings.HasPrefix(key, prefix) {
			keys = append(keys, key)
		}
	}
	return keys, nil
}

func (t table) SealedOtherwise(_ core.Context, keyID, after string, most int) (rows []sealed.Row, err error) {
	for _, key := range slices.Sorted(maps.Keys(t)) {
		if key > after && t[key].KeyID != keyID && len(rows) < most {
			rows = append(rows, t[key])
		}
	}
	return rows, nil
}
