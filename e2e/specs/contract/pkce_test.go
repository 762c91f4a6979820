package contract

import (
	"crypto/sha256"
	"encoding/base64"
	"testing"

	"github.com/stretchr/testify/assert"
)

const verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"

// challenge is the verifier's; RFC 7636, appendix B, has the pair.
const challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

func TestChallengeIsRight(t *testing.T) {
	sum := sha256.Sum256([]byte(verifier))
	assert.Equal(t, challenge, base64.RawURLEncoding.EncodeToString(sum[:]))
}

func TestPKCE(t *testing.T) {
	cases := []struct {
		name     string
		verifier string
		want     string
	}{
		{"no verifier", "", "400 invalid_request"},
		{"other verifier", verifier + "x", "400 invalid_grant"},
		{"the challenge itself", challenge, "400 invalid_grant"},
		{"the verifier", verifier, "200"},
	}
	onEach(t, func(t *testing.T, s *server) {
		a, alice := s.register(t, callback, "read"), s.alice(t)
		query := with(a.authorization(), "code_challenge", challenge, "code_challenge_method", "S256")
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				code := a.code(t, alice, query)
				got := s.post(t, "/oauth/token", with(a.exchange(code), "code_verifier", c.verifier))
				s.expect(t, c.want, got.brief())
				if got.status != 200 {
					again := s.post(t, "/oauth/token", with(a.exchange(code), "code_verifier", verifier))
					assert.Equal(t, "200", again.brief(), "a mistake does not use the code up")
				}
			})
		}
		t.Run("the challenge survives the consent page and the shortcut around it", func(t *testing.T) {
			// The first code came through the consent page, all later ones without it.
			code := a.code(t, s.bob(t), query)
			assert.Equal(t, "400 invalid_request", s.post(t, "/oauth/token", a.exchange(code)).brief())
			code = a.code(t, alice, query)
			assert.Equal(t, "400 invalid_request", s.post(t, "/oauth/token", a.exchange(code)).brief())
		})
		t.Run("no verifier and a wrong secret", func(t *testing.T) {
			code := a.code(t, alice, query)
			got := s.post(t, "/oauth/token", with(a.exchange(code), "client_secret", "wrong"))
			s.expect(t, "400 invalid_request", got.brief())
		})
	})
}
