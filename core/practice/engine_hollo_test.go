package practice_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestHolloApps sends registrations that were sent to Hollo 0.10.0.
func TestHolloApps(t *testing.T) {
	w := newFlavour(t, "hollo")
	const apps, redirect = "POST /api/v1/apps", "&redirect_uris=" + callback
	w.run(t, nil, exchanges{
		{"form", exchange{apps, "client_name=T&scopes=read+write&website=https%3A%2F%2Fa.example" + redirect, 200, `"client_secret_expires_at":0`}},
		{"JSON array", exchange{apps, asJSON + `{"client_name":"T","redirect_uris":["` + callback + `","` + outOfBand + `"]}`, 200,
			`"redirect_uri":"` + callback + " " + outOfBand + `","redirect_uris":["` + callback + `","` + outOfBand + `"],"vapid_key":"","website":null}`}},
		{"redirect_uris[]", exchange{apps, "client_name=T&redirect_uris%5B%5D=" + callback, 422, `{"error":"invalid_request","zod_error":{"message":"[\n  {\n    \"code\": \"unrecognized_keys\"`}},
		{"another unknown key", exchange{apps, "client_name=T&colour=red" + redirect, 422, `Unrecognized key`}},
		{"two lines", exchange{apps, "client_name=T&redirect_uris=" + callback + "%0A" + outOfBand, 200, `"redirect_uri":"` + callback + " " + outOfBand + `"`}},
		{"no redirect URI", exchange{apps, "client_name=T", 200, `"redirect_uri":"","redirect_uris":[]`}},
		{"no name", exchange{apps, "scopes=read" + redirect, 200, `"name":""`}},
		{"website", exchange{apps, "client_name=T&website=javascript%3Aalert%281%29" + redirect, 200, `"website":"javascript:alert(1)"`}},
		{"not a URI", exchange{apps, "client_name=T&redirect_uris=not+a+uri", 422, `\"message\": \"Invalid URL\"`}},
		{"unknown scope", exchange{apps, "client_name=T&scopes=read+nonsense" + redirect, 422, `\"code\": \"invalid_value\"`}},
		{"an admin's scope", exchange{apps, "client_name=T&scopes=admin%3Aread" + redirect, 422, `\"code\": \"invalid_value\"`}},
		{"profile", exchange{apps, "client_name=T&scopes=profile" + redirect, 200, ""}},
		{"broken JSON", exchange{apps, asJSON + `{broken`, 500, ""}},
	})
	got := w.post("/api/v1/apps", "client_name", "T", "redirect_uris", callback)
	assert.NotContains(t, got.json, "scopes")
}

