package core_test

import (
	"context"
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
			assert.Equal(t, "not_logged_in", core.AsError(err).Code)
			_, err = client.RevokeAccessToken(context.Background())
			assert.Equal(t, "not_logged_in", core.AsError(err).Code)
		})
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
	assert.Equal(t, "aborted", core.AsError(err).Code)
	assert.Empty(t, play.sent())
	assert.Equal(t, "token-1", client.Credentials().AccessToken)
}
