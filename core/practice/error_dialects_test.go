package practice_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestSnac sends the requests that were sent to a real snac 2.94, and compares the responses.
func TestSnac(t *testing.T) {
	w := newFlavour(t, "snac")
	a := w.register("not a uri", "bogus")
	a.redirect = callback
	token := a.logIn("alice")
	own := a.grant("client_credentials", "redirect_uri", callback)
	require.Equal(t, 200, own.status)
	assert.Contains(t, own.body, `"scope":""`, "nothing was asked for")
	bearer := func(token string) []string { return []string{"Authorization", "Bearer " + token} }
	basic := base64.StdEncoding.EncodeToString([]byte(a.id + ":" + a.secret))
	credentials := form("client_id", a.id, "client_secret", a.secret, "redirect_uri", callback).Encode()
	cases := map[string]struct {
		endpoint, body string
		headers        []string
		status         int
		answer         string
	}{
		"app without a name":         {"POST /api/v1/apps", "redirect_uris=x", nil, 404, "<h1>404 Not Found (snac/2.94)</h1>"},
		"app without an address":     {"POST /api/v1/apps", "client_name=x", nil, 404, "<h1>404 Not Found (snac/2.94)</h1>"},
		"app with addresses":         {"POST /api/v1/apps", "client_name=x&redirect_uris%5B%5D=https%3A%2F%2Fa.example", nil, 404, "<h1>404 Not Found (snac/2.94)</h1>"},
		"app with an array":          {"POST /api/v1/apps", `{"client_name":"x","redirect_uris":["https://a.example"]}`, []string{"Content-Type", "application/json"}, 404, "<h1>404 Not Found (snac/2.94)</h1>"},
		"no redirect URI":            {"POST /oauth/token", "grant_type=client_credentials&client_id=" + a.id + "&client_secret=" + a.secret, nil, 400, "<h1>400 Bad Request (snac/2.94)</h1>"},
		"Basic":                      {"POST /oauth/token", "grant_type=client_credentials&redirect_uri=x", []string{"Authorization", "Basic " + basic}, 400, "<h1>400 Bad Request (snac/2.94)</h1>"},
		"nothing":                    {"POST /oauth/token", "", nil, 400, "<h1>400 Bad Request (snac/2.94)</h1>"},
		"wrong secret":               {"POST /oauth/token", "grant_type=client_credentials&client_secret=wrong&redirect_uri=x&client_id=" + a.id, nil, 401, ""},
		"account, no token":          {"GET /api/v1/accounts/verify_credentials", "", nil, 422, ""},
		"account, bad token":         {"GET /api/v1/accounts/verify_credentials", "", bearer("bad"), 422, ""},
		"account, the app's token":   {"GET /api/v1/accounts/verify_credentials", "", bearer(own.text("access_token")), 422, ""},
		"app check":                  {"GET /api/v1/apps/verify_credentials", "", bearer(token), 404, "<h1>404 Not Found (snac/2.94)</h1>"},
		"preferences":                {"GET /api/v1/preferences", "", bearer(own.text("access_token")), 200, "{}"},
		"userinfo":                   {"GET /oauth/userinfo", "", bearer(token), 404, "<h1>404 Not Found (snac/2.94)</h1>"},
		"metadata":                   {"GET /.well-known/oauth-authorization-server", "", nil, 404, "<h1>404 Not Found (snac/2.94)</h1>"},
		"instance":                   {"GET /api/v2/instance", "", nil, 404, "<h1>404 Not Found (snac/2.94)</h1>"},
		"sign-up":                    {"POST /api/v1/accounts", "username=zoe", bearer(own.text("access_token")), 401, ""},
		"sign-up, no token":          {"POST /api/v1/accounts", "username=zoe", nil, 401, ""},
		"post, bad token":            {"POST /api/v1/statuses", "status=no", bearer("bad"), 401, ""},
		"revoke, wrong secret":       {"POST /oauth/revoke", "client_id=" + a.id + "&client_secret=wrong&token=" + token, nil, 403, "{}"},
		"revoke, no client":          {"POST /oauth/revoke", "token=" + token, nil, 403, "<h1>403 Forbidden (snac/2.94)</h1>"},
		"revoke, a token of nowhere": {"POST /oauth/revoke", credentials + "&token=never-was", nil, 403, "{}"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := w.ask(c.endpoint, c.body, c.headers...)
			assert.Equal(t, c.status, got.status)
			assert.Equal(t, c.answer, got.body)
			assert.Equal(t, c.answer != "{}", strings.HasPrefix(got.header.Get("Content-Type"), "text/html"))
		})
	}
}

