package core_test

import (
	"cmp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/practice"
)

// Every flavour goes through the complete life of a login. What a server does not support ends in a documented error.
func TestFlavours(t *testing.T) {
	// The differences from the newest Mastodon: the error codes of functions that the software does not have, the code for a token that
	// was revoked, and whether the software never confirms a logout.
	type differences struct {
		app, appCheck, userinfo, revoked string
		unconfirmed                      bool
	}
	differing := map[string]differences{
		"mastodon-4.2": {userinfo: "version_too_old"},
		"mastodon-4.3": {userinfo: "version_too_old"},
		"gotosocial":   {appCheck: "not_found", userinfo: "not_found"},
		"pleroma":      {userinfo: "version_too_old"}, "akkoma": {userinfo: "version_too_old"}, "pixelfed": {userinfo: "version_too_old", unconfirmed: true},
		"mitra": {app: "unsupported_grant_type", appCheck: "not_found", userinfo: "version_too_old"},
		// Every app gets a token that has only the scope read and allows nothing.
		"sharkey": {app: "scopes_not_granted", appCheck: "not_found", userinfo: "version_too_old", unconfirmed: true},
		"snac":    {appCheck: "not_found", userinfo: "version_too_old"},
		"hollo":   {revoked: "invalid_token"}, "wordpress-ema": {appCheck: "not_found", userinfo: "not_found"},
	}
	for _, name := range practice.Flavours() {
		t.Run(name, func(t *testing.T) {
			differs := differing[name]
			options, ok := practice.Flavour(name)
			require.True(t, ok)
			w := newWorld(t, options)
			client := w.registered(t, "read write")
			expect := func(code string, err error) {
				t.Helper()
				if code == "" {
					require.NoError(t, err)
					return
				}
				require.Error(t, err)
				assert.Equal(t, code, string(core.AsError(err).Code))
			}
			_, err := client.ClientCredentialsToken(w.ctx, core.ClientCredentialsTokenOptions{})
			expect(differs.app, err)
			token, err := native.Decode(client.HandleCallback(w.ctx, core.HandleCallbackOptions{URL: w.begin(t, client)}))
			require.NoError(t, err)
			assert.Equal(t, "read write", token.Scope)
			account, err := native.Decode(client.AccountVerifyCredentials(w.ctx))
			require.NoError(t, err)
			assert.Equal(t, "alice", account.Username)
			_, err = client.AppVerifyCredentials(w.ctx)
			expect(differs.appCheck, err)
			_, err = client.Preferences(w.ctx)
			require.NoError(t, err)
			_, err = client.Instance(w.ctx)
			require.NoError(t, err)
			if differs.userinfo != "" {
				_, err = client.OAuthUserinfo(w.ctx)
				expect(differs.userinfo, err)
			}
			_, err = client.OAuthAuthorizationServerInfo(w.ctx)
			require.NoError(t, err)
			_, err = client.Toot(w.ctx, core.TootOptions{Status: "howdy universe!"})
			require.NoError(t, err)
			secret := client.Credentials().AccessToken
			outcome, err := client.RevokeAccessToken(w.ctx)
			require.NoError(t, err)
			assert.Equal(t, !differs.unconfirmed, outcome.Confirmed)
			assert.Empty(t, client.Credentials().AccessToken)
			_, err = w.client(t, core.Options{APIBaseURL: w.base, AccessToken: secret}).AccountVerifyCredentials(w.ctx)
			if differs.unconfirmed {
				require.NoError(t, err, "the truth was told: the token lives")
			} else {
				expect(cmp.Or(differs.revoked, "unauthorized"), err)
			}
		})
	}
}

func newFlavour(t *testing.T, name string) *world {
	t.Helper()
	options, ok := practice.Flavour(name)
	require.True(t, ok)
	return newWorld(t, options)
}

