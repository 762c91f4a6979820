//go:build !js

package core_test

import (
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

// anyStore is a store in which some records are any text, until they are written or deleted. Like a browser and FileStore, it takes
// what is no JSON object for damaged.
type anyStore struct {
	core.Storage
	texts map[string]string
}

func (s *anyStore) Get(ctx core.Context, key string) (core.Document, error) {
	text, changed := s.texts[key]
	if !changed {
		return s.Storage.Get(ctx, key)
	}
	record, err := native.Parse([]byte(text))
	if err != nil || !record.Is(core.IsObject) {
		return nil, core.Corrupt(key)
	}
	return record, nil
}

func (s *anyStore) Set(ctx core.Context, key string, record core.Fields) error {
	delete(s.texts, key)
	return s.Storage.Set(ctx, key, record)
}

func (s *anyStore) Delete(ctx core.Context, key string) error {
	delete(s.texts, key)
	return s.Storage.Delete(ctx, key)
}

func (s *anyStore) Keys(ctx core.Context, prefix string) ([]string, error) {
	keys, err := s.Storage.Keys(ctx, prefix)
	for key := range s.texts {
		if strings.HasPrefix(key, prefix) && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys, err
}

// storedCalls are what a page does with what is stored.
func storedCalls(w *world, alice core.Session, callback string) map[string]func() error {
	id := core.SessionOptions{ID: alice.ID}
	return map[string]func() error{
		"sessions":     func() error { _, err := core.Sessions(w.ctx, w.host, core.SessionsOptions{}); return err },
		"useSession":   func() error { _, err := core.UseSession(w.ctx, w.host, id); return err },
		"checkSession": func() error { _, err := core.CheckSession(w.ctx, w.host, id); return err },
		"completeSignIn": func() error {
			_, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
			return err
		},
		"completeSignUp": func() error { _, err := core.CompleteSignUp(w.ctx, w.host, core.CompleteSignUpOptions{}); return err },
		"beginSignIn": func() error {
			_, err := core.BeginSignIn(w.ctx, w.host, core.BeginSignInOptions{Server: w.base, ClientName: "Test app", RedirectURI: redirectURI})
			return err
		},
		"preferences": func() error {
			client, err := core.New(w.ctx, w.host, core.Options{AccessTokenKey: sessionKey(alice.ID), RatelimitMaxWaitMs: 1000})
			if err == nil {
				_, err = client.Preferences(w.ctx)
			}
			return err
		},
		"signOut": func() error { _, err := core.SignOut(w.ctx, w.host, id); return err },
	}
}

// Whatever is stored, each call ends in time with a result or a named error, and nobody loses a session whose own records are as they
// were. which says which records are changed, one bit each.
func FuzzStoredStates(f *testing.F) {
	for with := range shapes {
		f.Add(uint16(1<<(with%12)), []byte{1, 0, uint8(with)}, "x")
		f.Add(uint16(1<<(with%12)), []byte{0, uint8(with), uint8(with)}, "x")
	}
	for which := range 12 {
		f.Add(uint16(1<<which), []byte{2, 128, 0}, "")
		f.Add(uint16(1<<which), []byte{4, 0, 0}, `{"version":"2","sessions":[{"id":"https://practice.example#1"}]}`)
	}
	f.Add(uint16(0xffff), []byte{4, 0, 0}, "{}")
	f.Fuzz(func(t *testing.T, which uint16, steps []byte, more string) {
		if len(steps) > 30 || len(more) > 1<<14 {
			return
		}
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t, practice.Options{Quirks: practice.Quirks{NewTokens: true}})
			bob, alice := w.signIn(t, "bob").Session, w.signIn(t, "alice").Session
			_, err := core.SignUp(w.ctx, w.host, zoeSignsUp(nil))
			require.NoError(t, err)
			callback := w.approve(t, w.beginSignIn(t, nil).URL)
			store := &anyStore{w.host.Storage, map[string]string{}}
			intact := true
			for i, key := range allKeys(t, w) {
				if which&(1<<(i%16)) == 0 {
					continue
				}
				record, err := w.store.Get(w.ctx, key)
				require.NoError(t, err)
				text, err := native.Encode(record)
				require.NoError(t, err)
				store.texts[key] = string(changedBody(text, steps, more))
				// A list that is one, and has not got him, is believed.
				believed := key == "mastoauth:sessions" && strings.Contains(store.texts[key], "#")
				intact = intact && !strings.HasSuffix(key, bob.ID) && !believed
			}
			w.host.Storage = store
			for _, name := range []string{
				"sessions", "useSession", "checkSession", "preferences", "completeSignIn", "completeSignUp", "beginSignIn", "signOut", "sessions", "beginSignIn",
			} {
				begun := time.Now()
				assertNamed(t, storedCalls(w, alice, callback)[name]())
				assert.Less(t, time.Since(begun), 2*time.Minute, name)
				synctest.Wait()
			}
			if !intact {
				return
			}
			list, err := core.Sessions(w.ctx, w.host, core.SessionsOptions{})
			require.NoError(t, err)
			assert.True(t, slices.ContainsFunc(list.Sessions, func(one core.Session) bool { return one.ID == bob.ID }), "bob is signed in")
			assert.True(t, w.alive(t, w.tokenOf(t, bob.ID)), "bob's token works")
		})
	})
}
