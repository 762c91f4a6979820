package core_test

import (
	"context"
	"net/url"
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

// B25: after the registration, a login costs one request.
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

// B9: PKCE and a one-time state on every login.
func TestAuthRequestURL(t *testing.T) {
	w := newWorld(t, practice.Options{})
	client := w.registered(t, "read write")
	no := false
	for name, test := range map[string]struct {
		options core.AuthRequestURLOptions
		query   map[string]string
	}{
		"defaults": {core.AuthRequestURLOptions{}, map[string]string{
			"response_type": "code", "redirect_uri": redirectURI, "scope": "read write", "code_challenge_method": "S256",
			"force_login": "", "lang": "",
		}},
		"everything": {core.AuthRequestURLOptions{RedirectURI: core.OutOfBand, Scopes: []string{"read"}, ForceLogin: true, State: "own-state_1", Lang: "de"}, map[string]string{
			"redirect_uri": core.OutOfBand, "scope": "read", "force_login": "true", "state": "own-state_1", "lang": "de",
		}},
		"without PKCE": {core.AuthRequestURLOptions{PKCE: &no}, map[string]string{"code_challenge": "", "code_challenge_method": ""}},
	} {
		t.Run(name, func(t *testing.T) {
			request, err := client.AuthRequestURL(w.ctx, test.options)
			require.NoError(t, err)
			address, err := url.Parse(request.URL)
			require.NoError(t, err)
			assert.Equal(t, w.base+"/oauth/authorize", address.Scheme+"://"+address.Host+address.Path)
			for name, value := range test.query {
				assert.Equal(t, value, address.Query().Get(name), name)
			}
			assert.Equal(t, request.State, address.Query().Get("state"))
			// B8: nothing that was not given is sent as "None" or "False".
			assert.NotContains(t, request.URL, "None")
			assert.NotContains(t, request.URL, "False")
		})
	}
	one, _ := client.AuthRequestURL(w.ctx, core.AuthRequestURLOptions{})
	two, _ := client.AuthRequestURL(w.ctx, core.AuthRequestURLOptions{})
	assert.NotEqual(t, one.State, two.State)
	assert.NotEqual(t, one.CodeVerifier, two.CodeVerifier)
	assert.GreaterOrEqual(t, len(one.State), 22)
	assert.Len(t, one.CodeVerifier, 43)
}

func TestCallbacksThatAreRefused(t *testing.T) {
	for name, test := range map[string]struct {
		change func(callback string) string
		code   string
	}{
		"no answer":            {func(string) string { return redirectURI }, "callback_empty"},
		"not an address":       {func(string) string { return "code=1" }, "option_invalid"},
		"no state":             {func(c string) string { return without(c, "state") }, "state_missing"},
		"a wrong state":        {func(c string) string { return with(c, "state", "forged") }, "state_mismatch"},
		"a state from nowhere": {func(c string) string { return with(c, "state", "__proto__") }, "state_mismatch"},
		"an access token":      {func(c string) string { return c + "&access_token=stolen-1" }, "token_in_callback"},
		"a token in the hash":  {func(c string) string { return redirectURI + "#access_token=stolen-1&state=" + param(c, "state") }, "token_in_callback"},
		"two codes":            {func(c string) string { return c + "&code=second-1" }, "duplicate_parameter"},
		"codes in both":        {func(c string) string { return c + "#code=second-1" }, "duplicate_parameter"},
		"a foreign issuer":     {func(c string) string { return c + "&iss=https%3A%2F%2Fevil.example" }, "issuer_mismatch"},
		"access denied":        {func(c string) string { return redirectURI + "?error=access_denied&state=" + param(c, "state") }, "access_denied"},
		"denied without state": {func(string) string { return redirectURI + "?error=access_denied" }, "access_denied"},
		"an error of OAuth":    {func(c string) string { return redirectURI + "?error=invalid_scope&state=" + param(c, "state") }, "invalid_scope"},
		"an error of prose":    {func(c string) string { return redirectURI + "?error=%3Cb%3E&state=" + param(c, "state") }, "authorization_refused"},
		"a state but no code":  {func(c string) string { return with(c, "code", "") }, "code_missing"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, practice.Options{})
			client := w.registered(t, "read")
			callback := w.begin(t, client)
			_, err := client.HandleCallback(w.ctx, core.HandleCallbackOptions{URL: test.change(callback), ToKey: "login"})
			require.Error(t, err)
			assert.Equal(t, test.code, core.AsError(err).Code)
			assert.Equal(t, "handleCallback", core.AsError(err).Op)
			for _, secret := range []string{param(callback, "code"), "stolen-1", "second-1", param(callback, "state")} {
				assert.NotContains(t, err.Error(), secret)
			}
			stored, err := w.host.Storage.Get(w.ctx, "login")
			require.NoError(t, err)
			assert.Nil(t, stored, "nothing is stored")
			assert.Empty(t, client.Credentials().AccessToken)

			// The next login works.
			_, err = client.HandleCallback(w.ctx, core.HandleCallbackOptions{URL: w.begin(t, client)})
			require.NoError(t, err)
		})
	}
}

