package core_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
)

func instanceOf(version string) answer {
	return jsonAnswer(200, `{"domain":"server.example","version":"`+version+`"}`)
}

// B1: one request finds the version, and a server that does not say it costs at most two.
func TestLearningTheVersion(t *testing.T) {
	ctx := context.Background()
	client, play := scripted(t, core.Options{}, instanceOf("4.2.1+glitch"))
	version, err := client.RetrieveMastodonVersion(ctx)
	require.NoError(t, err)
	assert.Equal(t, "4.2.1", version)
	assert.Equal(t, []string{"GET /api/v2/instance"}, play.sent())
	assert.Empty(t, play.requests[0].Header.Get("Authorization"), "a token would cost a preflight")

	for range 3 {
		enough, err := client.VerifyMinimumVersion(ctx, core.VerifyMinimumVersionOptions{Version: "4.2.0", Cached: true})
		require.NoError(t, err)
		assert.True(t, enough)
	}
	enough, err := client.VerifyMinimumVersion(ctx, core.VerifyMinimumVersionOptions{Version: "4.3", Cached: true})
	require.NoError(t, err)
	assert.False(t, enough)
	assert.Len(t, play.sent(), 1)
	require.NoError(t, client.ClearCaches(ctx))
	_, err = client.VerifyMinimumVersion(ctx, core.VerifyMinimumVersionOptions{Version: "4.2.0", Cached: true})
	require.NoError(t, err)
	assert.Len(t, play.sent(), 2)

	client, play = scripted(t, core.Options{}, answer{status: 404}, answer{status: 404})
	_, err = client.RetrieveMastodonVersion(ctx)
	require.ErrorIs(t, err, core.ErrNotFound)
	assert.Len(t, play.sent(), 2, "v2, v1, and no flood")

	client, _ = scripted(t, core.Options{}, instanceOf("GoToSocial"))
	_, err = client.RetrieveMastodonVersion(ctx)
	require.ErrorIs(t, err, core.ErrVersion)

	client, play = scripted(t, core.Options{}, jsonAnswer(401, `{"error":"This method requires an authenticated user"}`), instanceOf("4.1.0"))
	version, err = client.RetrieveMastodonVersion(ctx)
	require.NoError(t, err, "limited federation tells members only")
	assert.Equal(t, "4.1.0", version)
	assert.Equal(t, "Bearer token-1", play.requests[1].Header.Get("Authorization"))

	_, err = client.VerifyMinimumVersion(ctx, core.VerifyMinimumVersionOptions{Version: "new"})
	require.ErrorIs(t, err, core.ErrIllegalArgument)
}

func TestTheGate(t *testing.T) {
	missing := answer{status: 404, body: "<html>"}
	for name, test := range map[string]struct {
		options  core.Options
		answers  []answer
		code     string
		requests int
	}{
		"it is tried first":                      {core.Options{}, []answer{jsonAnswer(200, good)}, "", 1},
		"a 404 is explained":                     {core.Options{}, []answer{missing, instanceOf("2.7.0")}, "version_too_old", 2},
		"a 404 of a new server stays one":        {core.Options{}, []answer{missing, instanceOf("4.5.0")}, "not_found", 2},
		"a 404 of other software stays one":      {core.Options{}, []answer{missing, instanceOf("0.17.3+git")}, "not_found", 2},
		"a version that is given (B12)":          {core.Options{MastodonVersion: "2.7.0"}, []answer{jsonAnswer(200, good)}, "version_too_old", 0},
		"a version that is enough":               {core.Options{MastodonVersion: "2.8.0"}, []answer{jsonAnswer(200, good)}, "", 1},
		"no check":                               {core.Options{MastodonVersion: "1.0.0", VersionCheckMode: core.CheckNone}, []answer{jsonAnswer(200, good)}, "", 1},
		"no check and a 404":                     {core.Options{VersionCheckMode: core.CheckNone}, []answer{missing}, "not_found", 1},
		"changed since":                          {core.Options{VersionCheckMode: core.CheckChanged}, []answer{instanceOf("4.4.0"), jsonAnswer(200, good)}, "version_too_old", 1},
		"not changed since":                      {core.Options{VersionCheckMode: core.CheckChanged}, []answer{instanceOf("4.5.0"), jsonAnswer(200, good)}, "", 2},
		"changed is asked of Mastodon only":      {core.Options{VersionCheckMode: core.CheckChanged}, []answer{instanceOf("2024.3.1"), jsonAnswer(200, good)}, "", 2},
		"a version that cannot be learnt stands": {core.Options{}, []answer{missing, unreachable}, "not_found", 2},
	} {
		t.Run(name, func(t *testing.T) {
			client, play := scripted(t, test.options, test.answers...)
			_, err := client.Preferences(context.Background())
			if test.code == "" {
				require.NoError(t, err)
			} else {
				require.Error(t, err)
				assert.Equal(t, test.code, string(core.AsError(err).Code))
			}
			assert.Len(t, play.sent(), test.requests)
		})
	}
}

