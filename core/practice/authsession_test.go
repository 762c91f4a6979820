package practice_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAuthSession(t *testing.T) {
	w := newFlavour(t, "sharkey")
	a := w.register(callback+"\n"+callback+"/2", "read write")
	page, err := base64.StdEncoding.DecodeString(a.id)
	require.NoError(t, err)
	require.Regexp(t, `^https://practice\.example/auth/[A-Za-z0-9_-]{43}$`, string(page))
	session := strings.TrimPrefix(string(page), "https://practice.example/auth/")

	a.redirect = callback
	_, err = w.person.Deny(t.Context(), a.authorizeURL(), "alice")
	require.ErrorContains(t, err, "You denied access", "and nothing comes back")
	_, err = w.person.Approve(t.Context(), a.authorizeURL("redirect_uri", "https://elsewhere.example/"), "alice")
	require.ErrorContains(t, err, "status 400")
	_, err = w.person.Approve(t.Context(), a.authorizeURL("client_id", base64.StdEncoding.EncodeToString([]byte("https://elsewhere.example/auth/x"))), "alice")
	require.ErrorContains(t, err, "status 400", "it sends nobody elsewhere")

	back := a.approved("alice")
	assert.Equal(t, session, back.Get("code"), "the code is no secret")
	assert.False(t, back.Has("iss"), "whatever the metadata say")

	got := w.post("/oauth/token", "grant_type", "authorization_code", "code", session, "client_secret", "wrong")
	assert.Equal(t, 401, got.status)
	assert.Equal(t, "NO_SUCH_SESSION", got.text("error.code"))
	got = w.post("/oauth/token", "grant_type", "authorization_code", "code", session, "client_secret", a.secret)
	assert.Equal(t, 200, got.status, "no client_id, no redirect_uri, no verifier")
	assert.Equal(t, "read write follow push", got.text("scope"), "of all that nobody asked for")
	token := got.text("access_token")
	assert.Equal(t, "alice", w.get("/api/v1/accounts/verify_credentials", token).text("username"))

	assert.Equal(t, "NO_SUCH_SESSION", a.exchange(session).text("error.code"), "with the login the session ends")
	_, err = w.person.Approve(t.Context(), a.authorizeURL(), "alice")
	require.ErrorContains(t, err, "NO_SUCH_SESSION")
}

func TestSharkey(t *testing.T) {
	w := newFlavour(t, "sharkey")
	none := w.post("/api/v1/apps", "client_name", "a", "redirect_uris", callback)
	assert.Equal(t, "400 BAD_REQUEST", none.brief())
	assert.Equal(t, `Missing required payload "scopes"`, none.text("error_description"))
	app := w.post("/api/v1/apps", "client_name", "a", "redirect_uris", callback, "scopes", "bogus")
	assert.Equal(t, 200, app.status)
	assert.Nil(t, app.at("scopes"))
	assert.Nil(t, app.at("redirect_uris"))

	metadata := w.get("/.well-known/oauth-authorization-server", "")
	assert.Equal(t, "https://practice.example", metadata.text("issuer"))
	assert.Equal(t, true, metadata.at("authorization_response_iss_parameter_supported"))
	assert.Nil(t, metadata.at("app_registration_endpoint"))
	assert.Nil(t, metadata.at("revocation_endpoint"))
	assert.NotContains(t, metadata.at("scopes_supported"), "read")

	fake := w.post("/oauth/token", "grant_type", "client_credentials", "client_id", "nobody", "client_secret", "nothing", "scope", "read write")
	assert.Equal(t, 200, fake.status)
	assert.Equal(t, "read", fake.text("scope"))
	refused := w.get("/api/v1/accounts/verify_credentials", fake.text("access_token"))
	assert.Equal(t, 401, refused.status)
	assert.Equal(t, "AUTHENTICATION_FAILED", refused.text("error.code"))

	a := w.register(callback, "read")
	raw, err := w.person.Approve(t.Context(), a.authorizeURL("state", "st&ate=1"), "alice")
	require.NoError(t, err)
	assert.Equal(t, "st", strings.Split(strings.SplitN(raw, "state=", 2)[1], "&")[0], "what is not safe in an address is lost")

	for _, path := range []string{"/api/v2/instance", "/api/v1/apps/verify_credentials", "/oauth/userinfo", "/oauth/revoke"} {
		assert.Equal(t, 404, w.get(path, "").status, path)
	}
	revoke := w.ask("POST /oauth/revoke", "token=x", "Origin", "https://app.example")
	assert.Equal(t, 404, revoke.status)
	assert.Empty(t, revoke.header.Get("Access-Control-Allow-Origin"))
	preflight := w.preflight("POST", "/oauth/token")
	assert.Equal(t, 404, preflight.status)
	assert.Empty(t, preflight.header.Get("Access-Control-Allow-Origin"))
	assert.Equal(t, "*", w.ask("POST /oauth/token", "x=1", "Origin", "https://app.example").header.Get("Access-Control-Allow-Origin"))
	assert.Equal(t, "*", w.preflight("GET", "/api/v1/preferences").header.Get("Access-Control-Allow-Origin"))
	assert.Equal(t, "sharkey", w.get("/nodeinfo/2.0", "").text("software.name"))
}