func TestAStateWorksOnce(t *testing.T) {
	w := newWorld(t, practice.Options{})
	client := w.registered(t, "read")
	callback := w.begin(t, client)
	_, err := client.HandleCallback(w.ctx, core.HandleCallbackOptions{URL: callback})
	require.NoError(t, err)
	token := client.Credentials().AccessToken
	_, err = client.HandleCallback(w.ctx, core.HandleCallbackOptions{URL: callback})
	assert.Equal(t, "state_used", core.AsError(err).Code)
	assert.Equal(t, token, client.Credentials().AccessToken, "the login stays")
}

func TestLoginsInSeveralTabsDoNotMix(t *testing.T) {
	w := newWorld(t, practice.Options{})
	one, two := w.registered(t, "read"), w.registered(t, "read write")
	first, second := w.begin(t, one), w.begin(t, two)
	token, err := native.Decode(two.HandleCallback(w.ctx, core.HandleCallbackOptions{URL: second}))
	require.NoError(t, err)
	assert.Equal(t, "read write", token.Scope)
	token, err = native.Decode(one.HandleCallback(w.ctx, core.HandleCallbackOptions{URL: first}))
	require.NoError(t, err)
	assert.Equal(t, "read", token.Scope)
}

func TestAPendingLoginExpires(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, practice.Options{})
		client := w.registered(t, "read")
		request, err := client.AuthRequestURL(w.ctx, core.AuthRequestURLOptions{})
		require.NoError(t, err)
		time.Sleep(16 * time.Minute)
		_, err = client.HandleCallback(w.ctx, core.HandleCallbackOptions{URL: redirectURI + "?code=x&state=" + request.State})
		assert.Equal(t, "state_expired", core.AsError(err).Code)

		_, err = client.AuthRequestURL(w.ctx, core.AuthRequestURLOptions{})
		require.NoError(t, err)
		time.Sleep(16 * time.Minute)
		_, err = client.AuthRequestURL(w.ctx, core.AuthRequestURLOptions{})
		require.NoError(t, err)
		keys, err := w.host.Storage.Keys(w.ctx, "mastoauth:pending:")
		require.NoError(t, err)
		assert.Len(t, keys, 1, "those that nobody came back to are gone")
	})
}

// A code is burnt only by a server that has seen it.
func TestTheSameCallbackAfterAFailureOnTheWay(t *testing.T) {
	for name, test := range map[string]struct {
		fault practice.Fault
		again string // the code of the second try; none, if it works
	}{
		"a server error":            {practice.Status500HTML, ""},
		"too many at once":          {practice.TooManyRequests(time.Now().Add(time.Minute)), ""},
		"an answer that was lost":   {practice.CloseConnection, "invalid_grant"},
		"no answer within the time": {practice.Hang, ""},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, practice.Options{})
				client := w.registered(t, "read")
				callback := w.begin(t, client)
				w.server.Fail("/oauth/token", test.fault, 1)
				_, err := client.HandleCallback(w.ctx, core.HandleCallbackOptions{URL: callback})
				require.Error(t, err)
				_, err = client.HandleCallback(w.ctx, core.HandleCallbackOptions{URL: callback})
				if test.again == "" {
					require.NoError(t, err)
				} else {
					assert.Equal(t, test.again, core.AsError(err).Code)
				}
			})
		})
	}
}