func TestOptionsThatAreRefused(t *testing.T) {
	for name, test := range map[string]struct {
		options core.Options
		code    string
		option  string
	}{
		"an id without secret": {core.Options{ClientID: "x"}, "client_incomplete", "clientId"},
		"a secret without id":  {core.Options{ClientSecret: "x"}, "client_incomplete", "clientId"},
		"a rate method":        {core.Options{RatelimitMethod: "hurry"}, "option_invalid", "ratelimitMethod"},
		"a pace of zero speed": {core.Options{RatelimitPacefactor: -1}, "option_invalid", "ratelimitPacefactor"},
		"an endless wait":      {core.Options{RatelimitMaxWaitMs: 1e18}, "option_invalid", "ratelimitMaxWaitMs"},
		"a timeout of none":    {core.Options{RequestTimeoutMs: -5}, "option_invalid", "requestTimeoutMs"},
		"a version (B21)":      {core.Options{MastodonVersion: "newest"}, "version_invalid", "mastodonVersion"},
		"a check mode":         {core.Options{VersionCheckMode: "always"}, "option_invalid", "versionCheckMode"},
		"a feature set":        {core.Options{FeatureSet: "misskey"}, "option_invalid", "featureSet"},
		"an address (B23)":     {core.Options{APIBaseURL: "ftp://x"}, "server_invalid", "apiBaseUrl"},
	} {
		t.Run(name, func(t *testing.T) {
			w := scriptHost(jsonAnswer(200, good))
			_, err := core.New(context.Background(), w, test.options)
			require.ErrorIs(t, err, core.ErrMastodon)
			assert.Equal(t, test.code, string(core.AsError(err).Code))
			assert.Contains(t, core.AsError(err).Message, core.GoName(test.option))
		})
	}
}

// B3: the language belongs to the client, and is sent where the server reads it.
func TestSetLanguage(t *testing.T) {
	ctx := context.Background()
	client, play := scripted(t, core.Options{Lang: "de"}, jsonAnswer(200, good))
	_, _ = client.Preferences(ctx)
	require.NoError(t, client.SetLanguage(ctx, core.SetLanguageOptions{Lang: "ast"}))
	_, _ = client.Toot(ctx, core.TootOptions{Status: "x"})
	require.NoError(t, client.SetLanguage(ctx, core.SetLanguageOptions{}))
	_, _ = client.Preferences(ctx)
	assert.Equal(t, []string{"GET /api/v1/preferences?lang=de", "POST /api/v1/statuses?lang=ast status=x", "GET /api/v1/preferences"}, play.sent())
	require.ErrorIs(t, client.SetLanguage(ctx, core.SetLanguageOptions{Lang: "english"}), core.ErrIllegalArgument)
}
