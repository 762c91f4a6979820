package practice_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core/practice"
)

var csrfField = regexp.MustCompile(`name="authenticity_token" value="([^"]+)"`)

// browser plays a person's browser: it keeps the cookie and the forms' CSRF token.
type browser struct {
	w            *world
	cookie, csrf string
}

func (b *browser) send(endpoint string, fields ...string) answer {
	b.w.t.Helper()
	headers := []string{"Accept", "text/html"}
	if b.cookie != "" {
		headers = append(headers, "Cookie", b.cookie)
	}
	got := b.w.ask(endpoint, form(fields...).Encode(), headers...)
	if set := got.header.Get("Set-Cookie"); set != "" {
		b.cookie, _, _ = strings.Cut(set, ";")
	}
	if found := csrfField.FindStringSubmatch(got.body); found != nil {
		b.csrf = found[1]
	}
	return got
}

func (b *browser) signIn(email, password string) answer {
	b.w.t.Helper()
	b.send("GET /auth/sign_in")
	return b.send("POST /auth/sign_in", "authenticity_token", b.csrf, "user[email]", email, "user[password]", password)
}

func TestSession(t *testing.T) {
	w := newWorld(t, practice.Options{})
	b := &browser{w: w}
	got := b.signIn("alice@practice.example", "wrong")
	assert.Equal(t, 200, got.status)
	assert.Contains(t, got.body, "Invalid e-mail address or password.")
	assert.Contains(t, got.body, `value="alice@practice.example"`, "what was typed is still there")

	before := b.cookie
	got = b.signIn("Alice@Practice.example", "practice-alice")
	assert.Equal(t, w.URL()+"/", got.header.Get("Location"))
	assert.NotEqual(t, before, b.cookie, "a session from before the sign-in does not become the person's")
	set := got.header.Get("Set-Cookie")
	for _, attribute := range []string{"HttpOnly", "SameSite=Lax", "Path=/", "Secure"} {
		assert.Contains(t, set, attribute)
	}
	assert.Contains(t, b.send("GET /").body, "signed in as <strong>Alice Example</strong>")
	assert.Equal(t, 302, b.send("GET /auth/sign_in").status, "who is signed in need not do it again")

	assert.Equal(t, 422, b.send("POST /auth/sign_out").status, "a form from elsewhere")
	assert.Equal(t, 302, b.send("POST /auth/sign_out", "authenticity_token", b.csrf, "return_to", "https://evil.example").status)
	assert.NotContains(t, b.send("GET /").body, "signed in as")

	b.signIn("alice@practice.example", "practice-alice")
	b.send("GET /")
	b.send("POST /auth/sign_out", "authenticity_token", b.csrf, "return_to", ".evil.example/")
	assert.Equal(t, w.URL()+"/", b.signIn("alice@practice.example", "practice-alice").header.Get("Location"), "no way off the server")
}

func TestFormsFromElsewhere(t *testing.T) {
	w := newWorld(t, practice.Options{})
	a, b := w.register(callback, "read"), &browser{w: w}
	fields := []string{"response_type", "code", "client_id", a.id, "redirect_uri", callback, "scope", "read"}
	assert.Equal(t, 422, b.send("POST /auth/sign_in", "user[email]", "alice@practice.example", "user[password]", "practice-alice").status)
	assert.Equal(t, 422, b.send("POST /oauth/authorize", fields...).status, "where nobody is signed in too")

	b.signIn("alice@practice.example", "practice-alice")
	for name, csrf := range map[string]string{"none": "", "a guess": strings.Repeat("x", 43)} {
		t.Run(name, func(t *testing.T) {
			got := b.send("POST /oauth/authorize", append(fields, "authenticity_token", csrf)...)
			assert.Equal(t, 422, got.status)
			assert.Empty(t, got.header.Get("Location"))
		})
	}
	b.send("GET /oauth/authorize?" + form(fields...).Encode())
	got := b.send("POST /oauth/authorize", append(fields, "authenticity_token", b.csrf)...)
	assert.Contains(t, got.header.Get("Location"), callback+"?code=", "their own form works")
}

func TestSomebodyElseSignsIn(t *testing.T) {
	w := newWorld(t, practice.Options{})
	a, b := w.register(callback, "read"), &browser{w: w}
	b.signIn("alice@practice.example", "practice-alice")
	path := strings.TrimPrefix(a.authorizeURL(), w.URL())
	assert.Contains(t, b.send("GET "+path).body, "@alice@practice.example")
	b.send("POST /auth/sign_out", "authenticity_token", b.csrf, "return_to", path)
	assert.Equal(t, a.authorizeURL(), b.signIn("bob@practice.example", "practice-bob").header.Get("Location"))
	assert.Contains(t, b.send("GET "+path).body, "@bob@practice.example")
}