func TestHandleCallbackKnowsTheServer(t *testing.T) {
	w := newWorld(t, practice.Options{})
	callback := w.begin(t, w.registered(t, "read"))
	stranger := w.client(t, core.Options{})
	_, err := stranger.HandleCallback(w.ctx, core.HandleCallbackOptions{URL: callback})
	require.NoError(t, err)
	assert.Equal(t, w.base, stranger.Credentials().APIBaseURL)

	callback = w.begin(t, w.registered(t, "read"))
	elsewhere := w.client(t, core.Options{APIBaseURL: "other.example"})
	_, err = elsewhere.HandleCallback(w.ctx, core.HandleCallbackOptions{URL: callback})
	assert.Equal(t, "server_mismatch", core.AsError(err).Code)
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
	assert.Equal(t, "invalid_grant", core.AsError(err).Code, "a code works once")
	require.ErrorIs(t, err, core.ErrAPI)
	assert.NotContains(t, err.Error(), code)
	_, err = client.LogIn(w.ctx, core.LogInOptions{})
	require.ErrorIs(t, err, core.ErrIllegalArgument)
}

func TestScopesThatWereNotGranted(t *testing.T) {
	w := newWorld(t, practice.Options{})
	client := w.registered(t, "read write")
	request, err := client.AuthRequestURL(w.ctx, core.AuthRequestURLOptions{Scopes: []string{"read"}})
	require.NoError(t, err)
	_, err = client.LogIn(w.ctx, core.LogInOptions{Code: param(w.approve(t, request.URL), "code"), Scopes: []string{"read", "write:statuses"}, ToKey: "login"})
	assert.Equal(t, "scopes_not_granted", core.AsError(err).Code)
	assert.Contains(t, err.Error(), "write:statuses")
	// B13: nothing changes before everything is checked.
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
	assert.Equal(t, "storage_full", core.AsError(err).Code)
	_, err = client.AccountVerifyCredentials(w.ctx)
	require.NoError(t, err, "the client is logged in all the same")
}

// B5: what a server is sent, to the letter; no parameter stands twice.
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

// B10: nothing that a server says about itself sends a secret elsewhere: code, secret, password and token go to its own
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

// B24: a call waits half a minute, not five, and as long as its options say.
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
			assert.Equal(t, "aborted", core.AsError(err).Code, "a call can be called off")
		})
	}
}

// B26: nothing with a secret in it follows a redirect.
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

// B28: a server on this very computer is reached through http, userinfo included.
func TestUserinfoOfALoopbackServer(t *testing.T) {
	client, play := scripted(t, core.Options{APIBaseURL: "http://localhost:3000"}, jsonAnswer(200, good))
	_, err := client.OAuthUserinfo(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "http://localhost:3000/oauth/userinfo", play.requests[0].URL)
}

func FuzzReadCallback(f *testing.F) {
	for _, seed := range []string{"?code=1&state=2", "#access_token=x", "?error=access_denied", "?code=1&code=2", "?%zz=1&state", "?state=\x00&iss=https://x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, tail string) {
		err := core.ReadCallback(native.URLs{}, redirectURI+tail)
		if err != nil {
			require.NotEmpty(t, core.AsError(err).Code)
		}
	})
}

// What the tests do to a callback's address.

func param(address, name string) string {
	parsed, _ := url.Parse(address)
	return parsed.Query().Get(name)
}

func with(address, name, value string) string {
	parsed, _ := url.Parse(address)
	query := parsed.Query()
	query.Set(name, value)
	parsed.RawQuery = query.Encode()
	return parsed.String()
}

func without(address, name string) string {
	parsed, _ := url.Parse(address)
	query := parsed.Query()
	query.Del(name)
	parsed.RawQuery = query.Encode()
	return strings.TrimSuffix(parsed.String(), "?")
}
