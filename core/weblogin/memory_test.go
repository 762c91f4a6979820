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
	var memory transport
	for i := range 3 * mostChecks {
		memory.remember(strings.Repeat("x", i), check{until: time.Now().Add(time.Hour)})
		require.LessOrEqual(t, len(memory.checks), mostChecks)
	}
}
