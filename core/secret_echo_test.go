package core_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

// The secrets of this test. Each has what is escaped in addresses, in HTML and in JSON.
const (
	clientSecret = `client+Secret/é=1`
	accessToken  = `access+Token/é=2`
	refreshToken = `refresh+Token/é=3`
	code         = `the+Code/é=4`
	verifier     = `the+Verifier/é=5`
	password     = `pass+Word/"é=6`
	email        = `m+e/é7@mail.example`
	birth        = `1990-02-03`
	invite       = `inVite+/é=8`
	pushAuth     = `push+Auth/é=9`
)

var echoed = []string{clientSecret, accessToken, refreshToken, code, verifier, password, email, birth, invite, pushAuth}

// callsWithSecrets are all functions that send a secret, by the name of the method. Where one sends several kinds, each has a call.
var callsWithSecrets = map[string][]func(context.Context, *core.Client) error{
	"LogIn": {
		func(ctx context.Context, c *core.Client) error {
			_, err := c.LogIn(ctx, core.LogInOptions{Code: code, CodeVerifier: verifier})
			return err
		},
		func(ctx context.Context, c *core.Client) error {
			_, err := c.LogIn(ctx, core.LogInOptions{Username: email, Password: password})
			return err
		},
		func(ctx context.Context, c *core.Client) error {
			_, err := c.LogIn(ctx, core.LogInOptions{RefreshToken: refreshToken})
			return err
		},
	},
	"ClientCredentialsToken": {func(ctx context.Context, c *core.Client) error {
		_, err := c.ClientCredentialsToken(ctx, core.ClientCredentialsTokenOptions{})
		return err
	}},
	"CreateAccount": {func(ctx context.Context, c *core.Client) error {
		_, err := c.CreateAccount(ctx, newAccount)
		return err
	}},
	"CreateAccountDetailed": {func(ctx context.Context, c *core.Client) error {
		made, err := c.CreateAccountDetailed(ctx, newAccount)
		if err == nil && made.Error != nil {
			return made.Error
		}
		return err
	}},
	"EmailResendConfirmation": {func(ctx context.Context, c *core.Client) error {
		return c.EmailResendConfirmation(ctx, core.EmailResendConfirmationOptions{Email: email})
	}},
	"Request": {
		func(ctx context.Context, c *core.Client) error {
			_, err := c.Request(ctx, core.RequestOptions{Path: "/api/v1/x?access_token=" + url.QueryEscape(refreshToken), Params: core.Fields{{Name: "password", Value: password}}})
			return err
		},
		func(ctx context.Context, c *core.Client) error {
			_, err := c.Request(ctx, core.RequestOptions{Method: "PUT", Path: "/api/v1/push", Params: core.Fields{{Name: "subscription[keys][auth]", Value: pushAuth}}})
			return err
		},
		func(ctx context.Context, c *core.Client) error {
			body, err := native.NewDocument(map[string]any{"deep": []any{map[string]any{"password": password}}, "keys": map[string]any{"auth": pushAuth}})
			if err == nil {
				_, err = c.Request(ctx, core.RequestOptions{Method: "POST", Path: "/api/v1/x", JSON: body})
			}
			return err
		},
	},
	"MediaPost": {func(ctx context.Context, c *core.Client) error {
		_, err := c.MediaPost(ctx, core.MediaPostOptions{MediaFile: fileOf(movie), Description: "howdy"})
		return err
	}},
	"StatusPost": {func(ctx context.Context, c *core.Client) error {
		_, err := c.StatusPost(ctx, core.StatusPostOptions{Status: "howdy", IdempotencyKey: "once"})
		return err
	}},
	"Toot": {func(ctx context.Context, c *core.Client) error {
		_, err := c.Toot(ctx, core.TootOptions{Status: "howdy"})
		return err
	}},
	"AccountVerifyCredentials": {func(ctx context.Context, c *core.Client) error { _, err := c.AccountVerifyCredentials(ctx); return err }},
	"AppVerifyCredentials":     {func(ctx context.Context, c *core.Client) error { _, err := c.AppVerifyCredentials(ctx); return err }},
	"EmailCheckConfirmation":   {func(ctx context.Context, c *core.Client) error { _, err := c.EmailCheckConfirmation(ctx); return err }},
	"Instance":                 {func(ctx context.Context, c *core.Client) error { _, err := c.Instance(ctx); return err }},
	"OAuthAuthorizationServerInfo": {func(ctx context.Context, c *core.Client) error {
		_, err := c.OAuthAuthorizationServerInfo(ctx)
		return err
	}},
	"OAuthUserinfo":           {func(ctx context.Context, c *core.Client) error { _, err := c.OAuthUserinfo(ctx); return err }},
	"Preferences":             {func(ctx context.Context, c *core.Client) error { _, err := c.Preferences(ctx); return err }},
	"RetrieveMastodonVersion": {func(ctx context.Context, c *core.Client) error { _, err := c.RetrieveMastodonVersion(ctx); return err }},
	"RevokeAccessToken":       {func(ctx context.Context, c *core.Client) error { _, err := c.RevokeAccessToken(ctx); return err }},
	"VerifyMinimumVersion": {func(ctx context.Context, c *core.Client) error {
		_, err := c.VerifyMinimumVersion(ctx, core.VerifyMinimumVersionOptions{Version: "4.0.0"})
		return err
	}},
}

