package contract

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
)

func TestSignIn(t *testing.T) {
	onEach(t, func(t *testing.T, s *server) {
		a := s.register(t, callback, "read")

		t.Run("a stranger signs in first", func(t *testing.T) {
			page := s.somebody(t).open(t, a.authorizeURL(a.authorization()))
			require.Equal(t, "sign-in", page.kind())
			page = page.signIn(t, "alice", "wrong")
			require.Equal(t, "sign-in", page.kind(), "a wrong password leads no further")
			page = page.signIn(t, "alice", "practice-alice")
			require.Equal(t, "consent", page.kind())
			assert.Equal(t, "code state", page.press(t, "Authorize").callbackKeys(t))
		})
		t.Run("a stranger signs in before hearing of errors", func(t *testing.T) {
			page := s.somebody(t).open(t, a.authorizeURL(with(a.authorization(), "client_id", "nobody")))
			assert.Equal(t, "sign-in", page.kind())
			assert.Equal(t, "error page", page.signIn(t, "alice", "practice-alice").kind())
		})
		t.Run("nobody is signed in by a form from elsewhere", func(t *testing.T) {
			who := s.somebody(t)
			page := who.open(t, s.url+"/auth/sign_in")
			form := page.passwordForm()
			require.NotNil(t, form)
			for _, input := range form.inputs("input") {
				if attribute(input, "type") == "hidden" {
					input.Attr = []html.Attribute{{Key: "type", Val: "hidden"}} // without the proof of where it comes from
				}
			}
			who.send(t, "POST", form.action(page.address), form.typed("alice@practice.example", "practice-alice"))
			assert.Equal(t, "sign-in", who.open(t, a.authorizeURL(a.authorization())).kind())
		})
		t.Run("nobody agrees by a form from elsewhere", func(t *testing.T) {
			alice := s.alice(t)
			page := alice.send(t, "POST", s.url+"/oauth/authorize", a.authorization())
			assert.Empty(t, page.location)
			assert.GreaterOrEqual(t, page.status, 400)
		})
	})
}

func TestAuthorizeErrors(t *testing.T) {
	cases := []struct {
		name   string
		change []string
		want   string
	}{
		{"nothing wrong", nil, "consent"},
		{"no scope", []string{"scope", ""}, "consent"},
		{"narrower scope", []string{"scope", "write"}, "consent"},
		{"scopes with plus", []string{"scope", "write read"}, "consent"},
		{"no state", []string{"state", ""}, "consent"},
		{"extra parameter", []string{"lang", "de"}, "consent"},
		{"challenge S256", []string{"code_challenge", challenge, "code_challenge_method", "S256"}, "consent"},

		{"scopes twice", []string{"scope", "read  read"}, "consent"},
		{"response mode query", []string{"response_mode", "query"}, "consent"},
		{"response mode fragment", []string{"response_mode", "fragment"}, "consent"},
		{"unknown response mode", []string{"response_mode", "pigeon"}, "error page"},
		{"redirect URI with a fragment", []string{"redirect_uri", callback + "#here"}, "error page"},

		{"no client", []string{"client_id", ""}, "error page"},
		{"unknown client", []string{"client_id", "nobody"}, "error page"},
		{"no redirect URI", []string{"redirect_uri", ""}, "error page"},
		{"other path", []string{"redirect_uri", callback + "/2"}, "error page"},
		{"other host", []string{"redirect_uri", "https://evil.example/callback"}, "error page"},
		{"other scheme", []string{"redirect_uri", "http://app.example/callback"}, "error page"},
		{"out of band, not registered", []string{"redirect_uri", outOfBand}, "error page"},
		{"no response type", []string{"response_type", ""}, "error page"},
		{"implicit", []string{"response_type", "token"}, "error page"},
		{"unknown response type", []string{"response_type", "id_token"}, "error page"},
		{"unknown scope", []string{"scope", "read bogus"}, "error page"},
		{"scope of the server, not of the app", []string{"scope", "read push"}, "error page"},
		{"child of a registered scope", []string{"scope", "read:accounts"}, "error page"},
		{"challenge without a method", []string{"code_challenge", challenge}, "error page"},
		{"challenge plain", []string{"code_challenge", challenge, "code_challenge_method", "plain"}, "error page"},
		{"challenge s256", []string{"code_challenge", challenge, "code_challenge_method", "s256"}, "error page"},
	}
	onEach(t, func(t *testing.T, s *server) {
		a, alice := s.register(t, callback, "read write"), s.alice(t)
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				page := alice.open(t, a.authorizeURL(with(a.authorization(), c.change...)))
				s.expect(t, c.want, page.kind())
				assert.Contains(t, page.header.Get("Content-Type"), "text/html")
			})
		}
	})
}

func TestAuthorizeErrorStatus(t *testing.T) {
	cases := []struct {
		name, field, value string
		want               string
	}{
		{"unknown_client", "client_id", "nobody", "401"},
		{"scope", "scope", "bogus", "400"},
	}
	onEach(t, func(t *testing.T, s *server) {
		a, alice := s.register(t, callback, "read"), s.alice(t)
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				page := alice.open(t, a.authorizeURL(with(a.authorization(), c.field, c.value)))
				s.expect(t, c.want, answer{status: page.status}.brief())
			})
		}
	})
}

func TestConsentOnce(t *testing.T) {
	cases := []struct {
		name   string
		change []string
		want   string
	}{
		{"agreed before", nil, "redirect"},
		{"agreed before, in another order", []string{"scope", "write read"}, "redirect"},
		{"force_login=true", []string{"force_login", "true"}, "consent"},
		{"force_login=1", []string{"force_login", "1"}, "consent"},
		{"force_login=false", []string{"force_login", "false"}, "redirect"},
		{"force_login=0", []string{"force_login", "0"}, "redirect"},
		{"fewer scopes", []string{"scope", "read"}, "consent"},
	}
	onEach(t, func(t *testing.T, s *server) {
		a, alice := s.register(t, callback, "read write"), s.alice(t)
		s.token(t, a.exchange(a.code(t, alice, a.authorization())))
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				page := alice.open(t, a.authorizeURL(with(a.authorization(), c.change...)))
				s.expect(t, c.want, page.kind())
			})
		}
		t.Run("somebody else", func(t *testing.T) {
			assert.Equal(t, "consent", s.bob(t).open(t, a.authorizeURL(a.authorization())).kind())
		})
		t.Run("after revoking", func(t *testing.T) {
			token := s.token(t, a.exchange(a.code(t, alice, a.authorization())))
			s.post(t, "/oauth/revoke", form("client_id", a.id, "client_secret", a.secret, "token", token))
			assert.Equal(t, "consent", alice.open(t, a.authorizeURL(a.authorization())).kind())
		})
	})
}

// What lets a popup work and a hidden frame not.
func TestAuthorizeHeaders(t *testing.T) {
	onEach(t, func(t *testing.T, s *server) {
		a := s.register(t, callback, "read")
		page := s.alice(t).open(t, a.authorizeURL(a.authorization()))
		assert.Equal(t, "DENY", page.header.Get("X-Frame-Options"))
		assert.Equal(t, "same-origin", page.header.Get("Referrer-Policy"))
		assert.Contains(t, page.header.Get("Cache-Control"), "no-store")
		assert.Empty(t, page.header.Get("Cross-Origin-Opener-Policy"))
	})
}
