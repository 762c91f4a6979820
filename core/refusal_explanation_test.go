// Refusals that do not say what they mean: a status 401 where the token is good, and a 404 that CORS hides.

package core_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/practice"
)

// signedIn returns a client of alice's session in a page, and the world that it is in.
func signedIn(t *testing.T, flavour string, scopes ...string) (*world, *core.Client) {
	t.Helper()
	w := newFlavour(t, flavour)
	w.host.Transport = w.throughCORS()
	done, err := w.complete(t, "alice", func(o *core.BeginSignInOptions) { o.Scopes = scopes })
	require.NoError(t, err)
	return w, w.client(t, core.Options{AccessTokenKey: sessionKey(done.Session.ID)})
}

func TestWordPressInAPage(t *testing.T) {
	w, client := signedIn(t, "wordpress-ema", "read", "write")
	_, err := client.StatusPost(w.ctx, core.StatusPostOptions{Status: "howdy universe!", IdempotencyKey: "once"})
	require.NoError(t, err, "without the header that its preflight does not allow")
	_, err = client.Request(w.ctx, core.RequestOptions{Method: "POST", Path: "/api/v1/emails/confirmations"})
	assert.Equal(t, core.CodeNotFound, core.AsError(err).Code)
	_, err = client.OAuthUserinfo(w.ctx)
	assert.Equal(t, core.CodeNotFound, core.AsError(err).Code)
	info, err := client.OAuthAuthorizationServerInfo(w.ctx)
	require.NoError(t, err)
	assert.Nil(t, info.Document)
	_, err = core.SignUp(w.ctx, w.host, core.SignUpOptions{
		Server: w.base, ClientName: "Test app", RedirectURI: redirectURI, Username: "zoe", Email: "zoe@example.org", Password: "practice-zoe", Agreement: true,
	})
	assert.Equal(t, core.CodeSignupUnsupported, core.AsError(err).Code)
	outcome, err := client.RevokeAccessToken(w.ctx)
	require.NoError(t, err)
	assert.True(t, outcome.Confirmed, "it has no CORS there, and the token is dead all the same")
}

func TestAMissingScopeIsNoLostToken(t *testing.T) {
	for flavour, status := range map[string]int{"wordpress-ema": 401, "hollo": 403, "gotosocial": 403, "mastodon-4.3": 403, "mastodon-4.6": 403, "mastodon-4.7": 403} {
		w, client := signedIn(t, flavour, "read")
		_, err := client.Toot(w.ctx, core.TootOptions{Status: "x"})
		require.Error(t, err, flavour)
		known := core.AsError(err)
		assert.Equal(t, core.CodeInsufficientScope, known.Code, flavour)
		assert.Equal(t, core.ErrAPI, known.Kind, flavour)
		assert.Equal(t, status, known.Status, flavour)
		assert.Contains(t, known.Hint, "log in again with it", flavour)
		_, err = client.AccountVerifyCredentials(w.ctx)
		require.NoError(t, err, "the token is good")
	}
}

func TestUnauthorizedWhileTheTokenIsGood(t *testing.T) {
	const subscriber = `{"error":"mastodon_api_submit_post","error_description":"Sorry, you are not allowed to create posts"}`
	for name, test := range map[string]struct {
		software string
		refusal  string
		token    answer
		code     string
		asked    int
	}{
		"WordPress' subscriber":                {"", subscriber, jsonAnswer(200, good), "forbidden", 2},
		"the same, with a dead token":          {"", subscriber, jsonAnswer(401, `{"error":"token-required"}`), "unauthorized", 2},
		"the same, with nobody to ask":         {"", subscriber, unreachable, "unauthorized", 2},
		"prose of other software":              {"friendica", `{"error":"You may not do this."}`, jsonAnswer(200, good), "forbidden", 2},
		"Mastodon, where it is about a token":  {"mastodon", `{"error":"Der Zugriffs-Token ist ungültig"}`, jsonAnswer(200, good), "unauthorized", 1},
		"nothing is known: prose":              {"", `{"error":"The access token is invalid"}`, jsonAnswer(200, good), "unauthorized", 1},
		"a word of OAuth says it":              {"hollo", `{"error":"invalid_token"}`, jsonAnswer(200, good), "invalid_token", 1},
		"WordPress' word for a missing scope":  {"", `{"error":"insufficient-permissions"}`, jsonAnswer(200, good), "insufficient_scope", 1},
		"a body that is none, other software":  {"pleroma", ``, jsonAnswer(200, good), "forbidden", 2},
		"a body that is none, nothing is know": {"", ``, jsonAnswer(200, good), "unauthorized", 1},
	} {
		t.Run(name, func(t *testing.T) {
			play := &script{answers: []answer{jsonAnswer(401, test.refusal), test.token}}
			host := native.Host(native.NewMemStore())
			host.Transport = play
			require.NoError(t, host.Storage.Set(t.Context(), "login", core.Fields{
				{Name: "api_base_url", Value: "https://server.example"}, {Name: "access_token", Value: "token-1"}, {Name: "software", Value: test.software},
			}))
			client, err := core.New(t.Context(), host, core.Options{AccessTokenKey: "login"})
			require.NoError(t, err)
			_, err = client.Toot(t.Context(), core.TootOptions{Status: "x"})
			require.Error(t, err)
			assert.Equal(t, test.code, string(core.AsError(err).Code))
			assert.Equal(t, 401, core.AsError(err).Status)
			assert.Len(t, play.requests, test.asked)
		})
	}
}

