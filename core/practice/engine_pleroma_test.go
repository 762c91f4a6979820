package practice_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// Pleroma's errors have no codes, a missing parameter is a fault of the server, and anybody may revoke.
func TestPleromaRefusals(t *testing.T) {
	w := newFlavour(t, "pleroma")
	a, other := w.register(callback, "read"), w.register(callback, "read")
	const tokens, account, invalid = "POST /oauth/token", "GET /api/v1/accounts/verify_credentials", `{"error":"Invalid credentials"}`
	w.run(t, map[string]string{"CLIENT": a.id, "SECRET": a.secret, "THEIRS": other.logIn("bob")}, exchanges{
		{"nothing", exchange{tokens, "", 500, `{"error":"Bad request"}`}},
		{"no code", exchange{tokens, "grant_type=authorization_code&client_id=CLIENT&client_secret=SECRET", 500, `{"error":"Bad request"}`}},
		{"forgotten app", exchange{tokens, "grant_type=client_credentials&client_id=nope&client_secret=nope", 400, invalid}},
		{"bogus code", exchange{tokens, "grant_type=authorization_code&code=bogus&redirect_uri=" + callback + "&client_id=CLIENT&client_secret=SECRET", 400, invalid}},
		{"a token's number", exchange{tokens, "grant_type=client_credentials&client_id=CLIENT&client_secret=SECRET", 200, `"id":2,`}},
		{"revoke", exchange{"POST /oauth/revoke", "token=THEIRS", 200, "{}"}},
		{"it is dead", exchange{account + " Bearer THEIRS", "", 401, ""}},
		{"revoke nothing", exchange{"POST /oauth/revoke", "token=unknown", 200, "{}"}},
	})
	got := w.ask("OPTIONS /api/v1/statuses", "", "Origin", "https://app.example", "Access-Control-Request-Method", "POST")
	assert.Equal(t, "Authorization, Content-Type, Idempotency-Key", got.header.Get("Access-Control-Allow-Headers"))
	assert.Equal(t, "86400", got.header.Get("Access-Control-Max-Age"))
}
