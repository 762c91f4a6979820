package weblogin

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/practice"
)

// requests returns what the server was asked since the log had that length, without what the person's browser did.
func (s *site) requests(since int) []string {
	var asked []string
	for _, line := range s.server.Log()[since:] {
		words := strings.Fields(line) // the method, the path, and the form
		path, _, _ := strings.Cut(words[1], "?")
		if !strings.HasPrefix(path, "/oauth/authorize") && !strings.HasPrefix(path, "/auth/") {
			asked = append(asked, words[0]+" "+path)
		}
	}
	return asked
}

// Where server and site know each other, a sign-in costs two requests.
func TestASignInAtAKnownServerCostsTwoRequests(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSite(t, Options{})
		s.browser(t).signIn("alice")
		s.browser(t).signIn("bob") // checks the registration once
		for range 3 {
			before := len(s.server.Log())
			s.browser(t).signIn("alice")
			assert.Equal(t, []string{"POST /oauth/token", "GET /api/v1/accounts/verify_credentials"}, s.requests(before))
		}
		time.Sleep(checkLifetime)
		before := len(s.server.Log())
		s.browser(t).signIn("alice")
		assert.Len(t, s.requests(before), 3, "after a minute, the server is asked again whether it knows the site")
	})
}

// The server has forgotten the site within that minute. Its page says so, and has no way back: the person begins again.
func TestAForgottenRegistrationHealsWithTheNextTry(t *testing.T) {
	s := newSite(t, Options{})
	s.browser(t).signIn("alice")
	s.browser(t).signIn("bob")
	s.server.ForgetApps()
	b := s.browser(t)
	_, err := s.server.Person().Approve(t.Context(), b.begin(), "alice")
	require.ErrorContains(t, err, "error page", "what is remembered is wrong")
	assert.Equal(t, siteURL+"/", b.signIn("alice"))
	assert.Equal(t, siteURL+"/", s.browser(t).signIn("bob"), "and so it does for all others")
}

// Two processes remember the same registration. The one that finds out that it is forgotten registers the site once more, and the other
// finds that registration in the store.
func TestAForgottenRegistrationHealsAtAllProcesses(t *testing.T) {
	s := newSite(t, Options{})
	other := &site{server: s.server, store: s.store}
	other.mount(t, Options{})
	for _, process := range []*site{s, other, s, other} {
		process.browser(t).signIn("alice")
	}
	s.server.ForgetApps()
	for range 2 {
		for _, process := range []*site{s, other} {
			b := process.browser(t)
			if _, err := s.server.Person().Approve(t.Context(), b.begin(), "alice"); err != nil {
				assert.Equal(t, siteURL+"/", b.signIn("alice"))
			}
		}
	}
	assert.Equal(t, 2, s.asked("POST /api/v1/apps"))
	for _, process := range []*site{s, other} {
		assert.Equal(t, siteURL+"/", process.browser(t).signIn("bob"))
	}
}

// The server forgets the site while a person is there.
func TestAForgottenRegistrationAtTheExchange(t *testing.T) {
	s := newSite(t, Options{})
	s.browser(t).signIn("bob")
	b := s.browser(t)
	path := b.callback(b.begin("return", "/notes"), "alice")
	s.server.ForgetApps()
	answer := b.get(path)
	assert.Equal(t, http.StatusBadGateway, answer.StatusCode)
	page := text(t, answer)
	assert.Contains(t, page, "invalid_client")
	assert.Contains(t, page, `value="practice.example"`)
	assert.Equal(t, siteURL+"/notes", b.signIn("alice", "return", "/notes"))
}

// A server that does not answer costs each of its visitors one wait, not that of all before.
func TestVisitorsOfASilentServerWaitOnce(t *testing.T) {
	for name, path := range map[string]string{"at the check": "/oauth/token", "at the registration": "/api/v1/apps"} {
		synctest.Test(t, func(t *testing.T) {
			s := newSite(t, Options{})
			s.browser(t).begin() // finds the server
			if name == "at the registration" {
				keys, err := s.store.Keys(t.Context(), "mastoauth:app:")
				require.NoError(t, err)
				require.NoError(t, s.store.Delete(t.Context(), keys[0]))
				time.Sleep(checkLifetime) // for so long it is remembered
			}
			s.server.Fail(path, practice.Hang, 1000)
			start := time.Now()
			var visitors sync.WaitGroup
			for range 20 {
				visitors.Go(func() {
					assert.Equal(t, http.StatusGatewayTimeout, s.browser(t).post("/login/", "server", "practice.example").StatusCode, name)
				})
			}
			visitors.Wait()
			assert.Less(t, time.Since(start), 10*time.Second, name)
			s.server.Mend()
			time.Sleep(failureLifetime)
			assert.Equal(t, siteURL+"/", s.browser(t).signIn("alice"), name)
		})
	}
}

func TestWhatIsRememberedIsBounded(t *testing.T) {
	var m memory[int]
	for i := range 3 * mostRemembered {
		m.put(strings.Repeat("x", i), i, time.Hour)
		require.LessOrEqual(t, len(m.known), mostRemembered)
	}
}

// A registration that one process has stored is seen by the others under its lock at once, and otherwise when their memory is over.
func TestARegistrationIsRemembered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const key = "mastoauth:app:https://practice.example site"
		shared := native.NewMemStore()
		one := &visitorStore{store: shared, visitor: "one", shared: new(memory[core.Document])}
		two := &visitorStore{store: shared, visitor: "two", shared: new(memory[core.Document])}
		id := func(ctx core.Context, s *visitorStore) (id string) {
			record, err := s.Get(ctx, key)
			require.NoError(t, err)
			if record != nil {
				id = record.Text("client_id")
			}
			return id
		}
		store := func(id string) {
			require.NoError(t, one.Set(t.Context(), key, core.Fields{{Name: "client_id", Value: id}}))
		}
		for at, now := range []string{"", "a", "b", ""} {
			switch before := []string{"", "", "a", "b"}[at]; {
			case now != "":
				store(now)
			case before != "":
				require.NoError(t, one.Delete(t.Context(), key))
			}
			assert.Equal(t, now, id(t.Context(), one), "who has stored it")
			assert.Equal(t, []string{"", "", "a", "b"}[at], id(t.Context(), two), "remembered")
			require.NoError(t, two.Lock(t.Context(), key, func(ctx core.Context) error {
				assert.Equal(t, now, id(ctx, two), "under the lock")
				return nil
			}))
			assert.Equal(t, now, id(t.Context(), two), "what was read under the lock is remembered")
			time.Sleep(checkLifetime / 2)
		}
		store("c")
		time.Sleep(checkLifetime)
		assert.Equal(t, "c", id(t.Context(), two))
	})
}
