package contract

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestToken(t *testing.T) {
	onEach(t, func(t *testing.T, s *server) {
		a, alice := s.register(t, callback, "read write"), s.alice(t)
		got := s.post(t, "/oauth/token", a.exchange(a.code(t, alice, a.authorization())))
		require.Equal(t, 200, got.status, got.body)
		assert.Equal(t, "access_token created_at scope token_type", got.keys())
		assert.Regexp(t, `^[A-Za-z0-9_-]{43}$`, got.text("access_token"))
		assert.Equal(t, "Bearer", got.text("token_type"))
		assert.Equal(t, "read write", got.text("scope"))
		created := time.Unix(int64(got.fields["created_at"].(float64)), 0)
		assert.WithinDuration(t, time.Now(), created, time.Minute)
		assert.Equal(t, "no-store", got.header.Get("Cache-Control"))
		assert.Equal(t, "no-cache", got.header.Get("Pragma"))
	})
}

func TestTokenEncodings(t *testing.T) {
	basic := func(a app) string { return "Basic " + base64.StdEncoding.EncodeToString([]byte(a.id+":"+a.secret)) }
	cases := []struct {
		name string
		send func(t *testing.T, s *server, a app, fields url.Values) answer
	}{
		{"form", func(t *testing.T, s *server, _ app, fields url.Values) answer {
			return s.post(t, "/oauth/token", fields)
		}},
		{"JSON", func(t *testing.T, s *server, _ app, fields url.Values) answer {
			flat := map[string]string{}
			for name := range fields {
				flat[name] = fields.Get(name)
			}
			body, err := json.Marshal(flat)
			require.NoError(t, err)
			return s.ask(t, "POST", "/oauth/token", string(body), header{"Content-Type": "application/json"})
		}},
		{"Basic", func(t *testing.T, s *server, a app, fields url.Values) answer {
			return s.ask(t, "POST", "/oauth/token", with(fields, "client_id", "", "client_secret", "").Encode(),
				header{"Content-Type": "application/x-www-form-urlencoded", "Authorization": basic(a)})
		}},
	}
	onEach(t, func(t *testing.T, s *server) {
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				a := s.register(t, callback, "read")
				code := a.code(t, s.alice(t), a.authorization())
				assert.Equal(t, "200", c.send(t, s, a, a.exchange(code)).brief())
				assert.Equal(t, "200", c.send(t, s, a, a.credentials("read")).brief())
			})
		}
	})
}

func TestTokenRefusesWrongBasic(t *testing.T) {
	onEach(t, func(t *testing.T, s *server) {
		a := s.register(t, callback, "read")
		basic := func(credentials string) string { return base64.StdEncoding.EncodeToString([]byte(credentials)) }
		for name, credentials := range map[string]string{
			"secret": basic(a.id + ":wrong"), "client": basic("nobody:" + a.secret), "half": basic(a.id),
		} {
			t.Run(name, func(t *testing.T) {
				got := s.ask(t, "POST", "/oauth/token", form("grant_type", "client_credentials").Encode(),
					header{"Content-Type": "application/x-www-form-urlencoded", "Authorization": "Basic " + credentials})
				s.expect(t, "401 invalid_client", got.brief())
			})
		}
	})
}

// The order in which a server finds fault: what is missing, then the grant type, then the app, then the code.
func TestTokenErrors(t *testing.T) {
	cases := []struct {
		name   string
		change []string
		want   string
	}{
		{"no grant type", []string{"grant_type", ""}, "400 invalid_request"},
		{"no grant type, wrong secret", []string{"grant_type", "", "client_secret", "wrong"}, "400 invalid_request"},
		{"password", []string{"grant_type", "password", "username", "alice@practice.example", "password", "practice-alice"}, "400 unsupported_grant_type"},
		{"refresh token", []string{"grant_type", "refresh_token", "refresh_token", "x"}, "400 unsupported_grant_type"},
		{"unknown grant type", []string{"grant_type", "magic"}, "400 unsupported_grant_type"},
		{"unknown grant type, wrong secret", []string{"grant_type", "magic", "client_secret", "wrong"}, "400 unsupported_grant_type"},
		{"no code", []string{"code", ""}, "400 invalid_request"},
		{"no code, wrong secret", []string{"code", "", "client_secret", "wrong"}, "400 invalid_request"},
		{"no redirect URI", []string{"redirect_uri", ""}, "400 invalid_request"},
		{"no redirect URI, wrong secret", []string{"redirect_uri", "", "client_secret", "wrong"}, "400 invalid_request"},
		{"wrong secret", []string{"client_secret", "wrong"}, "401 invalid_client"},
		{"no secret", []string{"client_secret", ""}, "401 invalid_client"},
		{"unknown client", []string{"client_id", "nobody"}, "401 invalid_client"},
		{"no client", []string{"client_id", "", "client_secret", ""}, "401 invalid_client"},
		{"wrong secret, unknown code", []string{"client_secret", "wrong", "code", "bogus"}, "401 invalid_client"},
		{"unknown code", []string{"code", "bogus"}, "400 invalid_grant"},
		{"other redirect URI", []string{"redirect_uri", callback + "/2"}, "400 invalid_grant"},
		{"verifier without a challenge", []string{"code_verifier", verifier}, "400 invalid_grant"},
	}
	onEach(t, func(t *testing.T, s *server) {
		a, alice := s.register(t, callback, "read"), s.alice(t)
		code := a.code(t, alice, a.authorization())
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				got := s.post(t, "/oauth/token", with(a.exchange(code), c.change...))
				s.expect(t, c.want, got.brief())
				assert.Equal(t, "error error_description", got.keys())
				assert.Contains(t, got.header.Get("WWW-Authenticate"), `error="`+got.text("error")+`"`)
				assert.Equal(t, "no-store", got.header.Get("Cache-Control"))
			})
		}
		t.Run("none of them used the code up", func(t *testing.T) {
			assert.Equal(t, "200", s.post(t, "/oauth/token", a.exchange(code)).brief())
		})
	})
}

