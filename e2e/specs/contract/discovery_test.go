package contract

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// All scopes of Mastodon before 4.6.
const olderScopes = "read profile write " +
	"write:accounts write:blocks write:bookmarks write:conversations write:favourites write:filters write:follows write:lists " +
	"write:media write:mutes write:notifications write:reports write:statuses " +
	"read:accounts read:blocks read:bookmarks read:favourites read:filters read:follows read:lists read:mutes " +
	"read:notifications read:search read:statuses follow push " +
	"admin:read admin:read:accounts admin:read:reports admin:read:domain_allows admin:read:domain_blocks admin:read:ip_blocks " +
	"admin:read:email_domain_blocks admin:read:canonical_email_blocks " +
	"admin:write admin:write:accounts admin:write:reports admin:write:domain_allows admin:write:domain_blocks admin:write:ip_blocks " +
	"admin:write:email_domain_blocks admin:write:canonical_email_blocks"

func TestMetadata(t *testing.T) {
	onEach(t, func(t *testing.T, s *server) {
		got := s.get(t, "/.well-known/oauth-authorization-server", "")
		require.Equal(t, 200, got.status, got.body)
		assert.ElementsMatch(t, s.version.scopes(), strings.Split(joined(got.fields["scopes_supported"]), ","))
		delete(got.fields, "scopes_supported")
		assert.NotEmpty(t, got.text("service_documentation"))
		delete(got.fields, "service_documentation")
		assert.Equal(t, map[string]any{
			"issuer":                                s.url + "/",
			"authorization_endpoint":                s.url + "/oauth/authorize",
			"token_endpoint":                        s.url + "/oauth/token",
			"revocation_endpoint":                   s.url + "/oauth/revoke",
			"userinfo_endpoint":                     s.url + "/oauth/userinfo",
			"app_registration_endpoint":             s.url + "/api/v1/apps",
			"response_types_supported":              []any{"code"},
			"response_modes_supported":              []any{"query", "fragment", "form_post"},
			"grant_types_supported":                 []any{"authorization_code", "client_credentials"},
			"token_endpoint_auth_methods_supported": []any{"client_secret_basic", "client_secret_post"},
			"code_challenge_methods_supported":      []any{"S256"},
		}, got.fields)
	})
}

func TestEveryScopeCanBeRegistered(t *testing.T) {
	onEach(t, func(t *testing.T, s *server) {
		got := s.post(t, "/api/v1/apps", form("client_name", "a", "redirect_uris", callback, "scopes", strings.Join(s.version.scopes(), " ")))
		require.Equal(t, 200, got.status, got.body)
		assert.ElementsMatch(t, s.version.scopes(), strings.Split(joined(got.fields["scopes"]), ","))
	})
}

func TestInstance(t *testing.T) {
	onEach(t, func(t *testing.T, s *server) {
		_, host, _ := strings.Cut(s.url, "://")
		first := s.get(t, "/api/v1/instance", "")
		assert.Equal(t, host, first.text("uri"), "a bare host")
		assert.Regexp(t, `^4\.[0-9]+\.[0-9]+`, first.text("version"))

		second := s.get(t, "/api/v2/instance", "")
		assert.Equal(t, host, second.text("domain"))
		assert.Equal(t, first.text("version"), second.text("version"))
		assert.Equal(t, s.version.api, second.fields["api_versions"].(map[string]any)["mastodon"])
		for _, field := range []string{"configuration", "registrations", "rules", "title", "usage", "languages", "contact"} {
			assert.Contains(t, second.fields, field)
		}
	})
}
