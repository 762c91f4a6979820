package contract

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRegister(t *testing.T) {
	fields := form("client_name", "Contract", "redirect_uris", callback, "scopes", "read write", "website", "https://app.example/about")
	asJSON, err := json.Marshal(map[string]string{
		"client_name": "Contract", "redirect_uris": callback, "scopes": "read write", "website": "https://app.example/about",
	})
	require.NoError(t, err)
	cases := []struct{ name, query, contentType, body string }{
		{"form", "", "application/x-www-form-urlencoded", fields.Encode()},
		{"form with charset", "", "application/x-www-form-urlencoded;charset=UTF-8", fields.Encode()},
		{"multipart", "", "multipart/form-data; boundary=limit", multipart(fields)},
		{"JSON", "", "application/json", string(asJSON)},
		{"query", "?" + fields.Encode(), "application/x-www-form-urlencoded", ""},
	}
	onEach(t, func(t *testing.T, s *server) {
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				got := s.ask(t, "POST", "/api/v1/apps"+c.query, c.body, header{"Content-Type": c.contentType})
				require.Equal(t, 200, got.status, got.body)
				assert.Equal(t, "client_id client_secret client_secret_expires_at id name redirect_uri redirect_uris scopes vapid_key website", got.keys())
				assert.Regexp(t, `^[0-9]+$`, got.text("id"))
				assert.Regexp(t, `^[A-Za-z0-9_-]{43}$`, got.text("client_id"))
				assert.Regexp(t, `^[A-Za-z0-9_-]{43}$`, got.text("client_secret"))
				assert.NotEqual(t, got.text("client_id"), got.text("client_secret"))
				for _, random := range []string{"client_id", "client_secret", "id", "vapid_key"} {
					delete(got.fields, random)
				}
				assert.Equal(t, map[string]any{
					"name": "Contract", "website": "https://app.example/about", "scopes": []any{"read", "write"},
					"redirect_uri": callback, "redirect_uris": []any{callback}, "client_secret_expires_at": 0.0,
				}, got.fields)
			})
		}
	})
}

func multipart(fields url.Values) string {
	var body strings.Builder
	for name := range fields {
		fmt.Fprintf(&body, "--limit\r\nContent-Disposition: form-data; name=%q\r\n\r\n%s\r\n", name, fields.Get(name))
	}
	return body.String() + "--limit--\r\n"
}

func TestRegisterAccepts(t *testing.T) {
	long := strings.Repeat("n", 60)
	cases := []struct {
		name string
		form url.Values
		want string // name, website, scopes, redirect URIs
	}{
		{"no scopes", form("client_name", "a", "redirect_uris", callback), "a null read " + callback},
		{"every kind of scope", form("client_name", "a", "redirect_uris", callback, "scopes", "profile read:accounts write:statuses follow push admin:read admin:write:accounts"),
			"a null profile,read:accounts,write:statuses,follow,push,admin:read,admin:write:accounts " + callback},
		{"60 characters", form("client_name", long, "redirect_uris", callback), long + " null read " + callback},
		{"blank website", url.Values{"client_name": {"a"}, "redirect_uris": {callback}, "website": {""}}, "a null read " + callback},
		{"out of band", form("client_name", "a", "redirect_uris", outOfBand), "a null read " + outOfBand},
		{"plain http", form("client_name", "a", "redirect_uris", "http://app.example/cb"), "a null read http://app.example/cb"},
		{"custom scheme", form("client_name", "a", "redirect_uris", "myapp://cb"), "a null read myapp://cb"},
		{"query", form("client_name", "a", "redirect_uris", callback+"?x=1"), "a null read " + callback + "?x=1"},
		{"several by line", form("client_name", "a", "redirect_uris", outOfBand+"\n"+callback), "a null read " + outOfBand + "," + callback},
		{"several by space", form("client_name", "a", "redirect_uris", callback+" "+outOfBand), "a null read " + callback + "," + outOfBand},
		{"scopes twice", form("client_name", "a", "redirect_uris", callback, "scopes", "read  write read"), "a null read,write " + callback},
		{"several by list", url.Values{"client_name": {"a"}, "redirect_uris[]": {callback, "https://app.example/2"}},
			"a null read " + callback + ",https://app.example/2"},
	}
	onEach(t, func(t *testing.T, s *server) {
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				got := s.post(t, "/api/v1/apps", c.form)
				require.Equal(t, 200, got.status, got.body)
				website := "null"
				if got.fields["website"] != nil {
					website = got.text("website")
				}
				assert.Equal(t, c.want, strings.Join([]string{
					got.text("name"), website, joined(got.fields["scopes"]), joined(got.fields["redirect_uris"])}, " "))
				assert.Equal(t, joined(got.fields["redirect_uris"]), strings.Join(strings.Fields(got.text("redirect_uri")), ","))
			})
		}
	})
}

