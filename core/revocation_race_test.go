package core_test

import (
	"context"
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

// A slowTransport is one to a server that takes three seconds for the requests at one path, before it has done anything or after it.
type slowTransport struct {
	core.Transport
	path  string
	after bool
}

func (s slowTransport) Do(ctx core.Context, request core.Request) (*core.Response, error) {
	isSlow := strings.HasSuffix(request.URL, s.path)
	if isSlow && !s.after {
		time.Sleep(3 * time.Second)
	}
	response, err := s.Transport.Do(ctx, request)
	if isSlow && s.after {
		time.Sleep(3 * time.Second)
	}
	return response, err
}

// A cancelling transport ends the caller's context when the server has answered at this path.
type cancelling struct {
	core.Transport
	path   string
	cancel context.CancelFunc
}

func (c cancelling) Do(ctx core.Context, request core.Request) (*core.Response, error) {
	response, err := c.Transport.Do(ctx, request)
	if strings.HasSuffix(request.URL, c.path) {
		c.cancel()
	}
	return response, err
}

// A token that nothing uses is to be revoked, while the same person signs in again, and the server gives that token again. Whichever comes
// first, the new session works.
func TestASignInAndARevocationOfTheSameToken(t *testing.T) {
	for name, leave := range map[string]func(t *testing.T, w *world){
		"of a sign-out that was not confirmed": func(t *testing.T, w *world) {
			session := w.signIn(t, "alice").Session
			w.server.Fail("/oauth/revoke", practice.Status500HTML, -1)
			_, err := core.SignOut(w.ctx, w.host, core.SessionOptions{ID: session.ID})
			require.NoError(t, err)
			synctest.Wait()
			w.server.Mend()
		},
		"of a session whose account is lost": func(t *testing.T, w *world) {
			require.NoError(t, w.store.Delete(w.ctx, "mastoauth:account:"+w.signIn(t, "alice").Session.ID))
		},
		"of a sign-in that was called off": func(t *testing.T, w *world) {
			callback, err := w.server.Person().Approve(w.ctx, w.beginSignIn(t, nil).URL, "alice")
			require.NoError(t, err)
			ctx, cancel := context.WithCancel(w.ctx)
			host := w.host
			host.Transport = cancelling{host.Transport, "/oauth/token", cancel}
			_, err = core.CompleteSignIn(ctx, host, core.CompleteSignInOptions{URL: callback})
			require.ErrorIs(t, err, core.CodeAborted)
		},
	} {
		for _, slow := range []slowTransport{
			{path: "/oauth/revoke"}, {path: "/oauth/revoke", after: true}, {path: "/oauth/token"}, {path: "/oauth/token", after: true},
			{path: "/api/v1/accounts/verify_credentials"},
		} {
			for _, waits := range []bool{false, true} {
				synctest.Test(t, func(t *testing.T) {
					w := newWorld(t, practice.Options{})
					w.host.Locker = native.NewMemStore()
					fast := w.host.Transport
					slow.Transport = fast
					w.host.Transport = slow
					leave(t, w)
					begun := w.beginSignIn(t, nil)
					if waits {
						synctest.Wait() // while a person is at the server, the revocation has begun, and no more
					}
					callback, err := w.server.Person().Approve(w.ctx, begun.URL, "alice")
					require.NoError(t, err)
					done, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
					require.NoError(t, err)
					time.Sleep(time.Minute)
					synctest.Wait()
					w.host.Transport = fast
					assert.Equal(t, core.HealthGood, w.healthOf(t, done.Session.ID), "%s; %s, after: %v; waits: %v", name, slow.path, slow.after, waits)
					left, err := w.store.Keys(w.ctx, "mastoauth:unused:")
					require.NoError(t, err)
					assert.Empty(t, left)
				})
			}
		}
	}
}
