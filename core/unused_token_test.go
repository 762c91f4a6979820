package core_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

// tokensGiven is a Transport that notes the people's tokens that the library was given. The nth request from now fails as fail says.
type tokensGiven struct {
	core.Transport
	mu     sync.Mutex
	tokens []string
	nth    int
	fail   func(core.Context, core.Request, core.Transport) (*core.Response, error)
}

func (g *tokensGiven) Do(ctx core.Context, request core.Request) (*core.Response, error) {
	g.mu.Lock()
	g.nth--
	fails := g.nth == 0
	g.mu.Unlock()
	do := g.Transport.Do
	if fails {
		do = func(ctx core.Context, request core.Request) (*core.Response, error) {
			return g.fail(ctx, request, g.Transport)
		}
	}
	response, err := do(ctx, request)
	if err == nil && response.Body != nil && request.Form.Get("grant_type") != "client_credentials" && response.Body.Text("access_token") != "" {
		g.mu.Lock()
		g.tokens = append(g.tokens, response.Body.Text("access_token"))
		g.mu.Unlock()
	}
	return response, err
}

// newGivenWorld is a world with such a Transport, on a server whose logins have tokens of their own.
func newGivenWorld(t *testing.T) (*world, *tokensGiven) {
	w := newWorld(t, practice.Options{Quirks: practice.Quirks{NewTokens: true}})
	given := &tokensGiven{Transport: w.host.Transport}
	w.host.Transport = given
	return w, given
}

// owners asserts that each token that works has an owner: a session that is shown, or, if later is true, a record from which it is
// revoked later.
func (w *world) owners(t *testing.T, given *tokensGiven, later bool) {
	t.Helper()
	synctest.Wait()
	keys, err := w.store.Keys(w.ctx, "mastoauth:")
	require.NoError(t, err)
	for _, token := range given.tokens {
		var owners []string
		for _, key := range keys {
			for _, field := range w.fields(t, key) {
				if field.Value == token {
					owners = append(owners, strings.Split(key, ":")[1])
				}
			}
		}
		shown := false
		for _, session := range w.sessions(t).Sessions {
			shown = shown || w.tokenOf(t, session.ID) == token
		}
		if later && len(owners) > 0 {
			continue
		}
		assert.Equal(t, shown, w.alive(t, token), "a token works if a session has it, and only then: %v", owners)
		assert.Equal(t, shown, len(owners) > 0, "no other record has it: %v", owners)
	}
}

// The person comes back, something fails, and they do not come back again: at whatever request, in whatever way, whatever the
// store did not take.
func TestACompletionThatFailsLeavesNoToken(t *testing.T) {
	status := func(code int, body string) func(core.Context, core.Request, core.Transport) (*core.Response, error) {
		return func(ctx core.Context, request core.Request, _ core.Transport) (*core.Response, error) {
			return (&script{answers: []answer{{status: code, body: body}}}).Do(ctx, request)
		}
	}
	fails := map[string]func(core.Context, core.Request, core.Transport) (*core.Response, error){
		"server error": status(500, ""), "gateway": status(502, "<html>"), "limit": status(429, `{"error":"Too many requests"}`),
		"a page": status(200, "<html>"), "not confirmed": status(403, `{"error":"Your login is missing a confirmed e-mail address"}`),
		"barred": status(403, `{"error":"Your login is currently disabled"}`), "refused": status(401, `{"error":"The access token is invalid"}`),
		"nobody": func(ctx core.Context, request core.Request, to core.Transport) (*core.Response, error) {
			if strings.HasSuffix(request.URL, "/oauth/revoke") {
				return to.Do(ctx, request) // there, it would be the server's word
			}
			return status(200, `{}`)(ctx, request, to)
		},
		"an error": status(200, `{"error":"x"}`),
		"cut": func(ctx core.Context, request core.Request, to core.Transport) (*core.Response, error) {
			_, _ = to.Do(ctx, request)
			return nil, unreachable.err
		},
		"unreachable": func(core.Context, core.Request, core.Transport) (*core.Response, error) { return nil, unreachable.err },
	}
	other := map[string]string{"alice": "bob", "bob": "alice"}
	for person, other := range other {
		try := func(name string, request, write int, fail func(core.Context, core.Request, core.Transport) (*core.Response, error)) {
			t.Run(fmt.Sprint(person, ", ", name, ", request ", request, ", write ", write), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					w, given := newGivenWorld(t)
					w.signIn(t, "alice")
					callback, err := w.server.Person().Approve(w.ctx, w.beginSignIn(t, nil).URL, person)
					require.NoError(t, err)
					given.nth, given.fail, w.store.failIn = request, fail, write
					_, err = core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
					given.nth, w.store.failIn = 0, 0
					w.owners(t, given, true)
					time.Sleep(25 * time.Hour)
					w.signIn(t, other)
					w.owners(t, given, false)
				})
			})
		}
		for name, fail := range fails {
			for request := 1; request <= 5; request++ {
				try(name, request, 0, fail)
			}
			try(name+", and the token was not stored", 2, 1, fail)
		}
		for write := 1; write <= 8; write++ {
			try("the store is full", 0, write, nil)
		}
	}
}

