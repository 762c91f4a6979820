package core_test

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/practice"
)

// B25: after the registration, a login makes one request.
func TestLogInByCode(t *testing.T) {
	w := newWorld(t, practice.Options{})
	client := w.registered(t, "read write")
	request, err := client.AuthRequestURL(w.ctx, core.AuthRequestURLOptions{})
	require.NoError(t, err)
	before := len(w.server.Log())
	callback := w.approve(t, request.URL)
	onTheWay := len(w.server.Log())
	token, err := native.Decode(client.HandleCallback(w.ctx, core.HandleCallbackOptions{URL: callback, ToKey: "login"}))
	require.NoError(t, err)
	assert.Greater(t, onTheWay, before)
	assert.Len(t, w.server.Log(), onTheWay+1, "a login costs one request")
	assert.Equal(t, "Bearer", token.TokenType)
	assert.Equal(t, "read write", token.Scope)

	account, err := native.Decode(client.AccountVerifyCredentials(w.ctx))
	require.NoError(t, err)
	assert.Equal(t, "alice", account.Username)
	assert.NotNil(t, account.Source)

	again := w.client(t, core.Options{AccessTokenKey: "login"})
	account, err = native.Decode(again.AccountVerifyCredentials(w.ctx))
	require.NoError(t, err, "the stored login is enough")
	assert.Equal(t, "alice", account.Username)
}

func TestLogInWithACopiedCode(t *testing.T) {
	w := newWorld(t, practice.Options{})
	client := w.registeredFor(t, "read", core.OutOfBand)
	request, err := client.AuthRequestURL(w.ctx, core.AuthRequestURLOptions{})
	require.NoError(t, err)
	code := param(w.approve(t, request.URL), "code")
	_, err = client.LogIn(w.ctx, core.LogInOptions{Code: code})
	require.NoError(t, err, "the client remembers the login that it began")

	_, err = client.LogIn(w.ctx, core.LogInOptions{Code: code, CodeVerifier: request.CodeVerifier})
	assert.Equal(t, core.CodeInvalidGrant, core.AsError(err).Code, "a code works once")
	require.ErrorIs(t, err, core.ErrAPI)
	assert.NotContains(t, err.Error(), code)
	_, err = client.LogIn(w.ctx, core.LogInOptions{})
	require.ErrorIs(t, err, core.ErrIllegalArgument)
}

// What a mail, a chat or a page puts around a code is no part of it.
func TestACodeIsCopiedWithWhatStandsAroundIt(t *testing.T) {
	for _, around := range [][2]string{
		{"", "\n"}, {" \t", "\r\n"}, {"\u2028", "\u2029"}, {"\u0085", "\u205f"}, {"\u3000", "\u00a0"}, {"\u200b\ufeff", "\u2060"}, {"\u202a", "\u202c"},
		{`"`, `"`}, {"'", "'"}, {"`", "`"}, {"<", ">"}, {"“", "”"}, {"„", "“"}, {"«\u202f", "\u202f»"}, {"‘", "’"}, {"「", "」"}, {"‹", "›"}, {"<“ ", " ”>\n"},
	} {
		w := newWorld(t, practice.Options{})
		client := w.registeredFor(t, "read", core.OutOfBand)
		request, err := client.AuthRequestURL(w.ctx, core.AuthRequestURLOptions{})
		require.NoError(t, err)
		_, err = client.LogIn(w.ctx, core.LogInOptions{Code: around[0] + param(w.approve(t, request.URL), "code") + around[1]})
		assert.NoError(t, err, "%q", around)
	}
	client := newWorld(t, practice.Options{}).registeredFor(t, "read", core.OutOfBand)
	_, err := client.LogIn(t.Context(), core.LogInOptions{Code: "<“ ”>"})
	assert.Equal(t, core.CodeOptionMissing, core.AsError(err).Code)
}

func TestScopesThatWereNotGranted(t *testing.T) {
	w := newWorld(t, practice.Options{})
	client := w.registered(t, "read write")
	request, err := client.AuthRequestURL(w.ctx, core.AuthRequestURLOptions{Scopes: []string{"read"}})
	require.NoError(t, err)
	_, err = client.LogIn(w.ctx, core.LogInOptions{Code: param(w.approve(t, request.URL), "code"), Scopes: []string{"read", "write:statuses"}, ToKey: "login"})
	assert.Equal(t, core.CodeScopesNotGranted, core.AsError(err).Code)
	assert.Contains(t, err.Error(), "write:statuses")
	// B13: nothing changes until everything has been checked.
	assert.Empty(t, client.Credentials().AccessToken)
	stored, _ := w.host.Storage.Get(w.ctx, "login")
	assert.Nil(t, stored)
}

func TestALoginThatCannotBeStoredIsNotLost(t *testing.T) {
	w := newWorld(t, practice.Options{})
	client := w.registered(t, "read")
	callback := w.begin(t, client)
	w.store.fail = "login"
	_, err := client.HandleCallback(w.ctx, core.HandleCallbackOptions{URL: callback, ToKey: "login"})
	assert.Equal(t, core.CodeStorageFull, core.AsError(err).Code)
	_, err = client.AccountVerifyCredentials(w.ctx)
	require.NoError(t, err, "the client is logged in all the same")
}

