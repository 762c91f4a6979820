package core_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/practice"
)

func TestStoredRecords(t *testing.T) {
	ctx := context.Background()
	host := native.Host(native.NewMemStore())
	store := func(key string, fields ...string) {
		var record core.Fields
		for i := 0; i < len(fields); i += 2 {
			record = append(record, core.Field{Name: fields[i], Value: fields[i+1]})
		}
		require.NoError(t, host.Storage.Set(ctx, key, record))
	}
	store("app", "api_base_url", "https://a.example", "client_id", "id", "client_secret", "secret", "client_name", "My app")
	store("login", "api_base_url", "https://a.example", "client_id", "id2", "client_secret", "secret2", "access_token", "token")
	store("elsewhere", "api_base_url", "https://b.example", "access_token", "token")
	store("garbage", "api_base_url", "not a server")

	for name, test := range map[string]struct {
		options core.Options
		want    core.Credentials
	}{
		"the app":               {core.Options{ClientCredentialKey: "app"}, core.Credentials{APIBaseURL: "https://a.example", ClientID: "id", ClientSecret: "secret", ClientName: "My app"}},
		"the login":             {core.Options{AccessTokenKey: "login"}, core.Credentials{APIBaseURL: "https://a.example", ClientID: "id2", ClientSecret: "secret2", AccessToken: "token"}},
		"a value wins":          {core.Options{AccessTokenKey: "login", AccessToken: "own"}, core.Credentials{APIBaseURL: "https://a.example", ClientID: "id2", ClientSecret: "secret2", AccessToken: "own"}},
		"a key without content": {core.Options{APIBaseURL: "A.example", AccessTokenKey: "nothing"}, core.Credentials{APIBaseURL: "https://a.example"}},
		"restored":              {core.Options{AccessTokenKey: "login", Restore: &core.Credentials{AccessToken: "kept"}}, core.Credentials{AccessToken: "kept"}},
	} {
		t.Run(name, func(t *testing.T) {
			client, err := core.New(ctx, host, test.options)
			require.NoError(t, err)
			assert.Equal(t, test.want, client.Credentials())
		})
	}
	for name, test := range map[string]struct {
		options core.Options
		code    string
	}{
		"two servers":     {core.Options{ClientCredentialKey: "app", AccessTokenKey: "elsewhere"}, "server_mismatch"},
		"another server":  {core.Options{APIBaseURL: "b.example", AccessTokenKey: "login"}, "server_mismatch"},
		"a broken record": {core.Options{AccessTokenKey: "garbage"}, "storage_corrupt"},
	} {
		_, err := core.New(ctx, host, test.options)
		require.Error(t, err, name)
		assert.Equal(t, test.code, string(core.AsError(err).Code), name)
	}
}

func TestCallsThatLackSomething(t *testing.T) {
	ctx := context.Background()
	client, err := core.New(ctx, scriptHost(jsonAnswer(200, good)), core.Options{APIBaseURL: "a.example", ClientCredentialKey: "app", AccessTokenKey: "login"})
	require.NoError(t, err)
	nowhere, err := core.New(ctx, scriptHost(jsonAnswer(200, good)), core.Options{AccessToken: "token", ClientID: "i", ClientSecret: "s"})
	require.NoError(t, err)
	for name, test := range map[string]struct {
		call func() error
		code string
		says string
	}{
		"preferences without a login": {func() error { _, err := client.Preferences(ctx); return err }, "not_logged_in", "login"},
		"a post without a login":      {func() error { _, err := client.Toot(ctx, core.TootOptions{Status: "x"}); return err }, "not_logged_in", "login"},
		"credentials without a login": {func() error { _, err := client.PersistableLoginCredentials(ctx); return err }, "not_logged_in", "login"},
		"a login without an app":      {func() error { _, err := client.AuthRequestURL(ctx, core.AuthRequestURLOptions{}); return err }, "client_missing", "app"},
		"a code without an app":       {func() error { _, err := client.LogIn(ctx, core.LogInOptions{Code: "c"}); return err }, "client_missing", "app"},
		"an app token without an app": {func() error {
			_, err := client.ClientCredentialsToken(ctx, core.ClientCredentialsTokenOptions{})
			return err
		}, "client_missing", "app"},
		"a call without a server":  {func() error { _, err := nowhere.Instance(ctx); return err }, "server_missing", core.GoName("apiBaseUrl")},
		"a login without a server": {func() error { _, err := nowhere.AuthRequestURL(ctx, core.AuthRequestURLOptions{}); return err }, "server_missing", core.GoName("apiBaseUrl")},
	} {
		t.Run(name, func(t *testing.T) {
			err := test.call()
			require.ErrorIs(t, err, core.ErrIllegalArgument)
			assert.Equal(t, test.code, string(core.AsError(err).Code))
			assert.Contains(t, core.AsError(err).Message, test.says)
		})
	}
	public, err := client.Instance(ctx)
	require.NoError(t, err, "what needs no credentials works without")
	assert.NotNil(t, public.Document)
}

func TestPersistableLoginCredentials(t *testing.T) {
	w := newWorld(t, practice.Options{})
	credentials, err := w.loggedIn(t, "read write").PersistableLoginCredentials(w.ctx)
	require.NoError(t, err)
	assert.Equal(t, w.base, credentials.APIBaseURL)
	assert.Equal(t, "read write", credentials.Scope)
	again := w.client(t, core.Options{
		APIBaseURL: credentials.APIBaseURL, ClientID: credentials.ClientID, ClientSecret: credentials.ClientSecret, AccessToken: credentials.AccessToken,
	})
	_, err = again.AccountVerifyCredentials(w.ctx)
	require.NoError(t, err)
}
