package practice_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestGoToSocialTokens sends what was sent to GoToSocial 0.20.0.
func TestGoToSocialTokens(t *testing.T) {
	w := newFlavour(t, "gotosocial")
	a := w.register(callback, "read write")
	credentials := "client_id=CLIENT&client_secret=SECRET&redirect_uri=" + callback
	const (
		tokens  = "POST /oauth/token"
		expired = `{"error":"sql: no rows in result set","error_description":"Bad Request: could not get access token: sql: no rows in result set: If you`
	)
	w.run(t, map[string]string{"CLIENT": a.id, "SECRET": a.secret, "CODE": a.approved("alice").Get("code")}, exchanges{
		{"app's token", exchange{tokens, "grant_type=client_credentials&scope=read&" + credentials, 200, `"expires_in":7`}},
		{"no scope", exchange{tokens, "grant_type=client_credentials&" + credentials, 200, `"scope":"read"`}},
		{"no redirect URI", exchange{tokens, "grant_type=client_credentials&client_id=CLIENT&client_secret=SECRET", 400,
			`{"error":"invalid_request","error_description":"Bad Request: redirect_uri was not set in the token request form"}`}},
		{"Basic", exchange{tokens + " Basic CLIENT:SECRET", "grant_type=client_credentials", 400,
			`"Bad Request: client_id was not set in the token request form: client_secret was not set in the token request form: redirect_uri was`}},
		{"nothing", exchange{tokens, "", 400, `"Bad Request: grant_type was not set in the token request form, but must be set to authorization_code or client_credentials: client_id was`}},
		{"no code", exchange{tokens, "grant_type=authorization_code&" + credentials, 400, `code was not set in the token request form, but must be set since grant_type is authorization_code"`}},
		{"forgotten app", exchange{tokens, "grant_type=client_credentials&client_id=nope&client_secret=wrong&redirect_uri=" + callback, 400,
			`{"error":"func5: no application found with client id nope","error_description":"Bad Request: could not get access token: func5: no application found with client id nope: If you`}},
		{"wrong secret", exchange{tokens, "grant_type=client_credentials&client_id=CLIENT&client_secret=wrong&redirect_uri=" + callback, 400, `{"error":"invalid_client"`}},
		{"password", exchange{tokens, "grant_type=password&username=alice&password=x&" + credentials, 400,
			`{"error":"unsupported_grant_type","error_description":"Bad Request: could not validate token request: unsupported_grant_type`}},
		{"password, no redirect URI", exchange{tokens, "grant_type=password&client_id=CLIENT&client_secret=SECRET", 400, `{"error":"invalid_request"`}},
		{"refresh token", exchange{tokens, "grant_type=refresh_token&refresh_token=x&" + credentials, 400, `{"error":"unsupported_grant_type"`}},
		{"bogus code", exchange{tokens, "grant_type=authorization_code&code=bogus&" + credentials, 400, expired}},
		{"wrong redirect URI", exchange{tokens, "grant_type=authorization_code&code=CODE&client_id=CLIENT&client_secret=SECRET&redirect_uri=" + callback + "/2", 403,
			`{"error":"invalid redirect uri","error_description":"Forbidden: requested redirect URI ` + callback + `/2 was not covered by client redirect URIs`}},
		{"code, wrong secret", exchange{tokens, "grant_type=authorization_code&code=CODE&client_id=CLIENT&client_secret=wrong&redirect_uri=" + callback, 400, `{"error":"invalid_client"`}},
		{"the code still, and a wrong verifier", exchange{tokens, "grant_type=authorization_code&code=CODE&code_verifier=wrong&" + credentials, 200, `"scope":"read write","token_type":"Bearer"}`}},
		{"used code", exchange{tokens, "grant_type=authorization_code&code=CODE&" + credentials, 400, expired}},
	})
}

func TestGoToSocialApps(t *testing.T) {
	w := newFlavour(t, "gotosocial")
	const apps, redirect = "POST /api/v1/apps", "&redirect_uris=" + callback
	outOfBandApp := `"redirect_uri":"` + outOfBand + `","redirect_uris":["` + outOfBand + `"]`
	w.run(t, nil, exchanges{
		{"form", exchange{apps, "client_name=T&scopes=read+write&website=https%3A%2F%2Fa.example" + redirect, 200, `"scopes":["read","write"],"vapid_key":`}},
		{"website", exchange{apps, "client_name=T&website=javascript%3Aalert%281%29" + redirect, 200, `"website":"javascript:alert(1)"`}},
		{"JSON array", exchange{apps, asJSON + `{"client_name":"T","redirect_uris":["` + callback + `"]}`, 400, `{"error":"Bad Request: json: cannot unmarshal array into Go struct field ApplicationCreateRequest.redirect_uris of type string"}`}},
		{"redirect_uris[]", exchange{apps, "client_name=T&redirect_uris%5B%5D=" + callback, 200, outOfBandApp}},
		{"no redirect URI", exchange{apps, "client_name=T", 200, outOfBandApp}},
		{"two lines", exchange{apps, "client_name=T&redirect_uris=" + callback + "%0A" + outOfBand, 200, `"redirect_uris":["` + callback + `","` + outOfBand + `"]`}},
		{"not a URI", exchange{apps, "client_name=T&redirect_uris=not+a+uri", 200, `"redirect_uri":"not%20a%20uri"`}},
		{"unknown scope", exchange{apps, "client_name=T&scopes=read+nonsense" + redirect, 200, `"scopes":["read","nonsense"]`}},
		{"no name", exchange{apps, "scopes=read" + redirect, 400, `{"error":"Bad Request: Key: 'ApplicationCreateRequest.ClientName' Error:Field validation`}},
	})
	got := w.post("/api/v1/apps", "client_name", "T", "redirect_uris", callback)
	assert.NotNil(t, got.at("created_at"))
	for _, member := range []string{"website", "client_secret_expires_at"} {
		assert.NotContains(t, got.json, member)
	}
}

