package practice_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mastoauth/mastoauth/core/practice"
)

// TestWordPressApps sends registrations that were sent to WordPress 6.1.9 with Enable Mastodon Apps 1.6.1.
func TestWordPressApps(t *testing.T) {
	w := newFlavour(t, "wordpress-ema")
	const apps, redirect = "POST /api/v1/apps", "&redirect_uris=" + callback
	w.run(t, nil, exchanges{
		{"form", exchange{apps, "client_name=Test+app&scopes=read+write&website=https%3A%2F%2Fexample.org" + redirect, 200, `"name":"Test app","redirect_uri":"` + callback + `","website":"https://example.org"}`}},
		{"JSON", exchange{apps, asJSON + `{"client_name":"Test app","redirect_uris":"` + callback + `","scopes":"read write"}`, 200, `"website":""`}},
		{"JSON array", exchange{apps, asJSON + `{"client_name":"Test app","redirect_uris":["` + callback + `"]}`, 400, `{"error":"rest_invalid_param","error_description":"Invalid parameter(s): redirect_uris"}`}},
		{"redirect_uris[]", exchange{apps, "client_name=Test&redirect_uris%5B%5D=" + callback, 400, `"rest_invalid_param"`}},
		{"two lines", exchange{apps, "client_name=Test&redirect_uris=" + callback + "%0A" + outOfBand, 200, `"redirect_uri":"` + callback + `\n` + outOfBand + `"`}},
		{"no redirect URI", exchange{apps, "client_name=Test", 422, `{"error":"rest_missing_callback_param","error_description":"Missing parameter(s): redirect_uris"}`}},
		{"no name", exchange{apps, "scopes=read" + redirect, 422, `"Missing parameter(s): client_name"`}},
		{"name of two letters", exchange{apps, "client_name=ab" + redirect, 422, `{"error":"invalid-client_name","error_description":"Client name must be a string with a length between 3 and 200 chars."}`}},
		{"name of three letters", exchange{apps, "client_name=%C3%A9%C3%A9%C3%A9" + redirect, 200, `"name":"ééé"`}},
		{"not a URI", exchange{apps, "client_name=Test&redirect_uris=not+a+uri", 422, `{"error":"invalid-redirect_uris","error_description":"No valid redirect URIs given"}`}},
		{"unknown scope", exchange{apps, "client_name=Test&scopes=read+nonsense" + redirect, 422, `{"error":"invalid-scopes","error_description":"Invalid scope given: nonsense"}`}},
		{"profile", exchange{apps, "client_name=Test&scopes=profile" + redirect, 422, `"Invalid scope given: profile"`}},
		{"fine scopes", exchange{apps, "client_name=Test&scopes=read%3Aaccounts+write%3Astatuses+read%3Anonsense" + redirect, 200, `"client_id"`}},
		{"bad website", exchange{apps, "client_name=Test&website=javascript%3Aalert%281%29" + redirect, 200, `"website":""`}},
		{"broken JSON", exchange{apps, asJSON + `{broken`, 400, `{"error":"rest_invalid_json","error_description":"Invalid JSON body passed."}`}},
	})
}

