package core_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/practice"
)

// Every server that can be played, through the whole life of a login. What one cannot do ends in a named error.
func TestFlavours(t *testing.T) {
	// What differs from Mastodon 4.5: the error code of a function that the software has not, and a logout that it has not.
	type differences struct {
		app, appCheck, userinfo string
		unconfirmed             bool
	}
	for name, differs := range map[string]differences{
		"mastodon-4.2": {userinfo: "version_too_old"},
		"mastodon-4.3": {userinfo: "version_too_old"},
		"mastodon-4.4": {}, "mastodon-4.5": {}, "mastodon-4.7": {},
		"gotosocial": {appCheck: "not_found", userinfo: "not_found"},
		"pleroma":    {userinfo: "version_too_old"}, "akkoma": {userinfo: "version_too_old"}, "pixelfed": {userinfo: "version_too_old", unconfirmed: true},
		"hollo": {},
		"mitra": {app: "unsupported_grant_type", appCheck: "not_found", userinfo: "version_too_old"},
		// The token that every app gets has the scope read alone, and opens nothing.
		"sharkey": {app: "scopes_not_granted", appCheck: "not_found", userinfo: "version_too_old", unconfirmed: true},
		"snac":    {appCheck: "not_found", userinfo: "version_too_old"},
	} {
		t.Run(name, func(t *testing.T) {
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
				assert.Equal(t, code, core.AsError(err).Code)
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
				expect("unauthorized", err)
			}
		})
	}
}

// No flavour is left out above.
func TestFlavoursAreDriven(t *testing.T) {
	source := []string{
		"akkoma", "gotosocial", "hollo", "mastodon-4.2", "mastodon-4.3", "mastodon-4.4", "mastodon-4.5", "mastodon-4.7", "mitra",
		"pixelfed", "pleroma", "sharkey", "snac",
	}
	assert.Equal(t, source, practice.Flavours())
}

func TestUserinfo(t *testing.T) {
	w := newWorld(t, practice.Options{})
	user, err := native.Decode(w.loggedIn(t, "profile").OAuthUserinfo(w.ctx))
	require.NoError(t, err)
	assert.Equal(t, "alice", user.PreferredUsername)
	_, err = w.loggedIn(t, "read").OAuthUserinfo(w.ctx)
	assert.Equal(t, "forbidden", core.AsError(err).Code, "read does not include profile")
}

// B2: metadata that lacks members, is a web page, or is none at all.
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
