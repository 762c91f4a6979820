// A server that refuses the app itself, in the words and statuses of each software.

package core_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

// refusing is a server that refuses the client_credentials of some clients.
type refusing struct {
	core.Transport
	refuses func(clientID string) bool
	answer  answer
	checks  int
}

func (r *refusing) Do(ctx core.Context, request core.Request) (*core.Response, error) {
	if strings.HasSuffix(request.URL, "/oauth/token") && request.Form.Get("grant_type") == "client_credentials" {
		r.checks++
		if r.refuses(request.Form.Get("client_id")) {
			return (&script{answers: []answer{r.answer}}).Do(ctx, request)
		}
	}
	return r.Transport.Do(ctx, request)
}

func registrations(w *world) (count int) {
	for _, line := range w.server.Log() {
		if strings.HasPrefix(line, "POST /api/v1/apps") {
			count++
		}
	}
	return count
}

// clientRefusals are the refusals of an unknown client that were recorded, and others of the same kind.
var clientRefusals = map[string]answer{
	"Mastodon":                 jsonAnswer(401, `{"error":"invalid_client","error_description":"Client-Authentifizierung fehlgeschlagen"}`),
	"GoToSocial":               jsonAnswer(400, `{"error":"func5: no application found with client id 01ABC","error_description":"Bad Request: could not get access token"}`),
	"GoToSocial, wrong secret": jsonAnswer(400, `{"error":"invalid_client"}`),
	"GoToSocial, other words":  jsonAnswer(400, `{"error":"no such client"}`),
	"WordPress":                jsonAnswer(400, `{"error":"invalid_client","error_description":"The client credentials are invalid"}`),
	"Hollo":                    jsonAnswer(401, `{"error":"invalid_client","error_description":"Client authentication failed"}`),
	"Pleroma":                  jsonAnswer(400, `{"error":"Invalid credentials"}`),
	"snac":                     {status: 401, body: "<p>no"},
	"nothing":                  {status: 400},
	"403":                      jsonAnswer(403, `{"error":"unknown app"}`),
	"404":                      jsonAnswer(404, `{"error":"Application not found"}`),
	"422":                      jsonAnswer(422, `{"error":"client_id is invalid"}`),
	"invalid_request":          jsonAnswer(400, `{"error":"invalid_request","error_description":"unknown client"}`),
}

func TestARefusedClientIsRegisteredOnceMore(t *testing.T) {
	for name, refusal := range clientRefusals {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, practice.Options{})
			first := clientIn(t, w.beginSignIn(t, nil).URL)
			w.host.Transport = &refusing{w.host.Transport, func(id string) bool { return id == first }, refusal, 0}
			second := clientIn(t, w.beginSignIn(t, nil).URL)
			assert.NotEqual(t, first, second)
			assert.Equal(t, second, clientIn(t, w.beginSignIn(t, nil).URL), "which is good")
			assert.Equal(t, 2, registrations(w))
			_, err := w.complete(t, "alice", nil)
			require.NoError(t, err)
		})
	}
}

func TestACheckThatRefusesEveryClientIsNotAskedAgain(t *testing.T) {
	for name, refusal := range clientRefusals {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, practice.Options{})
			w.beginSignIn(t, nil)
			transport := &refusing{w.host.Transport, func(string) bool { return true }, refusal, 0}
			w.host.Transport = transport
			for range 3 {
				_, err := w.complete(t, "alice", nil)
				require.NoError(t, err)
			}
			assert.Equal(t, []int{2, 2}, []int{registrations(w), transport.checks}, "one new registration, and a check of each of the two")
			w.beginSignIn(t, func(o *core.BeginSignInOptions) { o.ClientName = "Another app" })
			w.beginSignIn(t, func(o *core.BeginSignInOptions) { o.ClientName = "Another app" })
			assert.Equal(t, []int{3, 2}, []int{registrations(w), transport.checks}, "another app on that server is not checked either")

			w.host.Transport = answering{transport, "/api/v2/instance", jsonAnswer(200, `{"domain":"practice.example","version":"4.9.0"}`)}
			w.beginSignIn(t, nil)
			assert.Equal(t, 4, transport.checks, "a new version is asked again")
		})
	}
}

// Only a second refusal with the status and the code of the first proves that the check says nothing.
func TestACheckThatRefusesTheNewAppOtherwiseIsAskedAgain(t *testing.T) {
	for name, second := range map[string]answer{
		"a firewall": {status: 403, body: "<html>Just a moment..."}, "nothing": {status: 403}, "another status": jsonAnswer(400, `{"error":"invalid_client"}`),
		"another code": jsonAnswer(401, `{"error":"invalid_request"}`), "a pause": jsonAnswer(429, `{"error":"Too many requests"}`), "a failure": {status: 502},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, practice.Options{})
			w.signIn(t, "alice")
			w.server.ForgetApps()
			checks := &answeringOnce{Transport: w.host.Transport, answers: []answer{clientRefusals["Mastodon"], second}}
			w.host.Transport = checks
			w.signIn(t, "alice")
			w.server.ForgetApps()
			w.signIn(t, "alice")
			assert.Empty(t, checks.answers)
			assert.Equal(t, 3, registrations(w))
		})
	}
}

