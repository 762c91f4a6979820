package core_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mastoauth/mastoauth/core"
)

// A firewall answers in the server's place. Before anybody is signed in, that has nothing to do with an account, a token or a sign-up that
// is closed.
func TestAFirewallBeforeAnybodyIsSignedIn(t *testing.T) {
	ctx := context.Background()
	token := jsonAnswer(200, `{"access_token":"app-1","token_type":"Bearer","scope":"read write follow push"}`)
	registered := core.Options{APIBaseURL: "https://mastodon.example", ClientID: "id-1", ClientSecret: "secret-1", MastodonVersion: "4.5.0"}
	calls := map[string]func(t *testing.T, refusal answer) error{
		"createApp": func(t *testing.T, refusal answer) error {
			_, err := core.CreateApp(ctx, scriptHost(refusal), core.CreateAppOptions{ClientName: "App", APIBaseURL: "mastodon.example"})
			return err
		},
		"findServer": func(t *testing.T, refusal answer) error {
			_, err := core.FindServer(ctx, scriptHost(refusal, refusal, refusal, refusal), core.FindServerOptions{Server: "mastodon.example"})
			return err
		},
		"logIn": func(t *testing.T, refusal answer) error {
			client, _ := scripted(t, registered, refusal)
			_, err := client.LogIn(ctx, core.LogInOptions{Code: "code-1", CodeVerifier: "verifier-1"})
			return err
		},
		"clientCredentialsToken": func(t *testing.T, refusal answer) error {
			client, _ := scripted(t, registered, refusal)
			_, err := client.ClientCredentialsToken(ctx, core.ClientCredentialsTokenOptions{})
			return err
		},
		"createAccount": func(t *testing.T, refusal answer) error {
			client, _ := scripted(t, registered, token, refusal)
			_, err := client.CreateAccount(ctx, zoe)
			return err
		},
		"createAccount, the app's token": func(t *testing.T, refusal answer) error {
			client, _ := scripted(t, registered, refusal)
			_, err := client.CreateAccount(ctx, zoe)
			return err
		},
		"instance": func(t *testing.T, refusal answer) error {
			client, _ := scripted(t, registered, refusal, refusal)
			_, err := client.Instance(ctx)
			return err
		},
		"request": func(t *testing.T, refusal answer) error {
			client, _ := scripted(t, registered, refusal)
			_, err := client.Request(ctx, core.RequestOptions{Path: "/api/v1/timelines/public"})
			return err
		},
	}
	for name, call := range calls {
		for kind, refusal := range map[string]answer{
			"a page":  {status: 403, body: "<!doctype html><title>Attention required</title>"},
			"nothing": {status: 403},
		} {
			t.Run(name+"/"+kind, func(t *testing.T) {
				err := call(t, refusal)
				assert.ErrorIs(t, err, core.CodeServerBlocked)
				assert.NotRegexp(t, "(?i)account|token|scope|sign-up", core.AsError(err).Message+core.AsError(err).Hint)
			})
		}
	}
}

// A page in place of an answer is a firewall's also where somebody is signed in. An empty answer may be the API's.
func TestAFirewallBeforeASession(t *testing.T) {
	for body, code := range map[string]core.Code{"<!doctype html>": core.CodeServerBlocked, "": core.CodeForbidden, `{"error":"This action is not allowed"}`: core.CodeForbidden} {
		client, _ := scripted(t, core.Options{APIBaseURL: "https://mastodon.example", AccessToken: "token-1"}, answer{status: 403, body: body})
		_, err := client.Preferences(context.Background())
		assert.ErrorIs(t, err, code, body)
	}
}
