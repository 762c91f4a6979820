// What real servers of other software did when they were run, as a page meets it: GoToSocial 0.20.0, Hollo 0.10.0, and WordPress
// 6.1.9 with Enable Mastodon Apps 1.6.1.

package core_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

var recordedFlavours = []string{"gotosocial", "hollo", "wordpress-ema"}

func TestARecordedServerThatForgotTheApp(t *testing.T) {
	for _, flavour := range append(recordedFlavours, "snac", "pleroma", "akkoma") {
		w := newFlavour(t, flavour)
		w.host.Transport = w.throughCORS()
		_, err := w.complete(t, "alice", nil)
		require.NoError(t, err, flavour)
		w.server.ForgetApps()
		before := registrations(w)
		for range 2 {
			_, err = w.complete(t, "alice", nil)
			require.NoError(t, err, flavour)
		}
		assert.Equal(t, before+1, registrations(w), flavour)
	}
}

func TestACodeOnARecordedServer(t *testing.T) {
	for _, flavour := range recordedFlavours {
		w := newFlavour(t, flavour)
		client := w.registered(t, "read")
		_, err := client.LogIn(w.ctx, core.LogInOptions{Code: "bogus", RedirectURI: redirectURI})
		assert.Equal(t, core.CodeInvalidGrant, core.AsError(err).Code, flavour)
		_, err = client.LogIn(w.ctx, core.LogInOptions{Username: "alice", Password: "practice-alice"})
		assert.Equal(t, core.CodeUnsupportedGrantType, core.AsError(err).Code, flavour)
	}
}

func TestPostsOnHollo(t *testing.T) {
	w, client := signedIn(t, "hollo", "read", "write")
	made, err := client.StatusPost(w.ctx, core.StatusPostOptions{
		Status: "howdy universe!", MediaIDs: []string{"1", "2"}, Sensitive: true, SpoilerText: "cw", Visibility: "unlisted", IdempotencyKey: "once",
	})
	require.NoError(t, err)
	assert.Len(t, made.Document.List("media_attachments"), 2)
	assert.Equal(t, "true", made.Document.Text("sensitive"))
	made, err = client.StatusPost(w.ctx, core.StatusPostOptions{Status: "x", Poll: &core.Poll{Options: []string{"a", "b"}, ExpiresIn: 300}})
	require.NoError(t, err)
	assert.Len(t, made.Document.Object("poll").List("options"), 2)

	_, err = client.StatusPost(w.ctx, core.StatusPostOptions{Status: "later", ScheduledAt: time.Now().Add(time.Hour).UTC().Format(time.RFC3339)})
	require.Error(t, err)
	known := core.AsError(err)
	assert.Equal(t, core.CodePostIncomplete, known.Code, "it is public at once")
	_, err = client.Request(w.ctx, core.RequestOptions{Method: "DELETE", Path: "/api/v1/statuses/" + known.Details.Text("id")})
	require.NoError(t, err, "so that the caller can take it back")
}

func TestPostsWithAllPartsOnEveryFlavour(t *testing.T) {
	for _, flavour := range practice.Flavours() {
		t.Run(flavour, func(t *testing.T) {
			w := newFlavour(t, flavour)
			client := w.loggedIn(t, "read write")
			made, err := client.StatusPost(w.ctx, core.StatusPostOptions{
				Status: "true", MediaIDs: []string{"1"}, Sensitive: true, SpoilerText: "5", Visibility: "private", Language: "de",
			})
			require.NoError(t, err)
			assert.Len(t, made.Document.List("media_attachments"), 1)
			assert.Equal(t, []string{"5", "true"}, []string{made.Document.Text("spoiler_text"), made.Document.Text("sensitive")})
		})
	}
}

func TestARegistrationAtWordPress(t *testing.T) {
	w := newFlavour(t, "wordpress-ema")
	w.host.Transport = w.throughCORS()
	begin := func(name string, scopes ...string) (core.SignInStart, error) {
		return core.BeginSignIn(w.ctx, w.host, core.BeginSignInOptions{Server: w.base, ClientName: name, RedirectURI: redirectURI, Scopes: scopes})
	}
	start, err := begin("Test app", "profile", "write:statuses")
	require.NoError(t, err)
	assert.Equal(t, []string{"read:accounts", "write:statuses"}, start.Scopes)
	_, err = begin("Me", "profile")
	assert.Equal(t, core.CodeClientNameRefused, core.AsError(err).Code)
	assert.Equal(t, 2+1, registrations(w), "a name is not tried with other scopes")

	options, _ := practice.Flavour("wordpress-ema")
	options.AppsClosed = true
	closed := newWorld(t, options)
	_, err = core.BeginSignIn(closed.ctx, closed.host, core.BeginSignInOptions{Server: closed.base, ClientName: "Test app", RedirectURI: redirectURI})
	assert.Equal(t, core.CodeAppRegistrationClosed, core.AsError(err).Code)
}

func TestASubscriberOfWordPress(t *testing.T) {
	w, client := signedIn(t, "wordpress-ema", "read", "write")
	w.server.Stand("alice", practice.StandingReader)
	_, err := client.StatusPost(w.ctx, core.StatusPostOptions{Status: "x", IdempotencyKey: "once"})
	assert.Equal(t, core.CodeForbidden, core.AsError(err).Code)
	_, err = client.AccountVerifyCredentials(w.ctx)
	require.NoError(t, err, "the session is good")
	w.server.RevokeTokens()
	_, err = client.Toot(w.ctx, core.TootOptions{Status: "x"})
	assert.Equal(t, core.CodeUnauthorized, core.AsError(err).Code, "a dead token is one")
}