func TestCodeLivesTenMinutes(t *testing.T) {
	for name, c := range map[string]struct {
		wait time.Duration
		want string
	}{"ten minutes": {10 * time.Minute, "200"}, "longer": {10*time.Minute + time.Second, "400 invalid_grant"}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				a := newWorld(t, practice.Options{}).register(callback, "read")
				code := a.approved("alice").Get("code")
				time.Sleep(c.wait)
				assert.Equal(t, c.want, a.exchange(code).brief())
			})
		})
	}
}

func TestCodeIsForOneApp(t *testing.T) {
	w := newWorld(t, practice.Options{})
	a, other := w.register(callback, "read"), w.register(callback, "read")
	code := a.approved("alice").Get("code")
	assert.Equal(t, "400 invalid_grant", other.exchange(code).brief())
	assert.Equal(t, "200", a.exchange(code).brief(), "which does not use it up")
	assert.Equal(t, "400 invalid_grant", a.exchange(code).brief())
}

func TestForceLogin(t *testing.T) {
	w := newWorld(t, practice.Options{})
	a, b := w.register(callback, "read"), &browser{w: w}
	a.logIn("alice")
	b.signIn("alice@practice.example", "practice-alice")
	for value, asks := range map[string]bool{"": false, "false": false, "0": false, "off": false, "true": true, "1": true, "yes": true} {
		got := b.send("GET " + strings.TrimPrefix(a.authorizeURL("force_login", value), w.URL()))
		assert.Equal(t, asks, got.status == 200, value)
	}
}

func TestResponseModes(t *testing.T) {
	w := newWorld(t, practice.Options{})
	a := w.register(callback, "read")
	address, err := w.person.Approve(t.Context(), a.authorizeURL("response_mode", "fragment"), "alice")
	require.NoError(t, err)
	assert.Contains(t, address, callback+"?code=", "the consent form forgets the mode, as Mastodon's does")
	a.exchange(a.approved("alice").Get("code"))
	address, err = w.person.Approve(t.Context(), a.authorizeURL("response_mode", "fragment"), "alice")
	require.NoError(t, err)
	assert.Contains(t, address, callback+"#code=", "who agreed before is sent back in the mode asked for")

	b := &browser{w: w}
	b.signIn("alice@practice.example", "practice-alice")
	got := b.send("GET " + strings.TrimPrefix(a.authorizeURL("response_mode", "form_post"), w.URL()))
	assert.Contains(t, got.body, `<form action="https://app.example/callback" method="post">`)
	got = b.send("GET " + strings.TrimPrefix(a.authorizeURL("response_mode", "pigeon"), w.URL()))
	assert.Equal(t, 400, got.status)
}

func TestCallbackQuirks(t *testing.T) {
	cases := map[string]struct {
		quirks practice.Quirks
		want   []string // parameters in the callback when the person refuses, agrees, and has agreed before
		issuer string
	}{
		"Mastodon":      {practice.Quirks{}, []string{"error error_description state", "code state", "code state"}, ""},
		"Hollo":         {practice.Quirks{DenyWithoutState: true}, []string{"error error_description", "code state", "code state"}, ""},
		"Pleroma":       {practice.Quirks{TokenInCallback: true}, []string{"error error_description state", "code state", "access_token state"}, ""},
		"right issuer":  {practice.Quirks{Issuer: practice.IssuerRight}, []string{"error error_description iss state", "code iss state", "code iss state"}, "https://practice.example/"},
		"somebody else": {practice.Quirks{Issuer: practice.IssuerWrong}, []string{"error error_description iss state", "code iss state", "code iss state"}, "https://attacker.example/"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, practice.Options{Quirks: c.quirks})
			a := w.register(callback, "read")
			denied, err := w.person.Deny(t.Context(), a.authorizeURL(), "alice")
			require.NoError(t, err)
			first := a.approved("alice")
			require.Equal(t, 200, a.exchange(first.Get("code")).status)
			again := a.approved("alice")
			assert.Equal(t, c.want, []string{names(queryOf(t, denied)), names(first), names(again)})
			assert.Equal(t, c.issuer, first.Get("iss"))
			if token := again.Get("access_token"); token != "" {
				assert.Equal(t, "alice", w.get("/api/v1/accounts/verify_credentials", token).text("username"))
			}
		})
	}
}

func TestAuthorizePageHeaders(t *testing.T) {
	w := newWorld(t, practice.Options{})
	got := (&browser{w: w}).send("GET /auth/sign_in")
	assert.Equal(t, "DENY", got.header.Get("X-Frame-Options"))
	assert.Equal(t, "same-origin", got.header.Get("Referrer-Policy"))
	assert.Equal(t, "private, no-store", got.header.Get("Cache-Control"))
	assert.Contains(t, got.header.Get("Content-Security-Policy"), "frame-ancestors 'none'")
	assert.NotContains(t, got.header.Get("Content-Security-Policy"), "form-action", "it would stop the way back to the app")
	assert.Equal(t, http.StatusOK, got.status)
}