// Only where a server answers, and lets pages read its other answers, is a function missing. Anything else may pass.
func TestNoAnswerInAPage(t *testing.T) {
	instance := jsonAnswer(200, `{"domain":"server.example","version":"9.9.9"}`)
	for name, test := range map[string]struct {
		blind, read, instance answer
		code                  string
		reason                core.NetworkReason
		requests              int
	}{
		"a function that is missing":      {answer{status: 404}, unreachable, instance, "not_found", "", 3},
		"nobody there":                    {unreachable, unreachable, unreachable, "network", core.ReasonDownOrBlocked, 1},
		"a connection that was cut":       {answer{status: 200}, jsonAnswer(401, `{}`), instance, "network", core.ReasonInterruptedOrCORS, 3},
		"a proxy's page for a server":     {answer{status: 502}, unreachable, unreachable, "network", core.ReasonDownOrBlocked, 1},
		"a server that is out of service": {answer{status: 503}, unreachable, unreachable, "network", core.ReasonDownOrBlocked, 1},
	} {
		t.Run(name, func(t *testing.T) {
			server := &hiding{t: t, blind: test.blind, read: test.read, instance: test.instance}
			host := native.Host(native.NewMemStore())
			host.Transport = corsTransport{server}
			client, err := core.New(t.Context(), host, core.Options{APIBaseURL: "server.example", AccessToken: "token-1", VersionCheckMode: core.CheckNone})
			require.NoError(t, err)
			_, err = client.Request(t.Context(), core.RequestOptions{Path: "/api/v1/missing?secret=s"})
			assert.Equal(t, test.code, string(core.AsError(err).Code))
			assert.Equal(t, test.reason, core.AsError(err).Reason)
			assert.Len(t, server.requests, test.requests)

			server.requests = nil
			_, err = client.AccountVerifyCredentials(t.Context())
			assert.Equal(t, core.CodeNetwork, core.AsError(err).Code, "every server has this")
			assert.Len(t, server.requests, 1)

			host.Transport = server
			client, err = core.New(t.Context(), host, core.Options{APIBaseURL: "server.example", AccessToken: "token-1"})
			require.NoError(t, err)
			server.requests = nil
			_, err = client.Preferences(t.Context())
			assert.Equal(t, core.CodeNetwork, core.AsError(err).Code, "a Go program reads every answer")
			assert.Len(t, server.requests, 1)
		})
	}
}

// hiding is a server of which a page reads no answer to a request with a token.
type hiding struct {
	t                     *testing.T
	blind, read, instance answer
	requests              []core.Request
}

func (h *hiding) Do(ctx core.Context, request core.Request) (*core.Response, error) {
	if request.URL == "https://server.example/api/v1/instance" { // the doctor's
		return (&script{answers: []answer{h.instance}}).Do(ctx, request)
	}
	h.requests = append(h.requests, request)
	play := h.read
	switch {
	case request.Header.Get("Authorization") != "":
		play = unreachable
	case request.Blind:
		play = h.blind
	}
	if len(h.requests) > 1 {
		assert.NotContains(h.t, request.URL, "secret", "a second look takes nothing personal along")
		assert.Empty(h.t, request.Header.Get("Authorization"))
	}
	return (&script{answers: []answer{play}}).Do(ctx, request)
}

// An old address of the instance that is missing without CORS does not hide the older one.
func TestAnInstanceDocumentThatCORSHides(t *testing.T) {
	w := newWorld(t, practice.Options{Quirks: practice.Quirks{NoInstanceV2: true}})
	w.server.Fail("/api/v2/instance", practice.NoCORS, -1)
	w.host.Transport = w.throughCORS()
	server, err := core.FindServer(w.ctx, w.host, core.FindServerOptions{Server: "practice.example"})
	require.NoError(t, err)
	assert.Equal(t, w.base, server.BaseURL)
}