// A registration with Sharkey works for one login. The next login without a new registration ends in an error, not on a page of
// the server.
func TestSharkeyTwice(t *testing.T) {
	w := newFlavour(t, "sharkey")
	client := w.registered(t, "profile")
	spare := w.client(t, core.Options{ClientCredentialKey: "app profile" + redirectURI})
	token, err := native.Decode(client.HandleCallback(w.ctx, core.HandleCallbackOptions{URL: w.begin(t, client)}))
	require.NoError(t, err)
	assert.Equal(t, "profile", token.Scope, "not all that the server claims to have granted to whoever does not say it again")
	_, err = client.AuthRequestURL(w.ctx, core.AuthRequestURLOptions{})
	assert.Equal(t, core.CodeClientSpent, core.AsError(err).Code)
	_, err = client.RevokeAccessToken(w.ctx)
	require.NoError(t, err)
	_, err = client.AuthRequestURL(w.ctx, core.AuthRequestURLOptions{})
	assert.Equal(t, core.CodeClientMissing, core.AsError(err).Code)
	restarted := w.client(t, core.Options{ClientCredentialKey: "app profile" + redirectURI})
	_, err = restarted.AuthRequestURL(w.ctx, core.AuthRequestURLOptions{})
	assert.Equal(t, core.CodeClientMissing, core.AsError(err).Code, "what was stored has served its login too")

	// A program that stored the registration itself finds out only at the server, as the person does.
	request, err := spare.AuthRequestURL(w.ctx, core.AuthRequestURLOptions{})
	require.NoError(t, err)
	_, err = w.server.Person().Approve(w.ctx, request.URL, "alice")
	require.ErrorContains(t, err, "NO_SUCH_SESSION")
	_, err = spare.LogIn(w.ctx, core.LogInOptions{Code: "used"})
	known := core.AsError(err)
	assert.Equal(t, core.CodeUnauthorized, known.Code)
	assert.Equal(t, "No such session.", known.Description, "from an error that is an object")
	assert.Contains(t, known.Error(), core.GoName("createApp"))
}

// BeginSignIn registers again for each login. Metadata that promise features the server does not have lock nobody out.
func TestSharkeyJourney(t *testing.T) {
	w := newFlavour(t, "sharkey")
	for range 2 {
		start, err := core.BeginSignIn(w.ctx, w.host, core.BeginSignInOptions{Server: w.base, ClientName: "Test app", RedirectURI: redirectURI})
		require.NoError(t, err)
		assert.Equal(t, "sharkey", start.Server.Software)
		_, err = w.server.Person().Deny(w.ctx, start.URL, "alice")
		require.ErrorContains(t, err, "You denied access", "nothing comes back")
		done, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: w.approve(t, start.URL)})
		require.NoError(t, err)
		assert.Equal(t, []string{"read"}, done.Session.Scopes)
		outcome, err := core.SignOut(w.ctx, w.host, core.SessionOptions{ID: done.Session.ID})
		require.NoError(t, err)
		assert.False(t, outcome.Confirmed)
	}
}

// On snac, revoking a token also deletes its app. The check of the stored registration notices this, and the next login
// registers again.
func TestSnacJourney(t *testing.T) {
	w := newFlavour(t, "snac")
	for range 2 {
		start, err := core.BeginSignIn(w.ctx, w.host, core.BeginSignInOptions{Server: w.base, ClientName: "Test app", RedirectURI: redirectURI})
		require.NoError(t, err)
		assert.Equal(t, "snac", start.Server.Software)
		done, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: w.approve(t, start.URL)})
		require.NoError(t, err)
		health, err := core.CheckSession(w.ctx, w.host, core.SessionOptions{ID: done.Session.ID})
		require.NoError(t, err)
		assert.Equal(t, core.HealthGood, health.Health)
		outcome, err := core.SignOut(w.ctx, w.host, core.SessionOptions{ID: done.Session.ID})
		require.NoError(t, err)
		assert.True(t, outcome.Confirmed)
	}
}

