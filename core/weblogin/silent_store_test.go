package weblogin

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

// silentStore answers some calls, and then none until their context ends, as a database does whose machine has gone. The core writes under
// a context without an end, and such a call ends by itself after ten seconds.
type silentStore struct {
	Store
	left atomic.Int32
}

func (s *silentStore) wait(ctx core.Context) error {
	if s.left.Add(-1) >= 0 {
		return nil
	}
	if ctx.Done() == nil {
		time.Sleep(10 * time.Second)
	} else {
		<-ctx.Done()
	}
	return &core.Error{Kind: core.ErrMastodon, Code: core.CodeTimeout, Message: "the database does not answer."}
}

func (s *silentStore) Get(ctx core.Context, key string) (core.Document, error) {
	if err := s.wait(ctx); err != nil {
		return nil, err
	}
	return s.Store.Get(ctx, key)
}

func (s *silentStore) Set(ctx core.Context, key string, fields core.Fields) error {
	if err := s.wait(ctx); err != nil {
		return err
	}
	return s.Store.Set(ctx, key, fields)
}

func (s *silentStore) Delete(ctx core.Context, key string) error {
	if err := s.wait(ctx); err != nil {
		return err
	}
	return s.Store.Delete(ctx, key)
}

func (s *silentStore) Keys(ctx core.Context, prefix string) ([]string, error) {
	if err := s.wait(ctx); err != nil {
		return nil, err
	}
	return s.Store.Keys(ctx, prefix)
}

func (s *silentStore) Lock(ctx core.Context, name string, f func(core.Context) error) error {
	if err := s.wait(ctx); err != nil {
		return err
	}
	return s.Store.Lock(ctx, name, f)
}

// Whatever the store does not answer, a page comes. What must not be lost is written until its own time is over, so it may take longer than
// a server may.
func TestAStoreCannotHoldARequest(t *testing.T) {
	for _, answered := range []int32{0, 1, 2, 3, 5, 8, 13, 21} {
		for _, step := range []string{"GET /login/", "POST /login/", "POST /login/switch", "POST /login/sign-out", "POST /login/more", "GET /open", "GET /notes", "POST /login/ of a stranger", "callback"} {
			synctest.Test(t, func(t *testing.T) {
				store := &silentStore{Store: native.NewMemStore()}
				store.left.Store(1 << 30)
				s := newSite(t, Options{Store: store, MoreScopes: []string{"follow"}})
				b := s.browser(t)
				b.signIn("bob")
				b.signIn("alice")
				synctest.Wait() // for the sweep that began with the first of them
				fields := map[string][]string{"server": {"practice.example"}, "account": {accountOf(t, b, "bob")}, "scopes": {"follow"}}
				path := ""
				if step == "callback" {
					path = b.callback(b.begin(), "alice")
				}
				store.left.Store(answered)
				start := time.Now()
				var answer *http.Response
				if step == "callback" {
					answer = b.get(path)
				} else {
					asked := strings.Fields(step)
					if len(asked) > 2 {
						b = s.browser(t)
					}
					answer = b.do(asked[0], asked[1], fields)
				}
				require.LessOrEqual(t, time.Since(start), 2*stepLimit, "%s, %d calls", step, answered)
				if answered == 0 && len(strings.Fields(step)) <= 2 { // a stranger has nothing to be read
					assert.LessOrEqual(t, time.Since(start), storeLimit, step)
				}
				assert.NotZero(t, answer.StatusCode)
			})
		}
	}
}
