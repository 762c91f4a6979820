package core_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

// B19: no secret ever reaches a trace or an error. Each round makes new secrets, uses them wherever a secret can be used, and
// lets the server repeat them wherever servers put their own text. It then searches the traces and errors for them.
func TestNoSecretGetsOut(t *testing.T) {
	inGoPrograms(t, "jsbind/redaction.js")
	for round := range 200 {
		synctest.Test(t, func(t *testing.T) { noSecretGetsOut(t, uint64(round)) })
	}
}

func noSecretGetsOut(t *testing.T, round uint64) {
	dice := rand.New(rand.NewPCG(round, 7))
	secret := func(kind string) string { return fmt.Sprintf("%s%016x", kind, dice.Uint64()) }
	id, clientSecret, token, code := secret("i"), secret("s"), secret("t"), secret("c")
	password, verifier, refresh, email := secret("p"), secret("v"), secret("r"), secret("m")+"@mail.example"
	secrets := []string{clientSecret, token, code, password, verifier, refresh, email}

	answers := []answer{
		jsonAnswer(200, `{"access_token":"`+token+`","token_type":"Bearer","scope":"read write","refresh_token":"`+refresh+`","expires_in":1}`),
		jsonAnswer(400, `{"error":"invalid_grant"}`), jsonAnswer(401, `{"error":"no: ECHO"}`), jsonAnswer(403, `{"error":"no","error_description":"ECHO"}`), {status: 500, body: "<html>" + token},
		jsonAnswer(200, `{"broken":"`+token), {status: 403}, unreachable, {status: 302}, jsonAnswer(200, `{"access_token":5}`),
	}
	dice.Shuffle(len(answers), func(i, j int) { answers[i], answers[j] = answers[j], answers[i] })
	// Each response is played once, and the last one is repeated. Over all rounds, every call meets most of them.
	var trace strings.Builder
	play := &script{answers: answers}
	host := native.Host(native.NewMemStore())
	host.Transport = play
	ctx := context.Background()
	client, err := core.New(ctx, host, core.Options{
		APIBaseURL: "https://server.example", ClientID: id, ClientSecret: clientSecret, AccessToken: token, AccessTokenKey: "login",
		DebugRequests: true, OnTrace: func(line string) { trace.WriteString(line + "\n") }, RatelimitMethod: core.RatelimitThrow,
	})
	require.NoError(t, err)
	calls := []func() error{
		func() error {
			_, err := client.LogIn(ctx, core.LogInOptions{Code: code, CodeVerifier: verifier})
			return err
		},
		func() error {
			_, err := client.LogIn(ctx, core.LogInOptions{Username: email, Password: password})
			return err
		},
		func() error { _, err := client.LogIn(ctx, core.LogInOptions{RefreshToken: refresh}); return err },
		func() error {
			_, err := client.ClientCredentialsToken(ctx, core.ClientCredentialsTokenOptions{})
			return err
		},
		func() error {
			_, err := client.CreateAccount(ctx, core.CreateAccountOptions{Username: "u", Password: password, Email: email, Agreement: true})
			return err
		},
		func() error {
			return client.EmailResendConfirmation(ctx, core.EmailResendConfirmationOptions{Email: email})
		},
		func() error { _, err := client.Preferences(ctx); return err },
		func() error {
			_, err := client.Request(ctx, core.RequestOptions{Path: "/api/v1/x", Params: core.Fields{{Name: "q", Value: token}}})
			return err
		},
		func() error {
			_, err := client.HandleCallback(ctx, core.HandleCallbackOptions{URL: "https://app.example/?code=" + code + "&state=" + verifier})
			return err
		},
		func() error { _, err := client.RevokeAccessToken(ctx); return err },
	}
	dice.Shuffle(len(calls), func(i, j int) { calls[i], calls[j] = calls[j], calls[i] })
	for _, call := range calls {
		err := call()
		if err == nil {
			continue
		}
		e := core.AsError(err)
		text := fmt.Sprint(err, " ", e.Kind, e.Code, e.Op, e.Message, e.Hint, e.Description, e.RequestID)
		for _, secret := range secrets {
			require.NotContains(t, text, secret, "in an error")
		}
	}
	require.NotEmpty(t, trace.String())
	for _, secret := range secrets {
		require.NotContains(t, trace.String(), secret, "in a trace")
	}
}

func TestATraceShowsWhatMayBeSeen(t *testing.T) {
	var lines []string
	client, _ := scripted(t, core.Options{OnTrace: func(line string) { lines = append(lines, line) }}, jsonAnswer(400, `{"error":"invalid_grant"}`))
	_, err := client.LogIn(context.Background(), core.LogInOptions{Code: "code-1", CodeVerifier: "verifier-1"})
	require.Error(t, err)
	require.Len(t, lines, 1)
	assert.True(t, strings.HasPrefix(lines[0], "POST https://server.example/oauth/token grant_type=authorization_code code=[hidden] redirect_uri=[hidden]"), lines[0])
	assert.Contains(t, lines[0], "→ 400 json in ")
}
