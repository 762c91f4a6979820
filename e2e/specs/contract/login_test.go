package contract

import (
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const (
	callback  = pageOrigin + "/callback"
	outOfBand = "urn:ietf:wg:oauth:2.0:oob"
)

// app is a registration.
type app struct {
	server           *server
	id, secret       string
	redirect, scopes string
}

// register makes an app with one redirect URI.
func (s *server) register(t *testing.T, redirect, scopes string) app {
	t.Helper()
	got := s.post(t, "/api/v1/apps", form("client_name", "Contract", "redirect_uris", redirect, "scopes", scopes))
	require.Equal(t, 200, got.status, got.body)
	return app{server: s, id: got.text("client_id"), secret: got.text("client_secret"), redirect: redirect, scopes: scopes}
}

// authorization is the query of an authorize request that the server accepts.
func (a app) authorization() url.Values {
	return form("response_type", "code", "client_id", a.id, "redirect_uri", a.redirect, "scope", a.scopes, "state", "state-1")
}

func (a app) authorizeURL(query url.Values) string {
	return a.server.url + "/oauth/authorize?" + query.Encode()
}

// code lets a person agree and returns the code.
func (a app) code(t *testing.T, who *person, query url.Values) string {
	t.Helper()
	page := who.open(t, a.authorizeURL(query))
	if page.location == "" {
		page = page.press(t, "Authorize")
	}
	require.True(t, strings.HasPrefix(page.location, a.redirect), "no way back to the app, but %s\n%s", page.location, page.body)
	code := page.callback(t).Get("code")
	require.NotEmpty(t, code, page.location)
	return code
}

// exchange is the form of a token request that the server accepts, for a code.
func (a app) exchange(code string) url.Values {
	return form("grant_type", "authorization_code", "code", code, "redirect_uri", a.redirect, "client_id", a.id, "client_secret", a.secret)
}

// credentials is the form of a request for a token of the app itself.
func (a app) credentials(scopes string) url.Values {
	return form("grant_type", "client_credentials", "client_id", a.id, "client_secret", a.secret, "scope", scopes)
}

// token asks for a token, which the server must give.
func (s *server) token(t *testing.T, request url.Values) string {
	t.Helper()
	got := s.post(t, "/oauth/token", request)
	require.Equal(t, 200, got.status, got.body)
	require.NotEmpty(t, got.text("access_token"), got.body)
	return got.text("access_token")
}

// logIn registers an app and logs alice in with it.
func (s *server) logIn(t *testing.T, scopes string) (a app, token string) {
	t.Helper()
	a = s.register(t, callback, scopes)
	return a, s.token(t, a.exchange(a.code(t, s.alice(t), a.authorization())))
}