func TestCodeWorksOnce(t *testing.T) {
	onEach(t, func(t *testing.T, s *server) {
		a, other := s.register(t, callback, "read"), s.register(t, callback, "read")
		code := a.code(t, s.alice(t), a.authorization())
		assert.Equal(t, "400 invalid_grant", s.post(t, "/oauth/token", other.exchange(code)).brief(), "the code of another app")
		token := s.token(t, a.exchange(code))
		assert.Equal(t, "400 invalid_grant", s.post(t, "/oauth/token", a.exchange(code)).brief(), "a second time")
		assert.Equal(t, "200", s.get(t, "/api/v1/accounts/verify_credentials", token).brief(), "the token outlives the replay")
	})
}

func TestSameTokenForSameLogin(t *testing.T) {
	onEach(t, func(t *testing.T, s *server) {
		a, alice := s.register(t, callback, "read write"), s.alice(t)
		logIn := func(who *person, scope string) string {
			return s.token(t, a.exchange(a.code(t, who, with(a.authorization(), "scope", scope))))
		}
		first := logIn(alice, "read write")
		assert.Equal(t, first, logIn(alice, "read write"), "another browser tab")
		assert.Equal(t, first, logIn(s.alice(t), "write read"), "another browser, and the scopes in another order")
		assert.NotEqual(t, first, logIn(alice, "read"), "other scopes")
		assert.NotEqual(t, first, logIn(s.bob(t), "read write"), "another person")

		app := s.token(t, a.credentials("read"))
		assert.Equal(t, app, s.token(t, a.credentials("read")), "the app's own")
		assert.NotEqual(t, app, s.token(t, a.credentials("write")))
	})
}

func TestClientCredentials(t *testing.T) {
	cases := []struct {
		name, registered string
		change           []string
		want             string // status, error or granted scope
	}{
		{"default scope", "read write", []string{"scope", ""}, "200 read"},
		{"one", "read write", []string{"scope", "write"}, "200 write"},
		{"one twice", "read write", []string{"scope", "read  read"}, "200 read"},
		{"all, in another order", "read write", []string{"scope", "write read"}, "200 write read"},
		{"all", "read write", []string{"scope", "read write"}, "200 read write"},
		{"with a redirect URI", "read", []string{"redirect_uri", callback}, "200 read"},
		{"with another redirect URI", "read", []string{"redirect_uri", outOfBand}, "200 read"},
		{"child of a registered scope", "write", []string{"scope", "write:accounts"}, "400 invalid_scope"},
		{"scope of the server, not of the app", "read", []string{"scope", "write"}, "400 invalid_scope"},
		{"unknown scope", "read", []string{"scope", "bogus"}, "400 invalid_scope"},
		{"default_scope_not_registered", "write", []string{"scope", ""}, "400 invalid_scope"},
		{"wrong secret", "read", []string{"client_secret", "wrong"}, "401 invalid_client"},
		{"wrong secret and scope", "read", []string{"client_secret", "wrong", "scope", "bogus"}, "401 invalid_client"},
		{"unknown client", "read", []string{"client_id", "nobody"}, "401 invalid_client"},
	}
	onEach(t, func(t *testing.T, s *server) {
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				a := s.register(t, callback, c.registered)
				got := s.post(t, "/oauth/token", with(a.credentials("read"), c.change...))
				brief := got.brief()
				if scope := got.text("scope"); scope != "" {
					brief += " " + scope
				}
				s.expect(t, c.want, brief)
			})
		}
	})
}
