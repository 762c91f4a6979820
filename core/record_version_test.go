//go:build unix

// Records of another version: whatever a newer version writes, this one loses none of it, and loses nobody by it.

package core_test

import (
	"encoding/json"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/practice"
)

// newerMembers are what a newer version adds to each record.
const newerMembers = `"added":"später","added_list":[1,{"a":null}],"added_number":1e3,"__proto__":{"x":1}`

// newerStore is a store whose files the test writes too. With kinds, a newer version adds members to each record that is made, and
// kinds counts by the kind of the key how often such a record was written again.
type newerStore struct {
	*native.FileStore
	t     *testing.T
	dir   string
	kinds map[string]int
}

func newNewerWorld(t *testing.T, options practice.Options) (*world, *newerStore) {
	w, dir := newWorld(t, options), t.TempDir()
	store := &newerStore{FileStore: native.NewFileStore(dir), t: t, dir: dir}
	w.store.Storage = store
	w.host.Locker = store
	return w, store
}

// file is where the record of a key stands.
func (s *newerStore) file(key string) string {
	names, err := filepath.Glob(s.dir + "/*.json")
	require.NoError(s.t, err)
	for _, name := range names {
		if of, _ := url.PathUnescape(strings.TrimSuffix(filepath.Base(name), ".json")); of == key {
			return name
		}
	}
	return filepath.Join(s.dir, "none")
}

func (s *newerStore) Set(ctx core.Context, key string, record core.Fields) error {
	before, _ := s.Get(ctx, key)
	if err := s.FileStore.Set(ctx, key, record); err != nil || len(record) == 0 || s.kinds == nil {
		return err
	}
	after, err := s.Get(ctx, key)
	require.NoError(s.t, err)
	assert.Equal(s.t, core.RecordVersion, after.Text("version"), key)
	text, err := native.Encode(after)
	require.NoError(s.t, err)
	if before != nil && len(before.Keys()) > 0 {
		assert.Contains(s.t, string(text), newerMembers, key)
		s.kinds[strings.Split(key+":", ":")[1]]++
		return nil
	}
	return os.WriteFile(s.file(key), []byte(strings.TrimSuffix(string(text), "}")+","+newerMembers+"}"), 0o600)
}

// Every kind of record that is written again keeps what a newer version has added, and says its version.
func TestMembersOfANewerVersionStay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, store := newNewerWorld(t, practice.Options{Quirks: practice.Quirks{RefreshTokens: true, ExpiresIn: time.Hour, NewTokens: true}})
		store.kinds = map[string]int{}
		for range 2 { // the second sign-in writes session, account and index again
			done := w.signIn(t, "alice")
			w.signIn(t, "bob")
			_, err := core.UseSession(w.ctx, w.host, core.SessionOptions{ID: done.Session.ID})
			require.NoError(t, err)
			time.Sleep(2 * time.Hour) // the token is renewed
			client := w.client(t, core.Options{AccessTokenKey: "mastoauth:session:" + done.Session.ID})
			_, err = client.AccountVerifyCredentials(w.ctx)
			require.NoError(t, err)
		}
		_, err := core.SignUp(w.ctx, w.host, zoeSignsUp(nil))
		require.NoError(t, err)
		_, err = core.CompleteSignUp(w.ctx, w.host, core.CompleteSignUpOptions{Resend: true, Email: "zoe@other.example"})
		require.NoError(t, err)
		w.server.ForgetApps() // each app is registered again
		w.beginSignIn(t, nil)
		synctest.Wait()
		assert.ElementsMatch(t, []string{"sessions", "session", "account", "pending", "newcomer", "app"}, slices.Collect(maps.Keys(store.kinds)))
	})
}

// Whatever stands in place of the index, nobody who is signed in is lost by the next sign-in, switch or sign-out.
func TestNobodyIsLostByAnotherIndex(t *testing.T) {
	for _, test := range sessionIndexes(t) {
		index := test.text
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w, store := newNewerWorld(t, practice.Options{})
				alice := w.signIn(t, "alice").Session
				put := func() { require.NoError(t, os.WriteFile(store.file("mastoauth:sessions"), []byte(index), 0o600)) }
				people := func() (names []string) {
					for _, session := range w.sessions(t).Sessions {
						names = append(names, session.Account.Username)
					}
					return names
				}
				put()
				assert.Equal(t, []string{"alice"}, people())
				w.signIn(t, "bob")
				synctest.Wait() // what nothing uses any more is ended by now
				assert.Equal(t, []string{"bob", "alice"}, people())
				assert.True(t, w.alive(t, w.tokenOf(t, alice.ID)))
				put()
				_, err := core.UseSession(w.ctx, w.host, core.SessionOptions{ID: alice.ID})
				require.NoError(t, err)
				assert.ElementsMatch(t, []string{"bob", "alice"}, people())
				assert.Equal(t, alice.ID, w.sessions(t).Current)
				put()
				_, err = core.SignOut(w.ctx, w.host, core.SessionOptions{ID: alice.ID})
				require.NoError(t, err)
				assert.Equal(t, []string{"bob"}, people())
			})
		})
	}
}

// A record of a newer version that is not understood stays as it is, however often somebody signs in and however old it is.
func TestRecordsOfANewerVersionStay(t *testing.T) {
	for key, text := range map[string]string{
		"mastoauth:session:https://practice.example#7": `{"version":"2","tokens":[{"access":"x"}]}`,
		"mastoauth:session:https://practice.example#8": `{"version":2,"access_token":{"value":"x"},"api_base_url":["https://practice.example"]}`,
		"mastoauth:session:https://practice.example#9": `{"version":"2","access_token":"x","api_base_url":"https://practice.example","client_id":"5"}`,
		"mastoauth:pending:mastoauth-newer":            `{"version":"2","started":"2027-01-01T00:00:00Z","access_token":"x"}`,
		"mastoauth:pending:mastoauth-array":            `{"version":{"is":2},"created_at":["0"]}`,
		"mastoauth:unused:newer":                       `{"version":"2","access_token":{"value":"x"}}`,
	} {
		t.Run(key, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w, store := newNewerWorld(t, practice.Options{})
				require.NoError(t, store.Set(w.ctx, key, core.Fields{{Name: "of", Value: "newer"}}))
				require.NoError(t, os.WriteFile(store.file(key), []byte(text), 0o600))
				for range 3 {
					for range 11 { // more than may be pending
						w.beginSignIn(t, nil)
					}
					w.signIn(t, "alice")
					time.Sleep(10 * 24 * time.Hour)
				}
				synctest.Wait()
				kept, err := os.ReadFile(store.file(key))
				require.NoError(t, err)
				assert.True(t, json.Valid(kept))
				assert.Equal(t, text, string(kept))
				assert.Len(t, w.sessions(t).Sessions, 1)
			})
		})
	}
}
