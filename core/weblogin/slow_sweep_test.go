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

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/practice"
)

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
