package weblogin

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

// failingStore fails at one call, or from that call on, as if the process had been killed there.
type failingStore struct {
	Store
	mu      sync.Mutex
	left    int // calls until then; negative: never
	forever bool
	failed  bool
}

func (s *failingStore) fail() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.failed = s.failed || s.left == 0; s.left >= 0 {
		s.left--
	}
	if s.left == -1 || s.failed && s.forever {
		s.left = -2
		return &core.Error{Kind: core.ErrMastodon, Code: core.CodeStorageBlocked, Message: "the database has gone."}
	}
	return nil
}

func (s *failingStore) Get(ctx core.Context, key string) (core.Document, error) {
	if err := s.fail(); err != nil {
		return nil, err
	}
	return s.Store.Get(ctx, key)
}

func (s *failingStore) Set(ctx core.Context, key string, fields core.Fields) error {
	if err := s.fail(); err != nil {
		return err
	}
	return s.Store.Set(ctx, key, fields)
}

func (s *failingStore) Delete(ctx core.Context, key string) error {
	if err := s.fail(); err != nil {
		return err
	}
	return s.Store.Delete(ctx, key)
}

func (s *failingStore) Keys(ctx core.Context, prefix string) ([]string, error) {
	if err := s.fail(); err != nil {
		return nil, err
	}
	return s.Store.Keys(ctx, prefix)
}

// Wherever in a step the store fails or the process ends, another process goes on with the same browser: the person signs in, by loading the
// page again or by beginning again, and when they sign out nothing is left that anybody could use.
func TestEachStepSurvivesEachFailureOfTheStore(t *testing.T) {
	for _, forever := range []bool{false, true} {
		for _, step := range []string{"begin", "complete", "sign out"} {
			calls := 0
			for failsAt := 0; ; failsAt++ {
				hit := journey(t, step, failsAt, forever)
				if !hit {
					break
				}
				calls++
				require.Less(t, calls, 200)
			}
			t.Logf("%s: %d calls of the store", step, calls)
			assert.Greater(t, calls, 3, step)
		}
	}
}

// journey signs in and out, with a failure in one step. It reports whether the step went so far.
func journey(t *testing.T, step string, failsAt int, forever bool) (hit bool) {
	name := fmt.Sprintf("%s, call %d, forever %v", step, failsAt, forever)
	var tokens []string
	options := Options{PerVisitor: -1, PerAddress: -1, User: func(_ context.Context, account core.Session, client *core.Client) (string, error) {
		tokens = append(tokens, client.Credentials().AccessToken)
		return account.ID, nil
	}}
	kept := native.NewMemStore()
	s := newSite(t, Options{Store: kept, User: options.User, PerVisitor: -1, PerAddress: -1})
	s.browser(t).signIn("bob") // so that the site is registered
	b := s.browser(t)
	failing := func(f func() *http.Response) *http.Response {
		store := &failingStore{Store: kept, left: failsAt, forever: forever}
		options.Store = store
		s.mount(t, options)
		answer := f()
		store.mu.Lock()
		hit = store.failed
		store.left, store.forever = -2, false // what is left of that process in the background ends
		store.mu.Unlock()
		options.Store = kept
		s.mount(t, options)
		return answer
	}
	begin := func() *http.Response { return b.post("/login/", "server", "practice.example") }
	answer := begin
	if step == "begin" {
		answer = func() *http.Response { return failing(begin) }
	}
	page := answer()
	for range 2 {
		if page.StatusCode != http.StatusSeeOther {
			assert.Equal(t, http.StatusInternalServerError, page.StatusCode, name)
			page = begin()
		}
	}
	back := b.callback(sent(t, page), "alice")
	complete := func() *http.Response { return b.get(back) }
	if step == "complete" {
		failing(complete)
		complete() // the person loads the page again
	} else {
		complete()
	}
	if !b.isAlice() {
		b.signIn("alice")
	}
	require.True(t, b.isAlice(), name)
	_, err := s.visitor(t, b).AccountVerifyCredentials(t.Context())
	require.NoError(t, err, name)
	out := func() *http.Response { return b.post("/login/sign-out") }
	if step == "sign out" {
		failing(out)
	}
	if b.isAlice() {
		out()
	}
	assert.False(t, b.isAlice(), name)
	s.login.sweep()
	for _, token := range tokens[1:] {
		assert.False(t, s.alive(t, token), name)
	}
	return hit
}
