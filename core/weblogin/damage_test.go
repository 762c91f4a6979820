package weblogin

import (
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/mastoauth/mastoauth/core"
)

// damagedStore has records that nobody can read any more, until they are written anew.
type damagedStore struct {
	Store
	damaged sync.Map
}

func (s *damagedStore) Get(ctx core.Context, key string) (core.Document, error) {
	if _, is := s.damaged.Load(key); is {
		return nil, core.Corrupt(key)
	}
	return s.Store.Get(ctx, key)
}

func (s *damagedStore) Set(ctx core.Context, key string, fields core.Fields) error {
	s.damaged.Delete(key)
	return s.Store.Set(ctx, key, fields)
}

func (s *damagedStore) Delete(ctx core.Context, key string) error {
	s.damaged.Delete(key)
	return s.Store.Delete(ctx, key)
}

// damage makes all records with that beginning unreadable.
func (s *site) damage(t *testing.T, prefix string) {
	t.Helper()
	keys, err := s.store.Keys(t.Context(), prefix)
	assert.NoError(t, err)
	assert.NotEmpty(t, keys)
	store := &damagedStore{Store: s.store}
	for _, key := range keys {
		store.damaged.Store(key, true)
	}
	s.mount(t, Options{Store: store})
}

// Who has a cookie whose record is damaged is nobody, and signs in again. The page would say that to do so helps.
func TestADamagedRecordLocksNobodyOut(t *testing.T) {
	for _, prefix := range []string{visitPrefix, visitorPrefix, tokenPrefix, sharedPrefixes[0]} {
		s := newSite(t, Options{})
		b := s.browser(t)
		b.signIn("alice")
		s.damage(t, prefix)
		assert.Equal(t, http.StatusOK, b.get("/open").StatusCode, prefix)
		assert.Equal(t, http.StatusOK, b.get("/login/").StatusCode, prefix)
		b.signIn("alice")
		assert.True(t, b.isAlice(), prefix)
		assert.Equal(t, http.StatusOK, b.post("/login/sign-out").StatusCode, prefix)
	}
	s := newSite(t, Options{})
	b := s.browser(t)
	path := b.callback(b.begin(), "alice")
	s.damage(t, waitingPrefix)
	assert.Equal(t, http.StatusBadRequest, b.get(path).StatusCode)
	assert.Equal(t, siteURL+"/", b.signIn("alice"))
}

func TestADamagedRecordIsForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSite(t, Options{})
		s.browser(t).begin()
		synctest.Wait()
		s.damage(t, waitingPrefix)
		time.Sleep(waitingLifetime + time.Second)
		s.login.sweep()
		assert.Zero(t, s.count(t, waitingPrefix))
	})
}

// A short session may end while the person is away.
func TestWhoComesBackAfterTheSessionsTimeBeginsAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSite(t, Options{SessionLifetime: time.Minute})
		b := s.browser(t)
		path := b.callback(b.begin(), "alice")
		cookie := b.cookie()
		time.Sleep(time.Minute + time.Second)
		b.head["Cookie"] = cookie // of a browser whose clock is slow
		answer := b.get(path)
		assert.Equal(t, http.StatusBadRequest, answer.StatusCode)
		assert.Contains(t, text(t, answer), "or it was long ago. Start again here.")
		assert.Zero(t, s.asked("POST /oauth/token"), "no token is left that nobody has")
	})
}
