package weblogin

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
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

// slowServer does not answer when these tokens are to be revoked.
type slowServer struct {
	next   http.RoundTripper
	tokens []string
}

func (s *slowServer) RoundTrip(request *http.Request) (*http.Response, error) {
	if request.URL.Path == "/oauth/revoke" {
		form, _ := io.ReadAll(request.Body)
		for _, token := range s.tokens {
			if strings.Contains(string(form), token) {
				<-request.Context().Done()
				return nil, request.Context().Err()
			}
		}
		request.Body = io.NopCloser(bytes.NewReader(form))
	}
	return s.next.RoundTrip(request)
}

// A visitor's servers are down when the session ends, and one of them stays so. The token at the other one is revoked all the same.
func TestAServerThatIsDownKeepsNoTokenOfAnotherAlive(t *testing.T) {
	for _, down := range []string{"alice", "bob"} {
		synctest.Test(t, func(t *testing.T) {
			server := &slowServer{}
			s := newSite(t, Options{SessionLifetime: time.Hour, Transport: server})
			server.next = s.server.RoundTripper()
			b := s.browser(t)
			tokens := map[string]string{}
			for _, person := range []string{"alice", "bob"} {
				b.signIn(person)
				tokens[person] = s.visitor(t, b).Credentials().AccessToken
			}
			server.tokens = []string{tokens["alice"], tokens["bob"]}
			time.Sleep(time.Hour + time.Second)
			s.login.sweep()
			server.tokens = []string{tokens[down]}
			s.login.sweep()
			for person, token := range tokens {
				assert.Equal(t, person == down, s.alive(t, token), "%s is down, %s", down, person)
			}
			server.tokens = nil
			s.login.sweep()
			assert.False(t, s.alive(t, tokens[down]))
			assert.Empty(t, ownRecords(t, s))
		})
	}
}

// slowVisitors are visitors whose servers take long to not answer.
type slowVisitors struct{ Store }

func (s slowVisitors) Get(ctx core.Context, key string) (core.Document, error) {
	if strings.HasPrefix(key, visitorPrefix+"slow") {
		time.Sleep(8 * time.Second)
		return nil, &core.Error{Code: core.CodeTimeout}
	}
	return s.Store.Get(ctx, key)
}

// However many visitors of slow servers have left before, the time of some sweep is there for each.
func TestSlowServersDoNotKeepTheTokensOfOthersAlive(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSite(t, Options{Store: slowVisitors{native.NewMemStore()}})
		b := s.browser(t)
		b.signIn("alice")
		token := s.visitor(t, b).Credentials().AccessToken
		synctest.Wait()
		for i := range 50 {
			visitor := fmt.Sprint("slow", i)
			assert.NoError(t, s.store.Set(t.Context(), timedKey(leavingPrefix, time.Now().Unix())+visitor, core.Fields{{Name: "visitor", Value: visitor}}))
		}
		time.Sleep(time.Second)
		s.server.Fail("/", practice.Refuse, 1000)
		b.post("/login/sign-out")
		s.server.Mend()
		for range 8 {
			s.login.sweep()
		}
		assert.False(t, s.alive(t, token))
	})
}
