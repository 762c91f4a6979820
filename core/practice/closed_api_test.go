package practice_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mastoauth/mastoauth/core/practice"
)

// What a server that answers people only says to strangers, to an app's own token and to a person. The login itself is the same.
func TestClosedAPI(t *testing.T) {
	const stranger = "401 This method requires an authenticated user"
	for name, options := range map[string]practice.Options{"disallowed": {DisallowUnauthenticatedAPI: true}, "limited": {LimitedFederation: true}} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, options)
			a := w.register(callback, "read write profile")
			app, token := a.own(), a.logIn("alice")
			for _, path := range []string{
				"/api/v1/accounts/verify_credentials", "/api/v1/apps/verify_credentials", "/oauth/userinfo", "/api/v1/accounts/lookup?acct=alice",
				"/api/v1/statuses/1", "/api/v1/preferences", "/api/v1/emails/check_confirmation",
			} {
				for _, bearer := range []string{"", "bogus", app} {
					got := w.get(path, bearer)
					assert.Equal(t, stranger, got.brief(), path)
					assert.Empty(t, got.header.Get("WWW-Authenticate"))
				}
				assert.NotEqual(t, stranger, w.get(path, token).brief(), path)
			}
			for _, path := range []string{
				"/api/v1/instance", "/api/v2/instance", "/.well-known/oauth-authorization-server", "/.well-known/nodeinfo", "/nodeinfo/2.0",
				"/.well-known/webfinger?resource=acct:alice@practice.example",
			} {
				assert.Equal(t, 200, w.get(path, "").status, path)
			}
			assert.Equal(t, options.LimitedFederation, w.get("/api/v2/instance", "").at("configuration.limited_federation"))
			assert.Equal(t, "200", w.get("/api/v1/accounts/verify_credentials", token).brief())
			assert.Equal(t, "200", a.signUp().brief(), "people may sign up")
			assert.Equal(t, "200", w.post("/oauth/revoke", "client_id", a.id, "client_secret", a.secret, "token", token).brief())
			assert.Equal(t, "401 The access token was revoked", w.get("/api/v1/accounts/verify_credentials", token).brief())

			if options.LimitedFederation {
				assert.Equal(t, w.URL()+"/auth/sign_in", w.get("/@alice", "").header.Get("Location"))
			} else {
				assert.Equal(t, 200, w.get("/@alice", "").status)
			}
		})
	}
}