func TestHolloRefusals(t *testing.T) {
	w := newFlavour(t, "hollo")
	a, other := w.register(callback, "read write"), w.register(callback, "read profile")
	const (
		tokens, revoke, account = "POST /oauth/token", "POST /oauth/revoke", "GET /api/v1/accounts/verify_credentials"
		credentials             = "client_id=CLIENT&client_secret=SECRET&"
		unknown                 = `{"error":"invalid_client","error_description":"Client authentication failed due to unknown client, no client`
		nobody                  = `{"error":"invalid_client","error_description":"Client authentication failed due to no client authentication included, or`
		badCode                 = `{"error":"invalid_grant","error_description":"The provided authorization code is invalid, expired`
	)
	values := map[string]string{
		"CLIENT": a.id, "SECRET": a.secret, "OWN": a.own(), "TOKEN": a.logIn("alice"), "NARROW": other.logIn("alice"),
		"CODE": a.approved("alice", "code_challenge", challenge, "code_challenge_method", "S256").Get("code"),
	}
	w.run(t, values, exchanges{
		{"nothing", exchange{tokens, "", 401, nobody}},
		{"wrong secret", exchange{tokens, "grant_type=client_credentials&client_id=CLIENT&client_secret=wrong", 401, unknown}},
		{"unknown grant", exchange{tokens, "grant_type=nonsense&" + credentials, 400, `"unsupported_grant_type"`}},
		{"refresh token", exchange{tokens, "grant_type=refresh_token&refresh_token=x&" + credentials, 400, `"unsupported_grant_type"`}},
		{"all scopes", exchange{tokens, "grant_type=client_credentials&" + credentials, 200, `"scope":"read write"`}},
		{"Basic", exchange{tokens + " Basic CLIENT:SECRET", "grant_type=client_credentials", 200, `"scope":"read write"`}},
		{"scope beyond the app", exchange{tokens, "grant_type=client_credentials&scope=push&" + credentials, 400, `"invalid_scope"`}},
		{"no code", exchange{tokens, "grant_type=authorization_code&" + credentials, 400, `expected string, received undefined`}},
		{"bogus code", exchange{tokens, "grant_type=authorization_code&code=bogus&redirect_uri=" + callback + "&" + credentials, 400, badCode}},
		{"wrong redirect URI", exchange{tokens, "grant_type=authorization_code&code=CODE&redirect_uri=https%3A%2F%2Fa.example&code_verifier=" + verifier + "&" + credentials, 400, badCode}},
		{"wrong verifier", exchange{tokens, "grant_type=authorization_code&code=CODE&code_verifier=x&redirect_uri=" + callback + "&" + credentials, 400, badCode}},
		{"right verifier", exchange{tokens, "grant_type=authorization_code&code=CODE&code_verifier=" + verifier + "&redirect_uri=" + callback + "&" + credentials, 200, `"scope":"read write"`}},

		{"no token", exchange{account, "", 401, `{"error":"unauthorized"}`}},
		{"bad token", exchange{account + " Bearer nonsense", "", 401, `{"error":"invalid_token"}`}},
		{"the app's own token", exchange{account + " Bearer OWN", "", 422, `{"error":"This method requires an authenticated user"}`}},
		{"missing scope", exchange{"POST /api/v1/statuses Bearer NARROW", "status=x", 403, `{"error":"insufficient_scope"}`}},
		{"empty post", exchange{"POST /api/v1/statuses Bearer TOKEN", "status=", 422, `Too small: expected string to have \u003e=1 characters`}},
		{"userinfo", exchange{"GET /oauth/userinfo Bearer NARROW", "", 200, `"preferredUsername":"alice","profile":"https://practice.example/@alice","sub":"https://practice.example/@alice"}`}},
		{"userinfo, missing scope", exchange{"GET /oauth/userinfo Bearer TOKEN", "", 403, `{"error":"insufficient_scope"}`}},
		{"app check", exchange{"GET /api/v1/apps/verify_credentials Bearer OWN", "", 200, `"scopes":["read","write"],"website":null}`}},
		{"no such post", exchange{"GET /api/v1/statuses/1", "", 404, `{"error":"Record not found"}`}},
		{"sign-up", exchange{"POST /api/v1/accounts Bearer OWN", "username=zoe", 404, "404 Not Found"}},
		{"webfinger of the host", exchange{"GET /.well-known/webfinger?resource=https%3A%2F%2Fpractice.example", "", 404, "404 Not Found"}},
		{"host-meta", exchange{"GET /.well-known/host-meta", "", 404, "404 Not Found"}},
		{"older nodeinfo", exchange{"GET /nodeinfo/2.0", "", 302, ""}},

		{"revoke, wrong secret", exchange{revoke, "client_id=CLIENT&client_secret=wrong&token=TOKEN", 401, unknown}},
		{"revoke, no client", exchange{revoke, "token=TOKEN", 401, nobody}},
		{"revoke, no token", exchange{revoke, credentials, 400, `"zod_error"`}},
		{"revoke, another app's token", exchange{revoke, credentials + "token=NARROW", 200, "{}"}},
		{"which lives on", exchange{account + " Bearer NARROW", "", 200, `"alice"`}},
		{"revoke", exchange{revoke, credentials + "token=TOKEN", 200, "{}"}},
		{"it is dead", exchange{account + " Bearer TOKEN", "", 401, `{"error":"invalid_token"}`}},
	})
	assert.Equal(t, 10, len(digits(a.grant("client_credentials").at("created_at"))), "an app's token has seconds")
	assert.Equal(t, 13, len(digits(a.exchange(a.approved("alice").Get("code")).at("created_at"))), "a person's has milliseconds")
}
