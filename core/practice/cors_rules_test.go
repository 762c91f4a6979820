package practice_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// What a browser is told, as it was recorded. Each row is a preflight; more says what the rule leaves out.
func TestCORSRules(t *testing.T) {
	const (
		origin  = "https://app.example"
		gts     = "Origin,Content-Length,Content-Type,Authorization,Idempotency-Key,Upgrade,Sec-Websocket-Extensions,Sec-Websocket-Key,Sec-Websocket-Protocol,Sec-Websocket-Version,Connection"
		gtsAll  = "POST,PUT,DELETE,GET,PATCH,OPTIONS"
		hollo   = "GET,HEAD,PUT,POST,DELETE,PATCH"
		wpAll   = "OPTIONS, GET, POST, PUT, PATCH, DELETE"
		wpAllow = "content-type, authorization"
		snac    = "OPTIONS, GET, HEAD, POST, PUT, DELETE"
		asked   = "authorization,content-type,idempotency-key"
	)
	cases := []struct {
		flavour, method, path            string
		status                           int
		origin, methods, headers, maxAge string
	}{
		{"gotosocial", "POST", "/api/v1/statuses", 204, "*", gtsAll, gts, "120"},
		{"gotosocial", "POST", "/oauth/revoke", 204, "*", gtsAll, gts, "120"},
		{"gotosocial", "GET", "/oauth/authorize", 204, "*", gtsAll, gts, "120"},
		{"hollo", "POST", "/api/v1/statuses", 204, "*", hollo, asked, ""},
		{"hollo", "POST", "/oauth/token", 204, "*", "POST", asked, ""},
		{"hollo", "POST", "/oauth/revoke", 204, "*", "POST", asked, ""},
		{"hollo", "GET", "/oauth/userinfo", 204, "*", "GET,POST", asked, ""},
		{"hollo", "GET", "/oauth/authorize", 404, "", "", "", ""},
		{"wordpress-ema", "POST", "/api/v1/apps", 200, origin, wpAll, wpAllow, ""},
		{"wordpress-ema", "GET", "/api/v1/apps/verify_credentials", 200, origin, wpAll, wpAllow, ""},
		{"wordpress-ema", "POST", "/api/v1/statuses", 200, origin, wpAll, wpAllow, ""},
		{"wordpress-ema", "DELETE", "/api/v1/statuses/1", 200, origin, wpAll, wpAllow, ""},
		{"wordpress-ema", "GET", "/api/v2/instance", 200, origin, wpAll, wpAllow, ""},
		{"wordpress-ema", "POST", "/api/v1/accounts", 404, "", "", "", ""},
		{"wordpress-ema", "POST", "/oauth/token", 204, "*", "POST", "content-type", ""},
		{"wordpress-ema", "POST", "/oauth/revoke", 200, "", "", "", ""},
		{"wordpress-ema", "GET", "/oauth/userinfo", 404, "", "", "", ""},
		{"wordpress-ema", "GET", "/.well-known/nodeinfo", 404, "", "", "", ""},
		{"snac", "POST", "/api/v1/statuses", 200, "*", snac, "*", ""},
		{"snac", "GET", "/oauth/authorize", 200, "*", snac, "*", ""},
	}
	for _, c := range cases {
		t.Run(c.flavour+" "+c.path, func(t *testing.T) {
			got := newFlavour(t, c.flavour).ask("OPTIONS "+c.path, "", "Origin", origin,
				"Access-Control-Request-Method", c.method, "Access-Control-Request-Headers", asked)
			assert.Equal(t, c.status, got.status)
			for name, want := range map[string]string{"Origin": c.origin, "Methods": c.methods, "Headers": c.headers} {
				assert.Equal(t, want, got.header.Get("Access-Control-Allow-"+name), name)
			}
			assert.Equal(t, c.maxAge, got.header.Get("Access-Control-Max-Age"))
			assert.Equal(t, c.flavour == "wordpress-ema" && c.origin != "", got.header.Get("Access-Control-Allow-Credentials") == "true")
		})
	}
}

// Which responses a page may read, and which of their headers.
func TestReadableResponses(t *testing.T) {
	const wordPress = "X-WP-Total, X-WP-TotalPages, Link"
	cases := []struct {
		flavour, ask    string
		status          int
		origin, exposed string
		contentType     string
	}{
		{"gotosocial", "GET /api/v1/nothing", 404, "*", "Link,X-Ratelimit-Reset,X-Ratelimit-Limit,X-Ratelimit-Remaining,X-Request-Id,Connection,Sec-Websocket-Accept,Upgrade", "application/json"},
		{"hollo", "GET /api/v1/nothing", 404, "*", "Link", "text/plain"},
		{"hollo", "GET /nothing", 404, "", "", "text/plain"},
		{"hollo", "POST /oauth/token", 401, "*", "", "application/json"},
		{"wordpress-ema", "GET /api/v1/apps/verify_credentials", 404, "https://app.example", wordPress, "application/json"},
		{"wordpress-ema", "POST /api/v1/accounts", 404, "", "", "text/html"},
		{"wordpress-ema", "GET /api/v1/emails/check_confirmation", 404, "", "", "text/html"},
		{"wordpress-ema", "GET /.well-known/oauth-authorization-server", 404, "", "", "text/html"},
		{"wordpress-ema", "GET /.well-known/nodeinfo", 404, "", "", "text/html"},
		{"wordpress-ema", "GET /.well-known/webfinger?resource=acct%3Aalice%40practice.example", 404, "", "", "text/html"},
		{"wordpress-ema", "GET /.well-known/host-meta", 404, "", "", "text/html"},
		{"wordpress-ema", "GET /oauth/userinfo", 404, "", "", "text/html"},
		{"wordpress-ema", "GET /api/v1/instance", 200, "https://app.example", wordPress, "application/json"},
		{"wordpress-ema", "POST /oauth/token", 400, "*", "", "application/json"},
		{"wordpress-ema", "POST /oauth/revoke", 400, "", "", "application/json"},
		{"snac", "GET /api/v2/instance", 404, "*", "Link", "text/html"},
	}
	for _, c := range cases {
		t.Run(c.flavour+" "+c.ask, func(t *testing.T) {
			got := newFlavour(t, c.flavour).ask(c.ask, "", "Origin", "https://app.example")
			assert.Equal(t, c.status, got.status, got.body)
			assert.Equal(t, c.origin, got.header.Get("Access-Control-Allow-Origin"))
			assert.Equal(t, c.exposed, got.header.Get("Access-Control-Expose-Headers"))
			assert.Contains(t, got.header.Get("Content-Type"), c.contentType)
		})
	}
}