// answeringOnce is a server whose first checks of an app are answered so.
type answeringOnce struct {
	core.Transport
	answers []answer
}

func (a *answeringOnce) Do(ctx core.Context, request core.Request) (*core.Response, error) {
	if len(a.answers) == 0 || request.Form.Get("grant_type") != "client_credentials" {
		return a.Transport.Do(ctx, request)
	}
	play := a.answers[0]
	a.answers = a.answers[1:]
	return (&script{answers: []answer{play}}).Do(ctx, request)
}

func TestRefusalsThatSayNothingOfTheClient(t *testing.T) {
	for name, refusal := range map[string]answer{
		"Mitra": jsonAnswer(400, `{"error":"unsupported_grant_type"}`), "a scope": jsonAnswer(400, `{"error":"invalid_scope"}`),
		"no such right": jsonAnswer(401, `{"error":"unauthorized_client"}`), "a web page": {status: 200, body: "<p>hello"},
		"a firewall": {status: 403, body: "<html>Just a moment..."}, "an empty 403": {status: 403},
	} {
		w := newWorld(t, practice.Options{})
		w.beginSignIn(t, nil)
		w.host.Transport = &refusing{w.host.Transport, func(string) bool { return true }, refusal, 0}
		w.beginSignIn(t, nil)
		assert.Equal(t, 1, registrations(w), name)
	}
}

// A check with no code says little. If the server takes no new registration, the old one is tried.
func TestARefusalBesideClosedRegistrations(t *testing.T) {
	for status, code := range map[int]string{403: "", 401: "rate_limited"} {
		w := newWorld(t, practice.Options{})
		first := clientIn(t, w.beginSignIn(t, nil).URL)
		w.host.Transport = answering{&refusing{w.host.Transport, func(string) bool { return true }, jsonAnswer(status, `{"error":"no"}`), 0},
			"/api/v1/apps", jsonAnswer(429, `{"error":"Too many requests"}`)}
		start, err := core.BeginSignIn(w.ctx, w.host, core.BeginSignInOptions{Server: w.base, ClientName: "Test app", RedirectURI: redirectURI})
		if code != "" {
			require.Error(t, err)
			assert.Equal(t, code, string(core.AsError(err).Code))
			continue
		}
		require.NoError(t, err)
		assert.Equal(t, first, clientIn(t, start.URL))
	}
}

// clientIn returns the client_id in the address of an authorization page.
func clientIn(t *testing.T, address string) string {
	t.Helper()
	_, rest, ok := strings.Cut(address, "client_id=")
	require.True(t, ok)
	id, _, _ := strings.Cut(rest, "&")
	return id
}

// The words of a token endpoint have the codes that they mean.
func TestWordsOfTokenEndpoints(t *testing.T) {
	for name, test := range map[string]struct {
		answer answer
		code   string
	}{
		"GoToSocial, a used code":        {jsonAnswer(400, `{"error":"sql: no rows in result set","error_description":"Bad Request"}`), "invalid_grant"},
		"GoToSocial, a wrong address":    {jsonAnswer(403, `{"error":"invalid redirect uri","error_description":"Forbidden"}`), "invalid_grant"},
		"GoToSocial, an unknown client":  {jsonAnswer(400, `{"error":"func5: no application found with client id x"}`), "invalid_client"},
		"GoToSocial, renamed inside":     {jsonAnswer(400, `{"error":"func12: no application found with client id x"}`), "invalid_client"},
		"WordPress, a wrong address":     {jsonAnswer(400, `{"error":"redirect_uri_mismatch"}`), "invalid_grant"},
		"other prose is no code":         {jsonAnswer(400, `{"error":"sql: connection lost"}`), "request_refused"},
		"GoToSocial, no code was given":  {jsonAnswer(400, `{"error":"invalid_request","error_description":"Bad Request: code was not set in the token request form"}`), "invalid_request"},
		"a code of OAuth stays one":      {jsonAnswer(400, `{"error":"invalid_grant"}`), "invalid_grant"},
		"WordPress, an unsupported kind": {jsonAnswer(400, `{"error":"unsupported_grant_type"}`), "unsupported_grant_type"},
	} {
		client, _ := scripted(t, core.Options{}, test.answer)
		_, err := client.LogIn(t.Context(), core.LogInOptions{Code: "code-1"})
		require.Error(t, err, name)
		assert.Equal(t, test.code, string(core.AsError(err).Code), name)
	}
	// GoToSocial misses a redirect_uri first, although it has neither of the two grants.
	missing := jsonAnswer(400, `{"error":"invalid_request","error_description":"Bad Request: redirect_uri was not set in the token request form"}`)
	for name, options := range map[string]core.LogInOptions{
		"a password": {Username: "alice", Password: "practice-alice"}, "a refresh token": {RefreshToken: "r-1"},
	} {
		client, _ := scripted(t, core.Options{}, missing)
		_, err := client.LogIn(t.Context(), options)
		assert.Equal(t, core.CodeUnsupportedGrantType, core.AsError(err).Code, name)
	}
	client, _ := scripted(t, core.Options{}, jsonAnswer(404, `{"error":"sql: no rows in result set"}`))
	_, err := client.Preferences(t.Context())
	assert.Equal(t, core.CodeNotFound, core.AsError(err).Code, "elsewhere these words mean something else")
}
