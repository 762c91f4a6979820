package practice_test

import (
	"encoding/base64"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core/practice"
)

func names(values url.Values) string { return strings.Join(slices.Sorted(maps.Keys(values)), " ") }

func queryOf(t *testing.T, address string) url.Values {
	t.Helper()
	parsed, err := url.Parse(address)
	require.NoError(t, err)
	return parsed.Query()
}

func keys(a answer) string {
	members, _ := a.json.(map[string]any)
	return strings.Join(slices.Sorted(maps.Keys(members)), " ")
}

func TestTokenDocument(t *testing.T) {
	cases := map[string]struct {
		quirks practice.Quirks
		keys   string
		values map[string]any
	}{
		"Mastodon": {practice.Quirks{}, "access_token created_at scope token_type",
			map[string]any{"scope": "read write", "created_at": 946684800.0, "token_type": "Bearer"}},
		"Hollo": {practice.Quirks{CreatedAt: practice.CreatedAtMillis}, "access_token created_at scope token_type",
			map[string]any{"created_at": 946684800000.0}},
		"Pixelfed": {practice.Quirks{CreatedAt: practice.CreatedAtNone, TokenScope: practice.TokenScopeNone, RefreshTokens: true, ExpiresIn: 365 * 24 * time.Hour},
			"access_token expires_in refresh_token token_type", map[string]any{"expires_in": 31536000.0}},
		"a list of scopes": {practice.Quirks{TokenScope: practice.TokenScopeList}, "access_token created_at scope token_type",
			map[string]any{"scope": []any{"read", "write"}}},
		"Pleroma": {practice.Quirks{ExpiresIn: 36500 * 24 * time.Hour, RefreshTokens: true, Me: true},
			"access_token created_at expires_in me refresh_token scope token_type",
			map[string]any{"expires_in": 3153600000.0, "me": aliceActor}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { // in synctest, it is midnight, 1 January 2000
				a := newWorld(t, practice.Options{Quirks: c.quirks}).register(callback, "read write")
				got := a.exchange(a.approved("alice").Get("code"))
				assert.Equal(t, c.keys, keys(got))
				for key, want := range c.values {
					assert.Equal(t, want, got.at(key), key)
				}
				assert.Equal(t, "no-store", got.header.Get("Cache-Control"))
			})
		})
	}
}

func TestPKCE(t *testing.T) {
	const method = "code_challenge_method"
	cases := map[string]struct {
		quirks   practice.Quirks
		asked    []string
		verifier string
		want     string
	}{
		"S256":                   {practice.Quirks{}, []string{"code_challenge", challenge, method, "S256"}, verifier, "200"},
		"S256, wrong":            {practice.Quirks{}, []string{"code_challenge", challenge, method, "S256"}, challenge, "400 invalid_grant"},
		"S256, missing":          {practice.Quirks{}, []string{"code_challenge", challenge, method, "S256"}, "", "400 invalid_request"},
		"not asked for":          {practice.Quirks{}, nil, verifier, "400 invalid_grant"},
		"4.3, plain":             {practice.Quirks{PlainPKCE: true}, []string{"code_challenge", verifier, method, "plain"}, verifier, "200"},
		"4.3, plain, wrong":      {practice.Quirks{PlainPKCE: true}, []string{"code_challenge", verifier, method, "plain"}, challenge, "400 invalid_grant"},
		"ignored, wrong":         {practice.Quirks{NoPKCE: true}, []string{"code_challenge", challenge, method, "S256"}, "wrong", "200"},
		"ignored, missing":       {practice.Quirks{NoPKCE: true}, []string{"code_challenge", challenge, method, "S256"}, "", "200"},
		"ignored, not asked for": {practice.Quirks{NoPKCE: true}, nil, verifier, "200"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			a := newWorld(t, practice.Options{Quirks: c.quirks}).register(callback, "read")
			code := a.approved("alice", c.asked...).Get("code")
			var more []string
			if c.verifier != "" {
				more = []string{"code_verifier", c.verifier}
			}
			assert.Equal(t, c.want, a.exchange(code, more...).brief())
		})
	}
}

