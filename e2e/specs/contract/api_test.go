package contract

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWhichTokenOpensWhat(t *testing.T) {
	const (
		good    = "200"
		invalid = "401 The access token is invalid"
		revoked = "401 The access token was revoked"
		outside = "403 This action is outside the authorized scopes"
		noUser  = "422 This method requires an authenticated user"
	)
	endpoints := []string{
		"GET /api/v1/apps/verify_credentials", "GET /api/v1/accounts/verify_credentials", "GET /api/v1/preferences",
		"POST /api/v1/statuses", "GET /oauth/userinfo",
	}
	cases := []struct {
		name string
		got  []string // by endpoint
	}{
		{"none", []string{invalid, invalid, invalid, invalid, invalid}},
		{"unknown", []string{invalid, invalid, invalid, invalid, invalid}},
		{"revoked", []string{revoked, revoked, revoked, revoked, revoked}},
		{"app: read write profile", []string{good, noUser, noUser, noUser, noUser}},
		{"app: push", []string{good, outside, outside, outside, outside}},
		{"read", []string{good, good, good, outside, outside}},
		{"read:accounts", []string{good, good, good, outside, outside}},
		{"read:statuses", []string{good, outside, outside, outside, outside}},
		{"profile", []string{good, good, outside, outside, good}},
		{"write", []string{good, outside, outside, good, outside}},
		{"write:statuses", []string{good, outside, outside, good, outside}},
		{"write:accounts", []string{good, outside, outside, outside, outside}},
		{"follow push", []string{good, outside, outside, outside, outside}},
	}
	onEach(t, func(t *testing.T, s *server) {
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				token := s.tokenNamed(t, c.name)
				for at, endpoint := range endpoints {
					t.Run(endpoint, func(t *testing.T) {
						got := s.call(t, endpoint, token, form("status", "howdy universe!"))
						s.expect(t, c.got[at], got.brief())
						assert.Contains(t, got.header.Get("Content-Type"), "application/json")
						if got.status == 401 {
							assert.Contains(t, got.header.Get("WWW-Authenticate"), `Bearer realm="Doorkeeper", error="invalid_token"`)
						}
					})
				}
			})
		}
	})
}

// tokenNamed gets the token that a row of the table above is about: alice's, with these scopes, unless it says otherwise.
func (s *server) tokenNamed(t *testing.T, name string) string {
	t.Helper()
	switch name {
	case "none":
		return ""
	case "unknown":
		return "bogus"
	case "revoked":
		a, token := s.logIn(t, "read write profile")
		s.post(t, "/oauth/revoke", form("client_id", a.id, "client_secret", a.secret, "token", token))
		return token
	case "app: read write profile":
		return s.token(t, s.register(t, callback, "read write profile").credentials("read write profile"))
	case "app: push":
		return s.token(t, s.register(t, callback, "push").credentials("push"))
	}
	_, token := s.logIn(t, name)
	return token
}

// call sends a request named as "POST /path".
func (s *server) call(t *testing.T, endpoint, token string, fields url.Values) answer {
	t.Helper()
	headers := header{}
	if token != "" {
		headers["Authorization"] = "Bearer " + token
	}
	method, path := endpoint[:4], endpoint[5:]
	if method == "GET " {
		return s.get(t, endpoint[4:], token)
	}
	headers["Content-Type"] = "application/x-www-form-urlencoded"
	return s.ask(t, method, path, fields.Encode(), headers)
}

func TestWhereTheTokenStands(t *testing.T) {
	const path = "/api/v1/accounts/verify_credentials"
	onEach(t, func(t *testing.T, s *server) {
		_, token := s.logIn(t, "read")
		cases := []struct{ name, query, header, want string }{
			{"Bearer", "", "Bearer " + token, "200"},
			{"bearer", "", "bearer " + token, "200"},
			{"another scheme", "", "Token " + token, "401 The access token is invalid"},
			{"no scheme", "", token, "401 The access token is invalid"},
			{"a space too many", "", "Bearer  " + token, "401 The access token is invalid"},
			{"access_token", "?access_token=" + token, "", "200"},
			{"bearer_token", "?bearer_token=" + token, "", "200"},
			{"the header comes first", "?access_token=" + token, "Bearer bogus", "401 The access token is invalid"},
		}
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				headers := header{}
				if c.header != "" {
					headers["Authorization"] = c.header
				}
				s.expect(t, c.want, s.ask(t, "GET", path+c.query, "", headers).brief())
			})
		}
	})
}

func TestAppDocument(t *testing.T) {
	onEach(t, func(t *testing.T, s *server) {
		_, token := s.logIn(t, "read")
		got := s.get(t, "/api/v1/apps/verify_credentials", token)
		assert.Equal(t, "id name redirect_uri redirect_uris scopes vapid_key website", got.keys())
		assert.Equal(t, "Contract", got.text("name"))
		assert.Equal(t, "read", joined(got.fields["scopes"]))
	})
}

