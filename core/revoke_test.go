package core_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
)

var unreachable = answer{err: &core.Error{Kind: core.ErrNetwork, Code: "network", Message: "the server could not be reached."}}

// B22: the login ends here whatever the server answers, and the result says what is known about the server.
func TestRevokeAccessToken(t *testing.T) {
	dead := jsonAnswer(401, `{"error":"The access token was revoked"}`)
	refused := jsonAnswer(403, `{"error":"unauthorized_client"}`)
	alive := jsonAnswer(200, `{"id":"1"}`)
	for name, test := range map[string]struct {
		answers   []answer
		confirmed bool
		requests  int
	}{
		"Mastodon 4.3 and later":                    {[]answer{jsonAnswer(200, `{}`)}, true, 1},
		"an empty answer, as RFC 7009 allows":       {[]answer{{status: 200}}, true, 1},
		"an unreadable answer, and the token dies":  {[]answer{unreachable, {status: 0}, dead}, true, 3},
		"an unreadable answer, and the token lives": {[]answer{unreachable, {status: 0}, alive}, false, 3},
		"no server":             {[]answer{unreachable}, false, 2},
		"another app's token":   {[]answer{refused, refused, alive}, false, 3},
		"dead already":          {[]answer{refused, refused, dead}, true, 3},
		"dead already, on snac": {[]answer{jsonAnswer(403, `{}`), jsonAnswer(403, `{}`), {status: 422}}, true, 3},
		"the token's own word":  {[]answer{jsonAnswer(401, `{"error":"missing token"}`), jsonAnswer(200, `{}`)}, true, 2},
		"no such endpoint":      {[]answer{{status: 404}, alive}, false, 2},
		"a server that is down": {[]answer{{status: 503}, {status: 503}}, false, 2},
	} {
		t.Run(name, func(t *testing.T) {
			client, play := scripted(t, core.Options{}, test.answers...)
			outcome, err := client.RevokeAccessToken(context.Background())
			require.NoError(t, err)
			assert.Equal(t, test.confirmed, outcome.Confirmed)
			assert.Len(t, play.sent(), test.requests)
			assert.Equal(t, "POST /oauth/revoke client_id=id-1&client_secret=secret-1&token=token-1", play.sent()[0])
			assert.True(t, play.requests[0].Keepalive)
			assert.Empty(t, play.requests[0].Header.Get("Authorization"), "it would cost a preflight")
			assert.Empty(t, client.Credentials().AccessToken)
			assert.Equal(t, "id-1", client.Credentials().ClientID, "the registration stays")
			_, err = client.Preferences(context.Background())
			assert.Equal(t, core.CodeNotLoggedIn, core.AsError(err).Code)
			_, err = client.RevokeAccessToken(context.Background())
			assert.Equal(t, core.CodeNotLoggedIn, core.AsError(err).Code)
		})
	}
}

// A status of success is the server's word only with an empty body or an object without an error. Anybody may answer otherwise: the
// login page of a network, a catch-all route. Then the token itself is asked with.
func TestWhatCountsAsTheServersWord(t *testing.T) {
	page := "<!doctype html><title>Welcome</title>"
	words := map[string]bool{
		"": true, " \n": true, "{}": true, `{"revoked":true}`: true,
		page: false, "[]": false, `{"error":"x"}`: false, `{"error":null}`: false, `{"error":{"code":1}}`: false, "null": false, "true": false,
		`""`: false, `"ok"`: false, "OK": false, "1": false, "{": false, `[{"error":"x"}]`: false,
	}
	settles := map[string]struct {
		answer
		dead bool
	}{
		"the token works":       {jsonAnswer(200, `{"id":"1"}`), false},
		"the token is dead":     {jsonAnswer(401, `{"error":"The access token was revoked"}`), true},
		"dead, without a word":  {answer{status: 401}, true},
		"dead, on snac":         {answer{status: 422}, true},
		"a page, as before":     {answer{status: 200, body: page}, false},
		"a page that asks in":   {answer{status: 401, body: page}, false},
		"a damaged answer":      {answer{status: 401, body: "{"}, false},
		"the account is barred": {jsonAnswer(403, `{"error":"Your login is currently disabled"}`), false},
		"no server":             {unreachable, false},
		"a server that is down": {answer{status: 503}, false},
		"a limit":               {answer{status: 429}, false},
	}
	for _, status := range []int{200, 201, 202, 204} {
		for word, counts := range words {
			for name, settle := range settles {
				t.Run(fmt.Sprint(status, " ", word, ", ", name), func(t *testing.T) {
					client, play := scripted(t, core.Options{RatelimitMethod: core.RatelimitThrow}, answer{status: status, body: word}, settle.answer)
					outcome, err := client.RevokeAccessToken(context.Background())
					require.NoError(t, err)
					assert.Equal(t, counts || settle.dead, outcome.Confirmed)
					sent := []string{"POST /oauth/revoke client_id=id-1&client_secret=secret-1&token=token-1", "GET /api/v1/accounts/verify_credentials"}
					if counts {
						sent = sent[:1]
					}
					assert.Equal(t, sent, play.sent())
				})
			}
		}
	}
}

// The same holds for every call that accepts an answer without a body.
func TestAnEmptyAnswerOfAnotherCall(t *testing.T) {
	for body, fine := range map[string]bool{"": true, "{}": true, "<p>Welcome": false, "[]": false, `{"error":"x"}`: false, "OK": false} {
		client, _ := scripted(t, core.Options{}, answer{status: 200, body: body})
		err := client.EmailResendConfirmation(context.Background(), core.EmailResendConfirmationOptions{})
		if fine {
			require.NoError(t, err, body)
		} else {
			assert.Error(t, err, body)
		}
	}
}

// Mitra authenticates by the token itself and takes no client credentials.
func TestRevokeByBearer(t *testing.T) {
	client, play := scripted(t, core.Options{}, jsonAnswer(401, `{"error":"missing token"}`), jsonAnswer(200, `{}`))
	_, err := client.RevokeAccessToken(context.Background())
	require.NoError(t, err)
	assert.Equal(t, play.sent()[0], play.sent()[1])
	assert.Equal(t, "Bearer token-1", play.requests[1].Header.Get("Authorization"))
}

func TestALogoutThatWasCalledOffKeepsTheLogin(t *testing.T) {
	client, play := scripted(t, core.Options{}, jsonAnswer(200, `{}`))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := client.RevokeAccessToken(ctx)
	assert.Equal(t, core.CodeAborted, core.AsError(err).Code)
	assert.Empty(t, play.sent())
	assert.Equal(t, "token-1", client.Credentials().AccessToken)
}