func TestGoToSocialRefusals(t *testing.T) {
	w := newFlavour(t, "gotosocial")
	a, other := w.register(callback, "read write"), w.register(callback, "read")
	token := a.logIn("alice")
	public := w.ask("POST /api/v1/statuses", "status=x&visibility=public", "Authorization", "Bearer "+token).text("id")
	const (
		account, apps, posts, revoke = "GET /api/v1/accounts/verify_credentials", "GET /api/v1/apps/verify_credentials", "POST /api/v1/statuses", "POST /oauth/revoke"
		noUser, noToken              = `{"error":"Unauthorized: user not supplied or not authorized"}`, `{"error":"Unauthorized: token not supplied"}`
		credentials                  = "client_id=CLIENT&client_secret=SECRET&"
	)
	own := a.grant("client_credentials", "redirect_uri", callback).text("access_token")
	w.run(t, map[string]string{"CLIENT": a.id, "SECRET": a.secret, "TOKEN": token, "OWN": own, "NARROW": other.logIn("alice"), "POST_ID": public}, exchanges{
		{"no token", exchange{account, "", 401, noToken}},
		{"bad token", exchange{account + " Bearer nonsense", "", 401, noToken}},
		{"the app's own token", exchange{account + " Bearer OWN", "", 401, noUser}},
		{"app check, the app's own token", exchange{apps + " Bearer OWN", "", 401, noUser}},
		{"app check, no token", exchange{apps, "", 401, noToken}},
		{"app check", exchange{apps + " Bearer TOKEN", "", 404, `{"error":"Not Found"}`}},
		{"sign-up", exchange{"POST /api/v1/accounts Bearer OWN", "username=zoe", 401, noUser}},
		{"sign-up, no token", exchange{"POST /api/v1/accounts", "username=zoe", 401, noToken}},
		{"missing scope", exchange{posts + " Bearer NARROW", "status=x", 403, `{"error":"Forbidden: token has insufficient scope permission"}`}},
		{"empty post", exchange{posts + " Bearer TOKEN", "status=", 400, `{"error":"Bad Request: status contains no text, media or poll"}`}},
		{"a public post, no token", exchange{"GET /api/v1/statuses/POST_ID", "", 401, noToken}},
		{"a public post", exchange{"GET /api/v1/statuses/POST_ID Bearer NARROW", "", 200, `"text":"x"`}},
		{"no such post", exchange{"GET /api/v1/statuses/1 Bearer TOKEN", "", 404, `{"error":"Not Found: target status not found"}`}},
		{"webfinger of the host", exchange{"GET /.well-known/webfinger?resource=https%3A%2F%2Fpractice.example", "", 400, "failed to extract username from: https://practice.example"}},
		{"host-meta.json", exchange{"GET /.well-known/host-meta.json", "", 404, `{"error":"Not Found"}`}},
		{"host-meta", exchange{"GET /.well-known/host-meta", "", 200, "<XRD"}},
		{"revoke, wrong secret, unknown token", exchange{revoke, "client_id=CLIENT&client_secret=wrong&token=unknown", 200, "{}"}},
		{"revoke, no client", exchange{revoke, "token=TOKEN", 400, `"Bad Request: client_id not set"`}},
		{"revoke, no token", exchange{revoke, credentials, 400, `"Bad Request: token not set"`}},
		{"revoke, another app's token", exchange{revoke, credentials + "token=NARROW", 403, `{"error":"unauthorized_client","error_description":"Forbidden: You are not authorized`}},
		{"revoke, wrong secret", exchange{revoke, "client_id=CLIENT&client_secret=wrong&token=TOKEN", 403, `"unauthorized_client"`}},
		{"it lives", exchange{account + " Bearer TOKEN", "", 200, `"alice"`}},
		{"revoke", exchange{revoke, credentials + "token=TOKEN", 200, "{}"}},
		{"revoke again", exchange{revoke, credentials + "token=TOKEN", 200, "{}"}},
		{"it is dead", exchange{account + " Bearer TOKEN", "", 401, noToken}},
	})
}
