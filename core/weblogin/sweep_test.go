package weblogin

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

func (s *site) count(t *testing.T, prefix string) int {
	t.Helper()
	keys, err := s.store.Keys(t.Context(), prefix)
	require.NoError(t, err)
	return len(keys)
}

func TestWhoNeverComesBackIsForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSite(t, Options{PerAddress: -1})
		for range 5 {
			s.browser(t).begin()
		}
		late := s.browser(t)
		page := late.begin()
		time.Sleep(waitingLifetime - time.Minute)
		assert.Equal(t, siteURL+"/", sent(t, late.get(late.callback(page, "alice"))), "a letter with a new password may take a day")
		time.Sleep(2 * time.Minute)
		s.browser(t).begin()
		synctest.Wait()
		assert.Equal(t, 1, s.count(t, waitingPrefix))
		assert.Equal(t, 2, s.count(t, visitorPrefix), "the one who has just begun, and alice")
	})
}

// However many begin, those who are away take a bounded memory, and the first to have left go first.
func TestWaitingVisitorsAreBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSite(t, Options{PerAddress: -1, MostWaiting: 20})
		signedIn := s.browser(t)
		signedIn.signIn("alice")
		for range 100 {
			s.browser(t).begin()
			synctest.Wait()
			time.Sleep(time.Second)
			require.LessOrEqual(t, s.count(t, waitingPrefix), 20+3)
			require.LessOrEqual(t, s.count(t, visitorPrefix), 20+4)
		}
		last := s.browser(t)
		assert.Equal(t, siteURL+"/", last.signIn("bob"))
		assert.True(t, signedIn.isAlice(), "who is signed in stays")
	})
}

// One visitor's logins are bounded by the core.
func TestWaitingLoginsOfOneVisitorAreBounded(t *testing.T) {
	s := newSite(t, Options{PerAddress: -1, PerVisitor: -1})
	b := s.browser(t)
	for range 40 {
		b.begin()
	}
	assert.Equal(t, 1, s.count(t, visitorPrefix))
	v, err := s.login.findVisit(b.request("/"))
	require.NoError(t, err)
	keys, err := s.login.host(v.visitor).Storage.Keys(t.Context(), pendingPrefix)
	require.NoError(t, err)
	assert.Len(t, keys, 20)
}

func TestTheTokenOfASessionThatEndsWithItsTimeIsRevoked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSite(t, Options{SessionLifetime: time.Hour})
		b := s.browser(t)
		b.signIn("alice")
		token := s.visitor(t, b).Credentials().AccessToken
		time.Sleep(time.Hour + time.Second)
		require.True(t, s.alive(t, token))
		s.browser(t).begin()
		synctest.Wait()
		assert.False(t, s.alive(t, token))
		assert.Zero(t, s.count(t, visitPrefix)+s.count(t, tokenPrefix)+s.count(t, leavingPrefix))
	})
}

// The server is down when somebody signs out: the token is revoked later, although the browser has no cookie any more.
func TestATokenThatCouldNotBeRevokedIsRevokedLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSite(t, Options{})
		b := s.browser(t)
		b.signIn("alice")
		token := s.visitor(t, b).Credentials().AccessToken
		s.server.Fail("/", practice.Refuse, 1000)
		b.post("/login/sign-out")
		assert.Equal(t, 1, s.count(t, leavingPrefix))
		s.login.sweep()
		assert.Equal(t, 1, s.count(t, leavingPrefix))
		s.server.Mend()
		require.True(t, s.alive(t, token))
		time.Sleep(sweepInterval)
		s.browser(t).begin()
		synctest.Wait()
		assert.False(t, s.alive(t, token))
		assert.Zero(t, s.count(t, leavingPrefix))

		b.signIn("bob")
		s.server.Fail("/", practice.Refuse, 1000)
		b.post("/login/sign-out")
		time.Sleep(leavingLifetime + time.Second)
		s.login.sweep()
		assert.Zero(t, s.count(t, leavingPrefix), "not for ever")
		assert.False(t, strings.Contains(dump(t, s.store), "access_token"))
	})
}

// Somebody with a server of any number of names makes the site register at each.
func TestRegistrationsAreBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSite(t, Options{})
		b, away := s.browser(t), s.browser(t)
		b.signIn("alice")
		path := away.callback(away.begin(), "bob")
		synctest.Wait()
		for _, prefix := range sharedPrefixes {
			for i := range 20 {
				require.NoError(t, s.store.Set(t.Context(), prefix+fmt.Sprintf("https://%d.evil.example", i), core.Fields{{Name: "client_id", Value: "x"}}))
			}
		}
		s.login.mostServers = 10
		s.login.sweep()
		for _, prefix := range sharedPrefixes {
			assert.Equal(t, 10, s.count(t, prefix))
		}
		s.login.mostServers = 0
		s.login.sweep()
		assert.Zero(t, s.count(t, sharedPrefixes[0]))
		time.Sleep(checkLifetime)
		assert.Equal(t, siteURL+"/", sent(t, away.get(path)), "who is away comes back all the same")
		token := s.visitor(t, b).Credentials().AccessToken
		b.post("/login/sign-out")
		assert.False(t, s.alive(t, token), "and a token is revoked")
		b.signIn("alice")
		assert.Equal(t, 1, s.count(t, sharedPrefixes[0]))
	})
}

// A visitor has one record, which each sign-in reads and writes.
func TestAccountsOfOneVisitorAreBounded(t *testing.T) {
	s := newSite(t, Options{})
	b := s.browser(t)
	b.signIn("alice")
	v, err := s.login.findVisit(b.request("/"))
	require.NoError(t, err)
	for i := range mostRecords {
		require.NoError(t, s.login.host(v.visitor).Storage.Set(t.Context(), fmt.Sprintf("%shttps://evil.example#%d", sessionPrefix, i), core.Fields{{Name: "client_id", Value: "x"}}))
	}
	answer := b.post("/login/", "server", "practice.example")
	assert.Equal(t, http.StatusForbidden, answer.StatusCode)
	page := text(t, answer)
	assert.Contains(t, page, "accounts_full")
	assert.Contains(t, page, "Clear the data of this site")
	s.browser(t).begin()
}