func TestSnacApps(t *testing.T) {
	w := newFlavour(t, "snac")
	two := w.post("/api/v1/apps", "client_name", "a", "redirect_uris", outOfBand+"\n"+callback, "website", "javascript:alert(1)")
	assert.Equal(t, outOfBand+"\n"+callback, two.text("redirect_uri"), "one text, as it came")
	for _, member := range []string{"scopes", "redirect_uris", "website"} {
		assert.NotContains(t, two.json, member)
	}
	assert.Equal(t, 0.0, two.at("client_secret_expires_at"))

	a := w.register(callback, "read")
	assert.Equal(t, 200, a.exchange("bogus").status, "a code is not looked at, and nobody has agreed yet")
	address, err := w.person.Approve(t.Context(), a.authorizeURL("redirect_uri", "https://elsewhere.example/?x=1", "state", "st&ate=é/1"), "alice")
	require.NoError(t, err)
	assert.Regexp(t, `^https://elsewhere\.example/\?x=1&code=[A-Za-z0-9_-]+&state=st&ate=`, address, "to any address, with the state as it came")
	got := a.exchange("bogus", "scope", "read write")
	assert.Equal(t, "read write", got.text("scope"), "the words of whoever asks")
	token := got.text("access_token")
	assert.Equal(t, "alice", w.get("/api/v1/accounts/verify_credentials", token).text("username"), "hers is the token: she agreed last")
	assert.Equal(t, "200", w.ask("POST /api/v1/statuses", "status=no", "Authorization", "Bearer "+token).brief(), "scopes bind nobody")
	second := a.exchange("bogus").text("access_token")
	assert.NotEqual(t, token, second)

	revoke := func(token string) answer {
		return w.post("/oauth/revoke", "client_id", a.id, "client_secret", a.secret, "token", token)
	}
	assert.Equal(t, 200, revoke(token).status)
	assert.Equal(t, 403, revoke(token).status, "once")
	assert.Equal(t, 422, w.get("/api/v1/accounts/verify_credentials", token).status)
	assert.Equal(t, 401, a.grant("client_credentials", "redirect_uri", callback).status, "the app went along")
	assert.Equal(t, 200, w.get("/api/v1/accounts/verify_credentials", second).status, "its other token did not")
	assert.Equal(t, 200, revoke(second).status)
}

func TestMitraRevokes(t *testing.T) {
	w := newFlavour(t, "mitra")
	a := w.register(callback, "read")
	token, bobs := a.logIn("alice"), a.logIn("bob")
	body := form("client_id", a.id, "client_secret", a.secret, "token", token).Encode()
	assert.Equal(t, 401, w.ask("POST /oauth/revoke", body).status, "client credentials are no proof")
	assert.Equal(t, 404, w.ask("POST /oauth/revoke", body, "Authorization", "Bearer "+bobs).status)
	assert.Equal(t, 200, w.get("/api/v1/accounts/verify_credentials", token).status)
	assert.Equal(t, 200, w.ask("POST /oauth/revoke", body, "Authorization", "Bearer "+token).status)
	assert.Equal(t, 401, w.get("/api/v1/accounts/verify_credentials", token).status)
}