func TestAccountDocument(t *testing.T) {
	onEach(t, func(t *testing.T, s *server) {
		_, token := s.logIn(t, "profile")
		got := s.get(t, "/api/v1/accounts/verify_credentials", token)
		require.Equal(t, 200, got.status, got.body)
		for _, field := range []string{
			"acct", "avatar", "avatar_static", "bot", "created_at", "discoverable", "display_name", "emojis", "fields",
			"followers_count", "following_count", "group", "header", "header_static", "id", "indexable", "last_status_at",
			"locked", "note", "role", "source", "statuses_count", "uri", "url", "username",
		} {
			assert.Contains(t, got.fields, field)
		}
		assert.Equal(t, "alice", got.text("username"))
		assert.Equal(t, "alice", got.text("acct"), "a local account has no domain")
		assert.IsType(t, "", got.fields["id"], "ids are strings")
		actor := s.url + "/users/alice"
		if s.version.actorIDs {
			actor = s.url + "/ap/users/" + got.text("id")
		}
		assert.Equal(t, actor, got.text("uri"))
		source := got.fields["source"].(map[string]any)
		for _, field := range []string{"privacy", "sensitive", "language", "note", "fields", "follow_requests_count"} {
			assert.Contains(t, source, field)
		}
		_, has := source["quote_policy"]
		assert.Equal(t, s.version.quotePolicy, has, "quote_policy")
		picture := s.ask(t, "GET", got.text("avatar")[len(s.url):], "", header{"Accept": "image/*"})
		assert.Contains(t, picture.header.Get("Content-Type"), "image/")
	})
}

func TestPreferencesDocument(t *testing.T) {
	onEach(t, func(t *testing.T, s *server) {
		_, token := s.logIn(t, "read")
		got := s.get(t, "/api/v1/preferences", token)
		names := "posting:default:language posting:default:sensitive posting:default:visibility " +
			"reading:autoplay:gifs reading:expand:media reading:expand:spoilers"
		if s.version.quotePolicy {
			names = strings.Replace(names, "language", "language posting:default:quote_policy", 1)
		}
		assert.Equal(t, names, got.keys())
		assert.Equal(t, "public", got.text("posting:default:visibility"))
	})
}

func TestUserinfoDocument(t *testing.T) {
	onEach(t, func(t *testing.T, s *server) {
		_, token := s.logIn(t, "profile")
		got := s.get(t, "/oauth/userinfo", token)
		assert.Equal(t, "iss name picture preferred_username profile sub", got.keys())
		assert.Equal(t, s.url+"/", got.text("iss"))
		assert.Equal(t, "alice", got.text("preferred_username"))
	})
}

func TestStatuses(t *testing.T) {
	onEach(t, func(t *testing.T, s *server) {
		_, token := s.logIn(t, "write")
		run := fmt.Sprint(time.Now().UnixNano()) // a server remembers the keys of earlier runs
		post := func(text, key string, more ...string) answer {
			headers := header{"Authorization": "Bearer " + token, "Content-Type": "application/x-www-form-urlencoded"}
			if key != "" {
				headers["Idempotency-Key"] = key + " " + run
			}
			return s.ask(t, "POST", "/api/v1/statuses", form(append(more, "status", text)...).Encode(), headers)
		}
		first := post("howdy <universe>!", "key-1")
		require.Equal(t, 200, first.status, first.body)
		assert.Equal(t, "<p>howdy &lt;universe&gt;!</p>", first.text("content"))
		assert.Equal(t, "public", first.text("visibility"))
		assert.Equal(t, map[string]any{"name": "Contract", "website": nil}, first.fields["application"])
		assert.Equal(t, "alice", first.fields["account"].(map[string]any)["username"])

		again := post("howdy again", "key-1")
		assert.Equal(t, s.version.repeatedKey, again.brief(), "the same key")
		if again.status == 200 {
			assert.Equal(t, first.text("id"), again.text("id"), "the first post again")
		} else {
			assert.Empty(t, again.body)
			assert.Equal(t, "*", again.header.Get("Access-Control-Allow-Origin"), "a page may read the status")
		}
		assert.NotEqual(t, first.text("id"), post("howdy again", "key-2").text("id"))
		tomorrow := time.Now().Add(24 * time.Hour).UTC().Format(time.RFC3339)
		assert.Equal(t, "200", post("later", "key-3", "scheduled_at", tomorrow).brief())
		assert.Equal(t, s.version.repeatedScheduled, post("later", "key-3", "scheduled_at", tomorrow).brief(), "the same key, scheduled")
		as := func(name string) answer {
			a := s.register(t, callback, "read write")
			token := s.token(t, a.exchange(a.code(t, s.signedIn(t, name), a.authorization())))
			preferences := s.get(t, "/api/v1/preferences", token).text("posting:default:visibility")
			got := s.ask(t, "POST", "/api/v1/statuses", `{"status":"for friends","sensitive":true,"spoiler_text":"cw","language":"de"}`,
				header{"Authorization": "Bearer " + token, "Content-Type": "application/json"})
			assert.Equal(t, preferences, got.text("visibility"), "what the preferences say holds where the app says nothing")
			return got
		}
		private := as("bob")
		if private.fields["account"].(map[string]any)["locked"] == true {
			assert.Equal(t, "private", private.text("visibility"), "of a locked account")
		}
		assert.Equal(t, "cw de true", private.text("spoiler_text")+" "+private.text("language")+" "+fmt.Sprint(private.fields["sensitive"]))
		assert.Equal(t, "public", as("alice").text("visibility"))
		assert.Equal(t, "422 Validation failed: Text can't be blank", post("", "").brief())
	})
}
