package contract

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// readable is what a page of another origin may do with an answer, as one line.
func readable(header http.Header) string {
	if header.Get("Access-Control-Allow-Origin") == "" {
		return "unreadable"
	}
	return fmt.Sprintf("%s [%s] shows [%s] for %s", header.Get("Access-Control-Allow-Origin"),
		sorted(header.Get("Access-Control-Allow-Methods")), sorted(header.Get("Access-Control-Expose-Headers")), header.Get("Access-Control-Max-Age"))
}

func sorted(list string) string {
	items := strings.Split(strings.ReplaceAll(list, " ", ""), ",")
	slices.Sort(items)
	return strings.Join(items, " ")
}

const (
	apiRule       = "* [DELETE GET OPTIONS PATCH POST PUT] shows [{headers}] for 7200"
	tokenRule     = "* [POST] shows [] for 7200"
	userinfoRule  = "* [GET POST] shows [] for 7200"
	wellKnownRule = "* [GET] shows [] for 7200"
)

func TestPreflight(t *testing.T) {
	cases := []struct{ name, path, method, headers, want string }{
		{"register", "/api/v1/apps", "POST", "content-type", apiRule},
		{"verify app", "/api/v1/apps/verify_credentials", "GET", "authorization", apiRule},
		{"post", "/api/v1/statuses", "POST", "authorization,content-type,idempotency-key", apiRule},
		{"any header", "/api/v1/statuses", "POST", "x-custom-header", apiRule},
		{"any API method", "/api/v1/statuses/1", "DELETE", "authorization", apiRule},
		{"unknown API path", "/api/v9/nothing", "GET", "authorization", apiRule},
		{"instance", "/api/v2/instance", "GET", "authorization", apiRule},
		{"token", "/oauth/token", "POST", "authorization,content-type", tokenRule},
		{"token by GET", "/oauth/token", "GET", "content-type", "unreadable"},
		{"revoke", "/oauth/revoke", "POST", "content-type", tokenRule},
		{"revoke by DELETE", "/oauth/revoke", "DELETE", "content-type", "unreadable"},
		{"userinfo", "/oauth/userinfo", "GET", "authorization", userinfoRule},
		{"metadata", "/.well-known/oauth-authorization-server", "GET", "accept-language,x-foo", wellKnownRule},
		{"metadata by POST", "/.well-known/oauth-authorization-server", "POST", "content-type", "unreadable"},
		{"authorize", "/oauth/authorize", "GET", "x-foo", "unreadable"},
		{"introspect", "/oauth/introspect", "POST", "authorization", "unreadable"},
		{"token info", "/oauth/token/info", "GET", "authorization", "unreadable"},
		{"sign in", "/auth/sign_in", "POST", "content-type", "unreadable"},
	}
	onEach(t, func(t *testing.T, s *server) {
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				got := s.ask(t, "OPTIONS", c.path, "", header{
					"Access-Control-Request-Method": c.method, "Access-Control-Request-Headers": c.headers,
				})
				s.expect(t, strings.Replace(c.want, "{headers}", s.version.shown(), 1), readable(got.header))
				assert.Empty(t, got.header.Get("Access-Control-Allow-Credentials"))
				if c.want != "unreadable" {
					assert.Equal(t, 200, got.status)
					assert.Equal(t, c.headers, got.header.Get("Access-Control-Allow-Headers"), "the headers are those that were asked for")
				}
			})
		}
	})
}

func TestAnswersAcrossOrigins(t *testing.T) {
	cases := []struct {
		name, endpoint string
		status         int
		want           string
	}{
		{"register, refused", "POST /api/v1/apps", 422, apiRule},
		{"verify account, refused", "GET /api/v1/accounts/verify_credentials", 401, apiRule},
		{"nothing there", "GET /api/v1/nothing", 404, apiRule},
		{"instance", "GET /api/v1/instance", 200, apiRule},
		{"token, refused", "POST /oauth/token", 400, tokenRule},
		{"revoke, refused", "POST /oauth/revoke", 403, tokenRule},
		{"userinfo, refused", "GET /oauth/userinfo", 401, userinfoRule},
		{"metadata", "GET /.well-known/oauth-authorization-server", 200, wellKnownRule},
		{"no such document", "GET /.well-known/nothing", 404, wellKnownRule},
	}
	onEach(t, func(t *testing.T, s *server) {
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				got := s.call(t, c.endpoint, "", form())
				assert.Equal(t, c.status, got.status, got.body)
				s.expect(t, strings.Replace(c.want, "{headers}", s.version.shown(), 1), readable(got.header))
				assert.Empty(t, got.header.Get("Access-Control-Allow-Credentials"))
				assert.Contains(t, strings.Join(got.header.Values("Vary"), ", "), "Origin")
			})
		}
		t.Run("no origin", func(t *testing.T) {
			response, err := program.Get(s.url + "/api/v2/instance")
			require.NoError(t, err)
			response.Body.Close()
			assert.Equal(t, "unreadable", readable(response.Header), "a program that is no page gets no word about origins")
		})
		t.Run("sign-in form", func(t *testing.T) {
			got := s.ask(t, "GET", "/auth/sign_in", "", header{"Accept": "text/html"})
			assert.Equal(t, 200, got.status)
			assert.Equal(t, "unreadable", readable(got.header))
		})
		t.Run("authorize", func(t *testing.T) {
			a := s.register(t, callback, "read")
			got := s.get(t, "/oauth/authorize?"+a.authorization().Encode(), "")
			assert.Equal(t, "unreadable", readable(got.header))
		})
	})
}
