package practice_test

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mastoauth/mastoauth/core/practice"
)

// A fault of the authorize address is told to the person on a page, after the sign-in, and never to the app.
func TestRefusalPages(t *testing.T) {
	w := newWorld(t, practice.Options{})
	a, b := w.register(callback, "read write"), &browser{w: w}
	b.signIn("alice@practice.example", "practice-alice")
	for name, c := range map[string]struct {
		field, value string
		status       int
		words        string
	}{
		"no client":          {"client_id", "", 400, "Missing required parameter: client_id."},
		"unknown client":     {"client_id", "nobody", 401, "Client authentication failed due to unknown client"},
		"no redirect URI":    {"redirect_uri", "", 400, "The redirect uri included is not valid."},
		"other redirect URI": {"redirect_uri", callback + "/2", 400, "The redirect uri included is not valid."},
		"no type":            {"response_type", "", 400, "Missing required parameter: response_type."},
		"implicit":           {"response_type", "token", 400, "The authorization server does not support this response type."},
		"mode":               {"response_mode", "web_message", 400, "The authorization server does not support this response mode."},
		"scope":              {"scope", "read:accounts", 400, "The requested scope is invalid, unknown, or malformed."},
		"challenge":          {"code_challenge", challenge, 400, "The code_challenge_method must be S256."},
	} {
		t.Run(name, func(t *testing.T) {
			address, _ := url.Parse(a.authorizeURL())
			query := address.Query()
			query.Set(c.field, c.value)
			got := b.send("GET /oauth/authorize?" + query.Encode())
			assert.Equal(t, c.status, got.status)
			assert.Contains(t, got.header.Get("Content-Type"), "text/html")
			assert.Contains(t, got.body, c.words)
			assert.Equal(t, w.URL()+"/auth/sign_in", (&browser{w: w}).send("GET /oauth/authorize?"+query.Encode()).header.Get("Location"), "to strangers nothing is said")
		})
	}
	path := "GET " + a.authorizeURL()[len(w.URL()):]
	assert.Equal(t, "500 Internal Server Error", w.ask(path, "", "Accept", "application/json", "Cookie", b.cookie).brief())
}

// What only the answers of a form show.
func TestConsentForms(t *testing.T) {
	w := newWorld(t, practice.Options{})
	a, b := w.register(callback+"\n"+outOfBand, "read"), &browser{w: w}
	b.signIn("alice@practice.example", "practice-alice")
	b.send("GET " + a.authorizeURL("redirect_uri", callback)[len(w.URL()):])
	send := func(redirect string, more ...string) answer {
		fields := []string{"response_type", "code", "client_id", a.id, "redirect_uri", redirect, "scope", "read", "state", "s", "authenticity_token", b.csrf}
		return b.send("POST /oauth/authorize", append(fields, more...)...)
	}
	got := send("https://evil.example/x", "_method", "delete")
	assert.Contains(t, got.header.Get("Location"), "https://evil.example/x?error=access_denied", "the address of a no is not checked again")
	assert.Equal(t, 400, send("https://evil.example/x").status)
	got = send(outOfBand, "_method", "delete")
	assert.Equal(t, "400 access_denied", got.brief())
	assert.Equal(t, "s", got.text("state"))
	for origin, want := range map[string]int{"null": 422, "https://app.example": 422, w.URL(): 302, "": 302} {
		body := form("response_type", "code", "client_id", a.id, "redirect_uri", callback, "scope", "read", "authenticity_token", b.csrf).Encode()
		headers := []string{"Cookie", b.cookie, "Accept", "text/html"}
		if origin != "" {
			headers = append(headers, "Origin", origin)
		}
		assert.Equal(t, want, w.ask("POST /oauth/authorize", body, headers...).status, origin)
	}
}

// Where nothing or nothing readable is said about scopes.
func TestScopesThatAreNotSaid(t *testing.T) {
	w := newWorld(t, practice.Options{})
	register := func(body, contentType string) answer {
		return w.ask("POST /api/v1/apps", body, "Content-Type", contentType)
	}
	const fields, address = "application/x-www-form-urlencoded", "client_name=a&redirect_uris=https%3A%2F%2Fapp.example"
	assert.Equal(t, []any{"read"}, register(address, fields).at("scopes"))
	assert.Equal(t, []any{"read"}, register(`{"client_name":"a","redirect_uris":"https://app.example","scopes":["read","write"]}`, "application/json").at("scopes"), "a list is not read")
	none := register(address+"&scopes=", fields)
	assert.Empty(t, none.at("scopes"), "an empty text registers an app that may do nothing")

	for registered, want := range map[string]string{"read": "200", "read write": "200", "write": "400 invalid_scope", "profile": "400 invalid_scope"} {
		assert.Equal(t, want, w.register(callback, registered).grant("client_credentials").brief(), registered)
	}
	assert.Equal(t, "400 invalid_scope", app{w, none.text("client_id"), none.text("client_secret"), callback, ""}.grant("client_credentials").brief())
}
