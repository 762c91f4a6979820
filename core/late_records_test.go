package core_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

// A client sees the registration that was stored after its first look, and the server of that registration.
func TestARegistrationStoredAfterTheClientWasMade(t *testing.T) {
	for name, call := range map[string]func(w *world, c *core.Client) error{
		"authRequestUrl": func(w *world, c *core.Client) error {
			request, err := c.AuthRequestURL(w.ctx, core.AuthRequestURLOptions{})
			if err == nil {
				assert.Contains(t, request.URL, w.base+"/oauth/authorize?")
				assert.Contains(t, request.URL, "&scope=read&", "the scopes of the registration")
			}
			return err
		},
		"clientCredentialsToken": func(w *world, c *core.Client) error {
			_, err := c.ClientCredentialsToken(w.ctx, core.ClientCredentialsTokenOptions{})
			return err
		},
		"appVerifyCredentials": func(w *world, c *core.Client) error {
			_, err := c.AppVerifyCredentials(w.ctx)
			return err
		},
		"logIn": func(w *world, c *core.Client) error {
			callback := w.begin(t, w.client(t, core.Options{ClientCredentialKey: "app"}))
			_, err := c.LogIn(w.ctx, core.LogInOptions{Code: param(callback, "code"), State: param(callback, "state")})
			return err
		},
		"logIn with the verifier": func(w *world, c *core.Client) error {
			_, err := c.LogIn(w.ctx, core.LogInOptions{Code: "wrong", CodeVerifier: "wrong"})
			if core.AsError(err).Code == core.CodeInvalidGrant {
				return nil // the server knows the app
			}
			return err
		},
		"instance": func(w *world, c *core.Client) error {
			_, err := c.Instance(w.ctx)
			return err
		},
		"request": func(w *world, c *core.Client) error {
			_, err := c.Request(w.ctx, core.RequestOptions{Path: "/api/v1/instance"})
			return err
		},
	} {
		for _, base := range []string{"", "https://practice.example"} {
			w := newWorld(t, practice.Options{})
			var told core.Credentials
			client, err := core.New(w.ctx, w.host, core.Options{
				APIBaseURL: base, ClientCredentialKey: "app", OnCredentials: func(now core.Credentials) { told = now },
			})
			require.NoError(t, err)
			_, err = client.AuthRequestURL(w.ctx, core.AuthRequestURLOptions{})
			require.ErrorIs(t, err, core.CodeClientMissing, name)
			w.registerAs(t, "read")
			require.NoError(t, call(w, client), name+" at "+base)
			if told.ClientID != "" {
				assert.Equal(t, client.Credentials(), told, name)
			}
		}
	}
}

// registerAs registers an app and stores it under "app".
func (w *world) registerAs(t *testing.T, scopes string) {
	t.Helper()
	_, err := core.CreateApp(w.ctx, w.host, core.CreateAppOptions{
		ClientName: "Test app", APIBaseURL: w.base, Scopes: []string{scopes}, RedirectURIs: []string{redirectURI}, ToKey: "app",
	})
	require.NoError(t, err)
}

// The same holds for a login. No call is made as nobody once somebody has logged in.
func TestALoginStoredAfterTheClientWasMade(t *testing.T) {
	for name, call := range calls {
		if name == "emailResend" || name == "emailCheck" || name == "oauthUserinfo" {
			continue // they need another kind of account or scope, and get their token as preferences does
		}
		for _, base := range []string{"", "https://practice.example"} {
			w := newWorld(t, practice.Options{})
			late := w.client(t, core.Options{APIBaseURL: base, AccessTokenKey: "login"})
			w.registerAs(t, "read write")
			other := w.client(t, core.Options{ClientCredentialKey: "app", AccessTokenKey: "login"})
			_, err := late.Preferences(w.ctx)
			require.ErrorIs(t, err, core.CodeNotLoggedIn, name)
			_, err = other.HandleCallback(w.ctx, core.HandleCallbackOptions{URL: w.begin(t, other)})
			require.NoError(t, err)
			_, err = call(w, late)
			require.NoError(t, err, name+" at "+base)
			if name != "revokeAccessToken" && name != "instance" {
				assert.Equal(t, other.Credentials().AccessToken, late.Credentials().AccessToken, name)
			}
		}
	}
}