func TestACompletionThatIsCalledOffLeavesNoToken(t *testing.T) {
	for request := 1; request <= 3; request++ {
		synctest.Test(t, func(t *testing.T) {
			w, given := newGivenWorld(t)
			w.signIn(t, "alice")
			callback, err := w.server.Person().Approve(w.ctx, w.beginSignIn(t, nil).URL, "bob")
			require.NoError(t, err)
			ctx, cancel := context.WithCancel(w.ctx)
			given.nth, given.fail = request, func(ctx core.Context, request core.Request, to core.Transport) (*core.Response, error) {
				response, err := to.Do(context.Background(), request)
				cancel()
				return response, err
			}
			_, _ = core.CompleteSignIn(ctx, w.host, core.CompleteSignInOptions{URL: callback})
			cancel()
			w.owners(t, given, false)
		})
	}
}

// What a damaged or lost record leaves behind is revoked at the next sign-in, or is in a session again.
func TestALostRecordLeavesNoToken(t *testing.T) {
	for name, lose := range map[string]func(t *testing.T, w *world, id string){
		"the index": func(t *testing.T, w *world, id string) {
			require.NoError(t, w.store.Delete(w.ctx, "mastoauth:sessions"))
		},
		"the index's list": func(t *testing.T, w *world, id string) {
			require.NoError(t, w.store.Set(w.ctx, "mastoauth:sessions", nil))
		},
		"its place in the index": func(t *testing.T, w *world, id string) { w.put(t, "mastoauth:sessions", "list", "nobody") },
		"the account": func(t *testing.T, w *world, id string) {
			require.NoError(t, w.store.Delete(w.ctx, "mastoauth:account:"+id))
		},
		"the account and the index": func(t *testing.T, w *world, id string) {
			require.NoError(t, w.store.Delete(w.ctx, "mastoauth:account:"+id))
			require.NoError(t, w.store.Delete(w.ctx, "mastoauth:sessions"))
		},
		"the app":    func(t *testing.T, w *world, id string) { w.put(t, sessionKey(id), "client_secret", "") },
		"the server": func(t *testing.T, w *world, id string) { w.put(t, sessionKey(id), "api_base_url", "") },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w, given := newGivenWorld(t)
				id := w.signIn(t, "alice").Session.ID
				lose(t, w, id)
				w.signIn(t, "bob")
				w.owners(t, given, false)
				if strings.HasPrefix(name, "the index") {
					assert.Len(t, w.sessions(t).Sessions, 2, "nobody is lost")
				}
			})
		})
	}
}

// A server that is down when a token is to be revoked is asked again, at each sign-in for a week.
func TestATokenThatCouldNotBeRevokedIsRevokedLater(t *testing.T) {
	for after, revoked := range map[time.Duration]bool{time.Hour: true, 6 * 24 * time.Hour: true, 8 * 24 * time.Hour: false} {
		synctest.Test(t, func(t *testing.T) {
			w, given := newGivenWorld(t)
			w.signIn(t, "alice")
			w.server.Fail("/oauth/revoke", practice.Status500HTML, 1000)
			w.signIn(t, "alice")
			synctest.Wait()
			assert.True(t, w.alive(t, given.tokens[0]))
			time.Sleep(after)
			if revoked {
				w.server.Mend()
			}
			w.signIn(t, "bob")
			synctest.Wait()
			assert.Equal(t, !revoked, w.alive(t, given.tokens[0]))
			left, err := w.store.Keys(w.ctx, "mastoauth:unused:")
			require.NoError(t, err)
			assert.Empty(t, left)
		})
	}
}

// A token that the server gave and that is not taken is revoked.
func TestATokenThatIsNotTakenIsRevoked(t *testing.T) {
	narrow := jsonAnswer(200, `{"access_token":"token-7","token_type":"Bearer","scope":"profile","refresh_token":"refresh-7"}`)
	strange := jsonAnswer(200, `{"access_token":"token-7","token_type":"mac","scope":"read write"}`)
	for name, logIn := range map[string]func(c *core.Client) error{
		"code": func(c *core.Client) error {
			_, err := c.LogIn(context.Background(), core.LogInOptions{Code: "code-1", CodeVerifier: "v", Scopes: []string{"read"}})
			return err
		},
		"password": func(c *core.Client) error {
			_, err := c.LogIn(context.Background(), core.LogInOptions{Username: "a", Password: "b", Scopes: []string{"read"}})
			return err
		},
		"refresh": func(c *core.Client) error {
			_, err := c.LogIn(context.Background(), core.LogInOptions{RefreshToken: "refresh-1"})
			return err
		},
	} {
		for _, answer := range []answer{narrow, strange} {
			t.Run(name+" "+answer.body, func(t *testing.T) {
				client, play := scripted(t, core.Options{ClientID: "id-1", ClientSecret: "secret-1"}, answer, jsonAnswer(200, "{}"))
				if name == "refresh" {
					client, play = scripted(t, core.Options{Restore: &core.Credentials{
						APIBaseURL: "https://server.example", ClientID: "id-1", ClientSecret: "secret-1", AccessToken: "token-1", Scope: "read",
					}}, answer, jsonAnswer(200, "{}"))
				}
				require.Error(t, logIn(client))
				require.Len(t, play.sent(), 2)
				assert.Equal(t, "POST /oauth/revoke client_id=id-1&client_secret=secret-1&token=token-7", play.sent()[1])
			})
		}
	}
}
