package core_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

// watched is a Transport that holds the requests of a test to what real Mastodon bears.
type watched struct {
	t *testing.T
	core.Transport
}

func (w watched) Do(ctx core.Context, request core.Request) (*core.Response, error) {
	checkParameters(w.t, request)
	return w.Transport.Do(ctx, request)
}

// checkParameters refuses what Mastodon obeys in a way that harms. response_mode sends the code where no page reads it. prompt is
// ignored. With token_type_hint=refresh_token, a revocation answers 200 and revokes nothing. Empty scopes register an app without
// any, and an empty scope is an error.
func checkParameters(t *testing.T, request core.Request) {
	t.Helper()
	address, err := url.Parse(request.URL)
	require.NoError(t, err)
	sent := append(core.Fields{}, request.Form...)
	for name, values := range address.Query() {
		for _, value := range values {
			sent = append(sent, core.Field{Name: name, Value: value})
		}
	}
	for _, field := range sent {
		for _, name := range []string{"response_mode", "prompt", "token_type_hint"} {
			assert.NotEqual(t, name, field.Name, request.URL)
		}
		if strings.HasPrefix(field.Name, "scope") {
			assert.NotEmpty(t, strings.TrimSpace(field.Value), field.Name+" to "+request.URL)
		}
	}
}

func TestNoOptionMakesScopesEmpty(t *testing.T) {
	for _, scopes := range [][]string{nil, {}, {""}, {" ", "\n"}, {","}} {
		w := newWorld(t, practice.Options{})
		_, err := core.CreateApp(w.ctx, w.host, core.CreateAppOptions{ClientName: "x", APIBaseURL: w.base, Scopes: scopes, RedirectURIs: []string{redirectURI}, ToKey: "app"})
		require.NoError(t, err)
		client := w.client(t, core.Options{ClientCredentialKey: "app"})
		request, err := client.AuthRequestURL(w.ctx, core.AuthRequestURLOptions{Scopes: scopes})
		require.NoError(t, err)
		checkParameters(t, core.Request{Method: "GET", URL: request.URL})
		_, err = client.ClientCredentialsToken(w.ctx, core.ClientCredentialsTokenOptions{Scopes: scopes})
		require.NoError(t, err)
		w.beginSignIn(t, func(o *core.BeginSignInOptions) { o.Scopes = scopes })
	}
}

// On servers that answer members only, an app's own token cannot tell whether the app lives: apps/verify_credentials is 401.
func TestWhetherAnAppLivesIsAskedAtTheTokenEndpoint(t *testing.T) {
	for name, options := range map[string]practice.Options{
		"open": {}, "closed API": {DisallowUnauthenticatedAPI: true}, "limited federation": {LimitedFederation: true},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, options)
			w.signIn(t, "alice")
			w.signIn(t, "bob")
			registrations := func() (count int) {
				for _, line := range w.server.Log() {
					assert.NotContains(t, line, "/api/v1/apps/verify_credentials")
					if strings.HasPrefix(line, "POST /api/v1/apps") {
						count++
					}
				}
				return count
			}
			assert.Equal(t, 1, registrations(), "the app is known")
			w.server.ForgetApps()
			w.signIn(t, "alice")
			assert.Equal(t, 2, registrations(), "the app is registered once more")
		})
	}
}