// B5: the exact request of a login; no parameter occurs twice.
func TestWhatALoginSends(t *testing.T) {
	token := jsonAnswer(200, `{"access_token":"token-1","token_type":"Bearer","scope":"read write follow push"}`)
	for name, test := range map[string]struct {
		options core.LogInOptions
		form    string
	}{
		"a code":          {core.LogInOptions{Code: "code-1", CodeVerifier: "verifier-1", RedirectURI: redirectURI}, "grant_type=authorization_code&code=code-1&redirect_uri=https%3A%2F%2Fapp.example%2Flogin&client_id=id-1&client_secret=secret-1&code_verifier=verifier-1"},
		"a password":      {core.LogInOptions{Username: "me@mail.example", Password: "pass word", Scopes: []string{"read"}}, "grant_type=password&username=me%40mail.example&password=pass+word&client_id=id-1&client_secret=secret-1&scope=read"},
		"a refresh token": {core.LogInOptions{RefreshToken: "refresh-1"}, "grant_type=refresh_token&refresh_token=refresh-1&client_id=id-1&client_secret=secret-1"},
	} {
		t.Run(name, func(t *testing.T) {
			client, play := scripted(t, core.Options{}, token)
			_, err := client.LogIn(t.Context(), test.options)
			require.NoError(t, err)
			assert.Equal(t, []string{"POST /oauth/token " + test.form}, play.sent())
			assert.Empty(t, play.requests[0].Header.Get("Authorization"), "no old token goes along")
		})
	}
}

// B10: nothing that a server says about itself changes where secrets are sent. Code, secret, password and token go only to its
// fixed addresses.
func TestSecretsStayWithTheirServer(t *testing.T) {
	lies := `{"issuer":"https://evil.example","token_endpoint":"https://evil.example/t","revocation_endpoint":"https://evil.example/r","userinfo_endpoint":"https://evil.example/u","app_registration_endpoint":"https://evil.example/a","access_token":"token-2","token_type":"Bearer"}`
	client, play := scripted(t, core.Options{}, jsonAnswer(200, lies))
	ctx := t.Context()
	_, err := client.OAuthAuthorizationServerInfo(ctx)
	require.NoError(t, err)
	_, err = client.LogIn(ctx, core.LogInOptions{Code: "code-1", CodeVerifier: "verifier-1"})
	require.NoError(t, err)
	_, err = client.OAuthUserinfo(ctx)
	require.NoError(t, err)
	_, err = client.RevokeAccessToken(ctx)
	require.NoError(t, err)
	for _, request := range play.requests {
		assert.True(t, strings.HasPrefix(request.URL, "https://server.example/"), request.URL)
	}
}

// B24: a call waits half a minute by default, or as long as its options say.
func TestTimeLimits(t *testing.T) {
	for limit, waits := range map[float64]time.Duration{0: 30 * time.Second, 1500: 1500 * time.Millisecond} {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t, practice.Options{})
			w.server.Fail("/api/", practice.Hang, 2)
			client := w.client(t, core.Options{APIBaseURL: w.base, AccessToken: "x", RequestTimeoutMs: limit})
			begun := time.Now()
			_, err := client.Preferences(w.ctx)
			require.ErrorIs(t, err, core.ErrReadTimeout)
			require.ErrorIs(t, err, core.ErrNetwork)
			assert.Equal(t, waits, time.Since(begun))

			ctx, cancel := context.WithCancel(w.ctx)
			time.AfterFunc(time.Second, cancel)
			_, err = client.Preferences(ctx)
			assert.Equal(t, core.CodeAborted, core.AsError(err).Code, "a call can be called off")
		})
	}
}

// B26: a request with a secret never follows a redirect.
func TestRedirectsAreNotFollowedWithASecret(t *testing.T) {
	w := newWorld(t, practice.Options{})
	client := w.registered(t, "read")
	callback := w.begin(t, client)
	w.server.Fail("/oauth/token", practice.RedirectTo("https://evil.example/"), 1)
	_, err := client.HandleCallback(w.ctx, core.HandleCallbackOptions{URL: callback})
	require.ErrorIs(t, err, core.ErrMastodon)
	assert.NotContains(t, err.Error(), param(callback, "code"))
	w.server.Fail("/api/v1/preferences", practice.RedirectTo("https://evil.example/"), 1)
	_, err = w.client(t, core.Options{APIBaseURL: w.base, AccessToken: "token-1"}).Preferences(w.ctx)
	require.ErrorIs(t, err, core.ErrMastodon)
}

// B28: a server on this computer is reached by http, including userinfo.
func TestUserinfoOfALoopbackServer(t *testing.T) {
	client, play := scripted(t, core.Options{APIBaseURL: "http://localhost:3000"}, jsonAnswer(200, good))
	_, err := client.OAuthUserinfo(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "http://localhost:3000/oauth/userinfo", play.requests[0].URL)
}
