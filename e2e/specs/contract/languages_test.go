package contract

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Which texts come in the language of the request, and which are English always.
func TestLanguages(t *testing.T) {
	cases := []struct{ name, endpoint, body, want string }{
		{"token", "GET /api/v1/accounts/verify_credentials", "", "401 Der Zugriffstoken ist ungültig"},
		{"registration", "POST /api/v1/apps", form("redirect_uris", callback).Encode(),
			"422 Gültigkeitsprüfung ist fehlgeschlagen: Anwendungsname muss ausgefüllt werden"},
		{"grant", "POST /oauth/token", "", "400 invalid_request"},
	}
	onEach(t, func(t *testing.T, s *server) {
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				headers := header{"Accept-Language": "de", "Content-Type": "application/x-www-form-urlencoded"}
				method, path, _ := strings.Cut(c.endpoint, " ")
				got := s.ask(t, method, path, c.body, headers)
				s.expect(t, c.want, got.brief())
				if got.text("error_description") != "" {
					assert.Contains(t, got.text("error_description"), "Missing required parameter")
				}
			})
		}
		t.Run("page", func(t *testing.T) {
			a := s.register(t, callback, "read")
			page := s.alice(t).open(t, a.authorizeURL(with(a.authorization(), "lang", "de")))
			assert.Equal(t, "consent", page.kind())
			s.expect(t, "de", page.language())
		})
	})
}