func joined(list any) string {
	var texts []string
	for _, item := range list.([]any) {
		texts = append(texts, item.(string))
	}
	return strings.Join(texts, ",")
}

func TestRegisterRefuses(t *testing.T) {
	good := form("client_name", "a", "redirect_uris", callback, "scopes", "read")
	cases := []struct {
		name string
		form url.Values
		want string
	}{
		{"no redirect URI", with(good, "redirect_uris", ""), "Redirect URI can't be blank"},
		{"no name", with(good, "client_name", ""), "Application name can't be blank"},
		{"blank name", with(good, "client_name", " "), "Application name can't be blank"},
		{"one of several is bad", with(good, "redirect_uris", callback+"\n/callback"), "Redirect URI must be an absolute URI."},
		{"2,001 characters", with(good, "redirect_uris", callback+"?"+strings.Repeat("q", 2000-len(callback))),
			"Redirect URI is too long (maximum is 2000 characters)"},
		{"long website", with(good, "website", "https://app.example/"+strings.Repeat("w", 1981)),
			"Application website is too long (maximum is 2000 characters)"},
		{"neither", form("scopes", "read"), "Application name can't be blank, Redirect URI can't be blank"},
		{"61 characters", with(good, "client_name", strings.Repeat("é", 61)), "Application name is too long (maximum is 60 characters)"},
		{"prose", with(good, "redirect_uris", "not a uri"), "Redirect URI must be an absolute URI."},
		{"path", with(good, "redirect_uris", "/callback"), "Redirect URI must be an absolute URI."},
		{"fragment", with(good, "redirect_uris", callback+"#here"), "Redirect URI cannot contain a fragment."},
		{"bare localhost", with(good, "redirect_uris", "localhost:3000"), "Redirect URI must specify a scheme."},
		{"no host", with(good, "redirect_uris", "https:/callback"), "Redirect URI must be a valid URI."},
		{"javascript", with(good, "redirect_uris", "javascript://app.example/%0Aalert(1)"), "Redirect URI is forbidden by the server."},
		{"opaque javascript", with(good, "redirect_uris", "javascript:alert(1)"),
			"Redirect URI is forbidden by the server., Redirect URI must specify a scheme."},
		{"data", with(good, "redirect_uris", "data:text/html,x"),
			"Redirect URI is forbidden by the server., Redirect URI must specify a scheme."},
		{"unknown scope", with(good, "scopes", "read bogus"), "{unknown scope}"},
		{"top-level admin", with(good, "scopes", "admin"), "{unknown scope}"},
		{"crypto", with(good, "scopes", "crypto"), "{unknown scope}"},
		{"javascript website", with(good, "website", "javascript:alert(1)"), "Application website is not a valid URL"},
		{"prose website", with(good, "website", "my page"), "Application website is not a valid URL"},
		{"name and scope", with(good, "client_name", "", "scopes", "bogus"), "Application name can't be blank, {unknown scope}"},
	}
	onEach(t, func(t *testing.T, s *server) {
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				got := s.post(t, "/api/v1/apps", c.form)
				s.expect(t, "422 Validation failed: "+strings.Replace(c.want, "{unknown scope}", s.version.unknownScope, 1), got.brief())
				assert.Equal(t, "error", got.keys())
			})
		}
		t.Run("half a JSON", func(t *testing.T) {
			got := s.ask(t, "POST", "/api/v1/apps", `{"client_name":`, header{"Content-Type": "application/json"})
			assert.Equal(t, 400, got.status, got.body)
		})
	})
}

func TestEveryRegistrationIsNew(t *testing.T) {
	onEach(t, func(t *testing.T, s *server) {
		first, second := s.register(t, callback, "read"), s.register(t, callback, "read")
		assert.NotEqual(t, first.id, second.id)
		assert.NotEqual(t, first.secret, second.secret)
	})
}