func TestSnacRefusals(t *testing.T) {
	w := newFlavour(t, "snac")
	client := w.loggedIn(t, "read")
	preferences, err := client.Preferences(w.ctx)
	require.NoError(t, err)
	assert.True(t, preferences.Document.Is(core.IsObject))
	assert.Empty(t, preferences.Document.Text("posting:default:visibility"))
	_, err = core.CreateApp(w.ctx, w.host, core.CreateAppOptions{
		ClientName: "Test app", APIBaseURL: w.base, RedirectURIs: []string{redirectURI, redirectURI + "/2"},
	})
	require.NoError(t, err, "two addresses are one text to it")

	w.server.RevokeTokens()
	_, err = client.AccountVerifyCredentials(w.ctx)
	assert.Equal(t, core.CodeUnauthorized, core.AsError(err).Code, "its 422 is no finding about data")
	_, err = client.Toot(w.ctx, core.TootOptions{Status: "howdy universe!"})
	assert.Equal(t, core.CodeUnauthorized, core.AsError(err).Code)
	outcome, err := client.RevokeAccessToken(w.ctx)
	require.NoError(t, err)
	assert.True(t, outcome.Confirmed, "it was dead already")

	stranger := w.client(t, core.Options{APIBaseURL: w.base, ClientID: "nobody", ClientSecret: "nothing"})
	_, err = stranger.ClientCredentialsToken(w.ctx, core.ClientCredentialsTokenOptions{})
	assert.Equal(t, core.CodeUnauthorized, core.AsError(err).Code)
	_, err = w.registered(t, "read write").CreateAccount(w.ctx, core.CreateAccountOptions{
		Username: "zoe", Email: "zoe@example.org", Password: "practice-zoe", Agreement: true, Scopes: []string{"read", "write"},
	})
	assert.Equal(t, core.CodeSignupUnsupported, core.AsError(err).Code)
}

func TestUserinfo(t *testing.T) {
	w := newWorld(t, practice.Options{})
	user, err := native.Decode(w.loggedIn(t, "profile").OAuthUserinfo(w.ctx))
	require.NoError(t, err)
	assert.Equal(t, "alice", user.PreferredUsername)
	_, err = w.loggedIn(t, "read").OAuthUserinfo(w.ctx)
	assert.Equal(t, core.CodeInsufficientScope, core.AsError(err).Code, "read does not include profile")
}

// B2: the metadata lack members, are a web page, or do not exist.
func TestMetadata(t *testing.T) {
	w := newWorld(t, practice.Options{})
	info, err := native.Decode(w.client(t, core.Options{APIBaseURL: w.base}).OAuthAuthorizationServerInfo(w.ctx))
	require.NoError(t, err)
	assert.Equal(t, []string{"S256"}, info.CodeChallengeMethods)
	for name, answer := range map[string]answer{
		"none": {status: 404}, "a web page (Akkoma)": {status: 200, body: "<html>"}, "nothing": {status: 200}, "a list": jsonAnswer(200, "[]"),
		"an error": {status: 500}, "members only": jsonAnswer(401, `{"error":"x"}`),
	} {
		client, _ := scripted(t, core.Options{}, answer)
		info, err := client.OAuthAuthorizationServerInfo(t.Context())
		require.NoError(t, err, name)
		assert.Nil(t, info.Document, name)
	}
	client, _ := scripted(t, core.Options{}, unreachable)
	_, err = client.OAuthAuthorizationServerInfo(t.Context())
	require.ErrorIs(t, err, core.ErrNetwork, "no answer is not an empty one")
}

// A sign-out with a token that is dead already is confirmed, also where the server has forgotten the app, whatever its words are.
func TestRevokeDeadTokens(t *testing.T) {
	for _, name := range practice.Flavours() {
		for how, kill := range map[string]func(*practice.Server){"revoked": (*practice.Server).RevokeTokens, "forgotten": (*practice.Server).ForgetApps} {
			t.Run(name+" "+how, func(t *testing.T) {
				w := newFlavour(t, name)
				client := w.loggedIn(t, "read")
				kill(w.server)
				outcome, err := client.RevokeAccessToken(w.ctx)
				require.NoError(t, err)
				assert.True(t, outcome.Confirmed)
			})
		}
	}
}
