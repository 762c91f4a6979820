package core_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
)

// brokenStore is a store in which some operations on some keys fail, in the manner of a browser's store or of one that a page
// wrote itself.
type brokenStore struct {
	core.Storage
	// get, set and remove say how an operation on keys with this prefix ends: "" works, "fails" returns an error, "nothing" reports
	// success and does nothing.
	get, set, remove map[string]string
	// damaged are the keys whose record is not one, until it is written or deleted.
	damaged map[string]bool
}

var errBlocked = &core.Error{Kind: core.ErrMastodon, Code: "storage_blocked", Message: "the store lets nobody in."}

func how(rules map[string]string, key string) string {
	for prefix, how := range rules {
		if strings.HasPrefix(key, prefix) {
			return how
		}
	}
	return ""
}

func (s *brokenStore) Get(ctx core.Context, key string) (core.Document, error) {
	switch {
	case how(s.get, key) != "":
		return nil, errBlocked
	case s.damaged[key]:
		return nil, core.Corrupt(key)
	}
	return s.Storage.Get(ctx, key)
}

func (s *brokenStore) Set(ctx core.Context, key string, record core.Fields) error {
	switch how(s.set, key) {
	case "fails":
		return errBlocked
	case "nothing":
		return nil
	}
	delete(s.damaged, key)
	return s.Storage.Set(ctx, key, record)
}

func (s *brokenStore) Delete(ctx core.Context, key string) error {
	switch how(s.remove, key) {
	case "fails":
		return errBlocked
	case "nothing":
		return nil
	}
	delete(s.damaged, key)
	return s.Storage.Delete(ctx, key)
}

// fields returns the stored record of a key.
func (w *world) fields(t *testing.T, key string) core.Fields {
	t.Helper()
	record, err := w.store.Get(w.ctx, key)
	require.NoError(t, err)
	var fields core.Fields
	if record != nil {
		for _, name := range record.Keys() {
			fields = append(fields, core.Field{Name: name, Value: record.Text(name)})
		}
	}
	return fields
}

// put stores a record with another value in one field; with "", the field is left out.
func (w *world) put(t *testing.T, key, name, value string) {
	t.Helper()
	var fields core.Fields
	for _, field := range w.fields(t, key) {
		if field.Name != name {
			fields = append(fields, field)
		}
	}
	fields = append(fields, core.Field{Name: name, Value: value})
	require.NoError(t, w.store.Set(w.ctx, key, fields))
}

// tokenOf returns the stored token of a session.
func (w *world) tokenOf(t *testing.T, id string) string {
	t.Helper()
	return w.fields(t, sessionKey(id)).Get("access_token")
}

// alive reports whether the server accepts a token.
func (w *world) alive(t *testing.T, token string) bool {
	t.Helper()
	host := w.host
	host.Storage = w.store
	client, err := core.New(w.ctx, host, core.Options{APIBaseURL: w.base, AccessToken: token})
	require.NoError(t, err)
	_, err = client.AccountVerifyCredentials(w.ctx)
	return err == nil
}

// left returns what is still stored of a session: names of records, and texts that hold the token.
func (w *world) left(t *testing.T, id, token string) []string {
	t.Helper()
	var left []string
	keys, err := w.store.Keys(w.ctx, "")
	require.NoError(t, err)
	for _, key := range keys {
		for _, field := range w.fields(t, key) {
			switch {
			case strings.HasSuffix(key, id), token != "" && field.Value == token, key == "mastoauth:sessions" && strings.Contains(field.Value, id):
				left = append(left, key+" "+field.Name)
			}
		}
	}
	return left
}