func TestGrantsByServer(t *testing.T) {
	login := []string{"username", "alice@practice.example", "password", "practice-alice", "scope", "read"}
	cases := map[string]struct {
		quirks practice.Quirks
		kind   string
		more   []string
		want   string
	}{
		"password":                       {practice.Quirks{}, "password", login, "400 unsupported_grant_type"},
		"password, where it is":          {practice.Quirks{PasswordGrant: true}, "password", login, "200"},
		"password, wrong":                {practice.Quirks{PasswordGrant: true}, "password", append([]string{"password", "wrong"}, login...), "400 invalid_grant"},
		"password, too wide":             {practice.Quirks{PasswordGrant: true}, "password", append([]string{"scope", "push"}, login...), "400 invalid_scope"},
		"refresh":                        {practice.Quirks{}, "refresh_token", []string{"refresh_token", "x"}, "400 unsupported_grant_type"},
		"refresh, unknown":               {practice.Quirks{RefreshTokens: true}, "refresh_token", []string{"refresh_token", "x"}, "400 invalid_grant"},
		"refresh, missing":               {practice.Quirks{RefreshTokens: true}, "refresh_token", nil, "400 invalid_request"},
		"app":                            {practice.Quirks{}, "client_credentials", nil, "200"},
		"app, scopes by tab":             {practice.Quirks{}, "client_credentials", []string{"scope", "read\twrite"}, "400 invalid_scope"},
		"app, Mitra":                     {practice.Quirks{NoAppToken: true}, "client_credentials", nil, "400 unsupported_grant_type"},
		"app, GoToSocial":                {practice.Quirks{AppTokenNeedsRedirectURI: true}, "client_credentials", nil, "400 invalid_request"},
		"app, GoToSocial, with redirect": {practice.Quirks{AppTokenNeedsRedirectURI: true}, "client_credentials", []string{"redirect_uri", callback}, "200"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			a := newWorld(t, practice.Options{Quirks: c.quirks}).register(callback, "read write")
			assert.Equal(t, c.want, a.grant(c.kind, c.more...).brief())
		})
	}
}

func TestRefresh(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, practice.Options{Quirks: practice.Quirks{RefreshTokens: true, ExpiresIn: time.Hour}})
		a := w.register(callback, "read")
		first := a.exchange(a.approved("alice").Get("code"))
		check := func(token answer) string {
			return w.get("/api/v1/accounts/verify_credentials", token.text("access_token")).brief()
		}
		assert.Equal(t, "200", check(first))
		time.Sleep(time.Hour)
		assert.Equal(t, "401 The access token expired", check(first))

		second := a.grant("refresh_token", "refresh_token", first.text("refresh_token"))
		require.Equal(t, 200, second.status, second.body)
		assert.Equal(t, "200", check(second))
		assert.NotEqual(t, first.text("refresh_token"), second.text("refresh_token"))
		assert.Equal(t, "400 invalid_grant", a.grant("refresh_token", "refresh_token", first.text("refresh_token")).brief(), "it works once")
		other := w.register(callback, "read")
		assert.Equal(t, "400 invalid_grant", other.grant("refresh_token", "refresh_token", second.text("refresh_token")).brief(), "another app's")
	})
}

func TestTwoAuthentications(t *testing.T) {
	for flavour, want := range map[string]string{practice.DefaultFlavour: "200", "mastodon-4.7": "400 invalid_request"} {
		t.Run(flavour, func(t *testing.T) {
			w := newFlavour(t, flavour)
			a := w.register(callback, "read")
			basic := "Basic " + base64.StdEncoding.EncodeToString([]byte(a.id+":"+a.secret))
			body := form("grant_type", "client_credentials").Encode()
			assert.Equal(t, "200", w.ask("POST /oauth/token", body, "Authorization", basic).brief(), "one is always taken")
			assert.Equal(t, want, w.ask("POST /oauth/token", body+"&client_id="+a.id+"&client_secret="+a.secret, "Authorization", basic).brief())
		})
	}
}

func TestForgetAppsAndRevokeTokens(t *testing.T) {
	w := newWorld(t, practice.Options{})
	a := w.register(callback, "read")
	token := a.logIn("alice")
	w.RevokeTokens()
	assert.Equal(t, "401 The access token was revoked", w.get("/api/v1/apps/verify_credentials", token).brief())
	assert.NotEqual(t, token, a.logIn("alice"), "a revoked token does not come back")

	w.ForgetApps()
	assert.Equal(t, "401 invalid_client", a.grant("client_credentials").brief())
	assert.Equal(t, "401 The access token is invalid", w.get("/api/v1/apps/verify_credentials", token).brief())
	_, err := w.person.Approve(t.Context(), a.authorizeURL(), "alice")
	assert.ErrorContains(t, err, "Client authentication failed")
	assert.Equal(t, 200, w.register(callback, "read").grant("client_credentials").status, "the next app is welcome")
}

func TestRevokeByServer(t *testing.T) {
	w := newWorld(t, practice.Options{Quirks: practice.Quirks{NoRevoke: true}})
	assert.Equal(t, 404, w.post("/oauth/revoke").status)
}
