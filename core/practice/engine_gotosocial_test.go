package practice_test

import "testing"

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
