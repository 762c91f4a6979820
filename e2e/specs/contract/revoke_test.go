package contract

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRevoke(t *testing.T) {
	const refusal = `403 {"error":"unauthorized_client","error_description":"You are not authorized to revoke this token"}`
	onEach(t, func(t *testing.T, s *server) {
		a, token := s.logIn(t, "read")
		other := s.register(t, callback, "read")
		good := form("client_id", a.id, "client_secret", a.secret, "token", token)

		// In this order: the token lives until an app is right about it.
		steps := []struct {
			name    string
			request url.Values
			want    string
			alive   bool
		}{
			{"wrong secret", with(good, "client_secret", "wrong"), refusal, true},
			{"no secret", with(good, "client_secret", ""), refusal, true},
			{"no client", with(good, "client_id", "", "client_secret", ""), refusal, true},
			{"another app", with(good, "client_id", other.id, "client_secret", other.secret), refusal, true},
			{"unknown token", with(good, "token", "bogus"), "200 {}", true},
			{"no token", with(good, "token", ""), "200 {}", true},
			{"unknown token, wrong secret", with(good, "token", "bogus", "client_secret", "wrong"), refusal, true},
			{"the token", with(good, "token_type_hint", "access_token"), "200 {}", false},
			{"the token again", good, "200 {}", false},
			{"the token again, another app", with(good, "client_id", other.id, "client_secret", other.secret), refusal, false},
		}
		for _, step := range steps {
			t.Run(step.name, func(t *testing.T) {
				got := s.post(t, "/oauth/revoke", step.request)
				s.expect(t, step.want, answer{status: got.status}.brief()+" "+got.body)
				want := "401 The access token was revoked"
				if step.alive {
					want = "200"
				}
				assert.Equal(t, want, s.get(t, "/api/v1/accounts/verify_credentials", token).brief())
			})
		}
	})
}

func TestRevokeTakesWhatTheTokenEndpointTakes(t *testing.T) {
	onEach(t, func(t *testing.T, s *server) {
		a := s.register(t, callback, "read")
		basic := "Basic " + base64.StdEncoding.EncodeToString([]byte(a.id+":"+a.secret))
		alive := func(token string) bool { return s.get(t, "/api/v1/apps/verify_credentials", token).status == 200 }

		token := s.token(t, a.credentials("read"))
		got := s.ask(t, "POST", "/oauth/revoke", form("token", token).Encode(),
			header{"Content-Type": "application/x-www-form-urlencoded", "Authorization": basic})
		assert.Equal(t, "200", got.brief(), "Basic")
		assert.False(t, alive(token), "Basic")

		token = s.token(t, a.credentials("read"))
		body, err := json.Marshal(map[string]string{"client_id": a.id, "client_secret": a.secret, "token": token})
		require.NoError(t, err)
		got = s.ask(t, "POST", "/oauth/revoke", string(body), header{"Content-Type": "application/json"})
		assert.Equal(t, "200", got.brief(), "JSON")
		assert.False(t, alive(token), "JSON")
	})
}

func TestRevokeSignsOutEveryLoginThatSharesTheToken(t *testing.T) {
	onEach(t, func(t *testing.T, s *server) {
		a := s.register(t, callback, "read")
		here := s.token(t, a.exchange(a.code(t, s.alice(t), a.authorization())))
		there := s.token(t, a.exchange(a.code(t, s.alice(t), a.authorization())))
		s.post(t, "/oauth/revoke", form("client_id", a.id, "client_secret", a.secret, "token", here))
		assert.Equal(t, 401, s.get(t, "/api/v1/accounts/verify_credentials", there).status)

		fresh := s.token(t, a.exchange(a.code(t, s.alice(t), a.authorization())))
		assert.NotEqual(t, here, fresh, "a revoked token does not come back")
		assert.Equal(t, 200, s.get(t, "/api/v1/accounts/verify_credentials", fresh).status)
	})
}