var newAccount = core.CreateAccountOptions{
	Username: "zoe", Password: password, Email: email, Agreement: true, DateOfBirth: birth, InviteCode: invite, Scopes: []string{"write"},
}

// withoutSecrets are the methods that send nothing, and HandleCallback, which has a test of its own.
var withoutSecrets = []string{"AuthRequestURL", "ClearCaches", "Credentials", "Format", "HandleCallback", "PersistableLoginCredentials", "SetLanguage"}

// inGoPrograms skips a test in a page: there, the bridge hides secrets and cuts texts, and has a test of its own.
func inGoPrograms(t *testing.T, instead string) {
	t.Helper()
	if !core.HidesSecrets {
		t.Skip("in a page, the bridge does it: " + instead)
	}
}

func TestNoEchoOfASecretIsInAnError(t *testing.T) {
	inGoPrograms(t, "e2e/specs/secret-echoes.spec.mjs")
	client := reflect.TypeFor[*core.Client]()
	for i := range client.NumMethod() {
		name := client.Method(i).Name
		_, ok := callsWithSecrets[name]
		assert.NotEqual(t, ok, slices.Contains(withoutSecrets, name), "%s is in one of the two lists", name)
	}
	failed := map[string]bool{}
	for where, place := range places {
		for how, spelling := range spellings {
			for name, calls := range callsWithSecrets {
				for _, call := range calls {
					if err := callEchoing(t, &echoing{place: place, spelling: spelling}, call); err != nil {
						failed[name] = true
						requireNoSecret(t, err, where, how, name)
					}
				}
			}
		}
	}
	for name := range callsWithSecrets {
		assert.True(t, failed[name] || name == "RevokeAccessToken", "%s has failed at least once", name)
	}
}

// callEchoing makes a call for a client with all secrets. Before it, the client has sent them all once, so that the server knows them.
func callEchoing(t *testing.T, server *echoing, call func(context.Context, *core.Client) error) error {
	t.Helper()
	var trace []string
	host := native.Host(native.NewMemStore())
	host.Transport = server
	restored := core.Credentials{
		APIBaseURL: "https://server.example", ClientID: "id-1", ClientSecret: clientSecret, AccessToken: accessToken, RefreshToken: refreshToken,
	}
	client, err := core.New(t.Context(), host, core.Options{
		Restore: &restored, RatelimitMethod: core.RatelimitThrow, OnTrace: func(line string) { trace = append(trace, line) },
	})
	require.NoError(t, err)
	server.hear(core.Field{Value: clientSecret}, core.Field{Value: accessToken}, core.Field{Value: refreshToken})
	err = call(t.Context(), client)
	requireHidden(t, strings.Join(trace, "\n"), "the trace")
	return err
}

func requireNoSecret(t *testing.T, err error, where ...string) {
	t.Helper()
	for at := err; at != nil; at = errors.Unwrap(at) {
		requireHidden(t, fmt.Sprintf("%v %+v %#v", at, at, at), where...)
		known, ok := at.(*core.Error)
		if !ok {
			continue
		}
		fields, failed := json.Marshal(known)
		require.NoError(t, failed)
		requireHidden(t, string(fields)+fmt.Sprint(known.FieldErrors()), where...)
		if known.Details != nil {
			raw, failed := native.Encode(known.Details)
			require.NoError(t, failed)
			requireHidden(t, string(raw), where...)
		}
	}
}

// requireHidden looks for each secret in each spelling, in any letter case. Half a secret counts as one.
func requireHidden(t *testing.T, text string, where ...string) {
	t.Helper()
	text = strings.ToLower(text)
	for _, secret := range echoed {
		halves := []string{secret[:len(secret)/2+1]}
		for _, spelling := range spellings {
			halves = append(halves, spelling(secret))
		}
		encoded := base64.StdEncoding.EncodeToString([]byte(secret))
		for _, form := range append(halves, encoded[:len(encoded)/2]) {
			if strings.Contains(text, strings.ToLower(form)) {
				t.Fatalf("%v: %q is in %s", where, form, text)
			}
		}
	}
}