func TestWordPressTokens(t *testing.T) {
	w := newFlavour(t, "wordpress-ema")
	a, other := w.register(callback, "read write"), w.register(callback, "read write")
	const (
		tokens, revoke, account, posts = "POST /oauth/token", "POST /oauth/revoke", "GET /api/v1/accounts/verify_credentials", "POST /api/v1/statuses"
		credentials                    = "client_id=CLIENT&client_secret=SECRET&"
		unknown                        = `{"error":"invalid_client","error_description":"The client credentials are invalid"}`
		tokenRequired                  = `{"error":"token-required","error_description":"Token required"}`
		revoked                        = `{"revoked":true}`
	)
	values := map[string]string{
		"CLIENT": a.id, "SECRET": a.secret, "CODE": a.approved("alice").Get("code"), "OWN": a.own(), "THEIRS": other.logIn("bob"),
		"TOKEN": a.logIn("alice"), "NARROW": a.exchange(a.approved("alice", "scope", "read:accounts").Get("code")).text("access_token"),
	}
	w.run(t, values, exchanges{
		{"nothing", exchange{tokens, "", 400, `{"error":"invalid_request","error_description":"The grant type was not specified in the request"}`}},
		{"app's token", exchange{tokens, "grant_type=client_credentials&" + credentials, 200, `"expires_in":6307`}},
		{"all scopes", exchange{tokens, "grant_type=client_credentials&" + credentials, 200, `"refresh_token":"","scope":"read write","token_type":"Bearer"}`}},
		{"Basic", exchange{tokens + " Basic CLIENT:SECRET", "grant_type=client_credentials", 200, `"scope":"read write"`}},
		{"scope beyond the app", exchange{tokens, "grant_type=client_credentials&scope=push&" + credentials, 400, `{"error":"invalid_scope","error_description":"The scope requested is invalid for this request"}`}},
		{"wrong secret", exchange{tokens, "grant_type=client_credentials&client_id=CLIENT&client_secret=wrong", 400, unknown}},
		{"forgotten app", exchange{tokens, "grant_type=client_credentials&client_id=nope&client_secret=nope", 400, unknown}},
		{"password", exchange{tokens, "grant_type=password&username=alice&" + credentials, 400, `{"error":"unsupported_grant_type","error_description":"Grant type \"password\" not supported"}`}},
		{"refresh token", exchange{tokens, "grant_type=refresh_token&refresh_token=x&" + credentials, 400, `Grant type \"refresh_token\" not supported`}},
		{"no code", exchange{tokens, "grant_type=authorization_code&" + credentials, 400, `{"error":"invalid_request","error_description":"Missing parameter: \"code\" is required"}`}},
		{"bogus code", exchange{tokens, "grant_type=authorization_code&code=bogus&" + credentials, 400, `{"error":"invalid_grant","error_description":"Authorization code doesn't exist or is invalid for the client"}`}},
		{"wrong redirect URI", exchange{tokens, "grant_type=authorization_code&code=CODE&redirect_uri=https%3A%2F%2Fa.example&" + credentials, 400, `{"error":"redirect_uri_mismatch"`}},
		{"the code still, and a wrong verifier", exchange{tokens, "grant_type=authorization_code&code=CODE&code_verifier=x&redirect_uri=" + callback + "&" + credentials, 200, `"scope":"read write"`}},
		{"used code", exchange{tokens, "grant_type=authorization_code&code=CODE&redirect_uri=" + callback + "&" + credentials, 400, `"invalid_grant"`}},
		{"another method", exchange{"GET /oauth/token", "", 405, ""}},

		{"no token", exchange{account, "", 401, tokenRequired}},
		{"bad token", exchange{account + " Bearer nonsense", "", 401, tokenRequired}},
		{"the app's own token", exchange{account + " Bearer OWN", "", 401, tokenRequired}},
		{"a finer scope", exchange{account + " Bearer NARROW", "", 200, `"username":"alice"`}},
		{"missing scope", exchange{posts + " Bearer NARROW", "status=x", 401, `{"error":"insufficient-permissions","error_description":"Insufficient permissions"}`}},
		{"empty post", exchange{posts + " Bearer TOKEN", "status=", 422, `{"error":"mastodon_api_submit_post","error_description":"Validation failed: Text can't be blank"}`}},
		{"app check", exchange{"GET /api/v1/apps/verify_credentials Bearer TOKEN", "", 404, `{"error":"rest_no_route","error_description":"No route was found matching the URL and request method."}`}},

		{"revoke nothing", exchange{revoke, credentials, 400, `{"error":"invalid_request","error_description":"Missing token parameter to revoke"}`}},
		{"revoke a token of nowhere", exchange{revoke, "client_id=CLIENT&client_secret=wrong&token=unknown", 200, revoked}},
		{"revoke without a client", exchange{revoke, "token=NARROW", 200, revoked}},
		{"it is dead", exchange{account + " Bearer NARROW", "", 401, tokenRequired}},
		{"revoke another app's token", exchange{revoke, "token=THEIRS&" + credentials, 200, revoked}},
		{"it is dead too", exchange{account + " Bearer THEIRS", "", 401, tokenRequired}},
	})
}

// A subscriber of WordPress reads with a good token, and may not post. The words are those of a bad token.
func TestWordPressSubscriber(t *testing.T) {
	w := newFlavour(t, "wordpress-ema")
	token := w.register(callback, "read write").logIn("alice")
	w.Stand("alice", practice.StandingReader)
	got := w.ask("POST /api/v1/statuses", "status=x", "Authorization", "Bearer "+token)
	assert.Equal(t, "401 mastodon_api_submit_post", got.brief())
	assert.Equal(t, 200, w.get("/api/v1/accounts/verify_credentials", token).status)
}

// Deleted posts are in the trash, where they can be read, and a key makes no post unique.
func TestWordPressPosts(t *testing.T) {
	w := newFlavour(t, "wordpress-ema")
	token := w.register(callback, "read write").logIn("alice")
	first, second := w.toot(token, "once", "status", "x"), w.toot(token, "once", "status", "x")
	assert.NotEqual(t, first.text("id"), second.text("id"))
	path := "/api/v1/statuses/" + first.text("id")
	for range 2 {
		assert.Equal(t, 200, w.ask("DELETE "+path, "", "Authorization", "Bearer "+token).status)
		assert.Equal(t, 200, w.get(path, token).status)
	}
}

func TestWordPressWithoutApps(t *testing.T) {
	options, _ := practice.Flavour("wordpress-ema")
	options.AppsClosed = true
	assert.Equal(t, "403 registation-disabled", newWorld(t, options).post("/api/v1/apps", "client_name", "Test", "redirect_uris", callback).brief())
}
