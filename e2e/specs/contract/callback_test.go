package contract

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRedirectURIs(t *testing.T) {
	cases := []struct{ name, registered, asked, want string }{
		{"the same", callback, callback, callback + "?code&state"},
		{"query kept", callback + "?x=1", callback + "?x=1", callback + "?x=1&code&state"},
		{"query in another order", callback + "?x=1&y=2", callback + "?y=2&x=1", callback + "?y=2&x=1&code&state"},
		{"query added", callback, callback + "?x=%C3%A9&y=2", callback + "?x=%C3%A9&y=2&code&state"},
		{"query missing", callback + "?x=1", callback, "error page"},
		{"query changed", callback + "?x=1", callback + "?x=2", "error page"},
		{"one of several", "https://app.example/1\n" + callback, callback, callback + "?code&state"},
		{"case of the host", callback, "https://APP.example/callback", "https://APP.example/callback?code&state"},
		{"case of the path", callback, "https://app.example/Callback", "error page"},
		{"slash for no path", "https://app.example", "https://app.example/", "https://app.example/?code&state"},
		{"other port of a loopback address", "http://127.0.0.1:3000/cb", "http://127.0.0.1:49152/cb", "http://127.0.0.1:49152/cb?code&state"},
		{"other port of localhost", "http://localhost:3000/cb", "http://localhost:49152/cb", "error page"},
		{"custom scheme", "myapp://cb", "myapp://cb", "myapp://cb?code&state"},
	}
	onEach(t, func(t *testing.T, s *server) {
		alice := s.alice(t)
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				a := s.register(t, c.registered, "read")
				page := alice.open(t, a.authorizeURL(with(a.authorization(), "redirect_uri", c.asked)))
				got := page.kind()
				if got == "consent" {
					page = page.press(t, "Authorize")
					code := page.callback(t).Get("code")
					got = strings.NewReplacer("code="+code, "code", "state=state-1", "state").Replace(page.location)
					assert.Equal(t, "200", s.post(t, "/oauth/token", with(a.exchange(code), "redirect_uri", c.asked)).brief())
				}
				s.expect(t, c.want, got)
			})
		}
	})
}

func TestState(t *testing.T) {
	states := map[string]string{
		"plain": "abc-123_XYZ", "separators": "a&b=c?d#e/f;g", "spaces and plus": "a b+c  d", "percent": "100%25 %zz %",
		"quotes": `"'<script>\`, "not ASCII": "Straße 東京 \U0001F418", "long": strings.Repeat("s", 1500),
	}
	onEach(t, func(t *testing.T, s *server) {
		a, alice := s.register(t, callback, "read"), s.alice(t)
		for name, state := range states {
			t.Run(name, func(t *testing.T) {
				query := with(a.authorization(), "state", state, "force_login", "true")
				for _, button := range []string{"Authorize", "Deny"} {
					page := alice.open(t, a.authorizeURL(query)).press(t, button)
					assert.Equal(t, []string{state}, page.callback(t)["state"], page.location)
					assert.Regexp(t, `^[!-~]+$`, page.location, "a URL is printable ASCII")
				}
			})
		}
	})
}

func TestDeny(t *testing.T) {
	onEach(t, func(t *testing.T, s *server) {
		a := s.register(t, callback+"?x=1", "read")
		page := s.alice(t).open(t, a.authorizeURL(a.authorization())).press(t, "Deny")
		got := page.callback(t)
		assert.NotEmpty(t, got.Get("error_description"))
		got.Del("error_description")
		assert.Equal(t, url.Values{"x": {"1"}, "error": {"access_denied"}, "state": {"state-1"}}, got)
	})
}

// The consent page forgets the response mode, so that it holds only for people who agreed before: nothing to rely on.
func TestResponseMode(t *testing.T) {
	onEach(t, func(t *testing.T, s *server) {
		a, alice := s.register(t, callback, "read"), s.alice(t)
		open := func(mode string) page {
			return alice.open(t, a.authorizeURL(with(a.authorization(), "response_mode", mode)))
		}
		where := func(page page) string {
			return strings.TrimPrefix(strings.SplitAfter(page.location, "code")[0], callback)
		}
		first := open("fragment").press(t, "Authorize")
		assert.Equal(t, "?code", where(first))
		s.token(t, a.exchange(first.callback(t).Get("code")))

		t.Run("fragment", func(t *testing.T) {
			s.expect(t, "#code", where(open("fragment")))
		})
		t.Run("form_post", func(t *testing.T) {
			page := open("form_post")
			isCallback := func(form webForm) bool { return form.action(page.address) == callback }
			at := slices.IndexFunc(page.forms(), isCallback)
			require.GreaterOrEqual(t, at, 0, page.body)
			assert.Equal(t, "state-1", page.forms()[at].fields().Get("state"))
			assert.NotEmpty(t, page.forms()[at].fields().Get("code"))
		})
	})
}

func TestNoState(t *testing.T) {
	onEach(t, func(t *testing.T, s *server) {
		a, alice := s.register(t, callback, "read"), s.alice(t)
		query := with(a.authorization(), "state", "")
		assert.Equal(t, "error error_description", alice.open(t, a.authorizeURL(query)).press(t, "Deny").callbackKeys(t))
		assert.Equal(t, "code", alice.open(t, a.authorizeURL(query)).press(t, "Authorize").callbackKeys(t))
	})
}

func TestOutOfBand(t *testing.T) {
	onEach(t, func(t *testing.T, s *server) {
		a := s.register(t, outOfBand, "read")
		page := s.alice(t).open(t, a.authorizeURL(a.authorization())).press(t, "Authorize")
		require.Equal(t, "code", page.kind(), page.body)
		code := page.address.Query().Get("code")
		require.NotEmpty(t, code, page.address)
		shown := []string{pageText(page.root)}
		for node := range page.root.Descendants() {
			if _, readOnly := attributeOf(node, "readonly"); readOnly {
				shown = append(shown, attribute(node, "value"))
			}
		}
		assert.Contains(t, strings.Join(shown, " "), code, "the person can copy the code from the page")
		assert.Equal(t, "200", s.post(t, "/oauth/token", a.exchange(code)).brief())
	})
}

// callbackKeys are the names in the query that the app got.
func (p page) callbackKeys(t *testing.T) string {
	t.Helper()
	var names []string
	query := p.location[strings.Index(p.location, "?")+1:]
	for pair := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(pair, "=")
		names = append(names, name)
	}
	return strings.Join(names, " ")
}
