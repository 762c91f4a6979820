package practice_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mastoauth/mastoauth/core/practice"
)

func TestRegisterProblems(t *testing.T) {
	cases := map[string]struct{ field, value, want string }{
		"blank name":         {"client_name", " ", "Application name can't be blank"},
		"long name":          {"client_name", strings.Repeat("é", 61), "Application name is too long (maximum is 60 characters)"},
		"blank redirect":     {"redirect_uris", "", "Redirect URI can't be blank"},
		"fragment":           {"redirect_uris", callback + "#x", "Redirect URI cannot contain a fragment."},
		"empty fragment":     {"redirect_uris", callback + "#", "Redirect URI cannot contain a fragment."},
		"relative":           {"redirect_uris", "callback", "Redirect URI must be an absolute URI."},
		"second is relative": {"redirect_uris", callback + "\ncallback", "Redirect URI must be an absolute URI."},
		"no host":            {"redirect_uris", "https:///callback", "Redirect URI must be a valid URI."},
		"broken":             {"redirect_uris", "https://[callback", "Redirect URI must be a valid URI."},
		"script":             {"redirect_uris", "javascript://x", "Redirect URI is forbidden by the server."},
		"localhost":          {"redirect_uris", "localhost:3000/cb", "Redirect URI must specify a scheme."},
		"too many":           {"redirect_uris", strings.Repeat(callback+"/"+strings.Repeat("x", 400)+"\n", 5), "Redirect URI is too long (maximum is 2000 characters)"},
		"unknown scope":      {"scopes", "read everything", "Scopes doesn't match those configured on the server."},
		"website":            {"website", "ftp://app.example", "Application website is not a valid URL"},
	}
	w := newWorld(t, practice.Options{})
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			fields := form("client_name", "a", "redirect_uris", callback, "scopes", "read")
			fields.Set(c.field, c.value)
			assert.Equal(t, "422 Validation failed: "+c.want, w.ask("POST /api/v1/apps", fields.Encode()).brief())
		})
	}
}

func TestRegisterEncodings(t *testing.T) {
	multipart := "--x\r\nContent-Disposition: form-data; name=\"client_name\"\r\n\r\nÉ\r\n" +
		"--x\r\nContent-Disposition: form-data; name=\"redirect_uris[]\"\r\n\r\n" + callback + "\r\n" +
		"--x\r\nContent-Disposition: form-data; name=\"redirect_uris[]\"\r\n\r\n" + outOfBand + "\r\n--x--\r\n"
	both := []any{callback, outOfBand}
	cases := map[string]struct {
		query, contentType, body string
		want                     any
	}{
		"form":      {"", "application/x-www-form-urlencoded", form("client_name", "É", "redirect_uris[]", callback, "redirect_uris[]", outOfBand).Encode(), both},
		"lines":     {"", "application/x-www-form-urlencoded", form("client_name", "É", "redirect_uris", callback+"\n"+outOfBand).Encode(), both},
		"multipart": {"", "multipart/form-data; boundary=x", multipart, both},
		"JSON":      {"", "application/json", `{"client_name":"É","redirect_uris":["` + callback + `","` + outOfBand + `"]}`, both},
		"JSON text": {"", "application/json", `{"client_name":"É","redirect_uris":"` + callback + `"}`, []any{callback}},
		"query":     {"?" + form("client_name", "É", "redirect_uris", callback).Encode(), "text/plain", "x", []any{callback}},
		"body over query": {"?" + form("client_name", "no", "redirect_uris", "no").Encode(), "application/x-www-form-urlencoded",
			form("client_name", "É", "redirect_uris", callback).Encode(), []any{callback}},
	}
	w := newWorld(t, practice.Options{})
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := w.ask("POST /api/v1/apps"+c.query, c.body, "Content-Type", c.contentType)
			assert.Equal(t, "200", got.brief())
			assert.Equal(t, c.want, got.at("redirect_uris"))
			assert.Equal(t, "É", got.at("name"))
		})
	}
	for name, body := range map[string]string{"half": `{"client_name":`, "no object": `[]`, "text": `"x"`} {
		t.Run("JSON, "+name, func(t *testing.T) {
			got := w.ask("POST /api/v1/apps", body, "Content-Type", "application/json")
			assert.Equal(t, "400 Bad Request", got.brief())
		})
	}
	assert.Equal(t, 400, w.ask("POST /api/v1/apps", "--x\r\nbroken", "Content-Type", "multipart/form-data; boundary=x").status)
}

func TestAppsByServer(t *testing.T) {
	old := practice.Quirks{FewAppFields: true, NoRedirectList: true, AppCheckNeedsRead: true}
	w := newWorld(t, practice.Options{Quirks: old})
	list := w.post("/api/v1/apps", "client_name", "a", "redirect_uris[]", callback)
	assert.Equal(t, "422 Validation failed: Redirect URI can't be blank", list.brief(), "an array counts as none")
	assert.Equal(t, "client_id client_secret client_secret_expires_at id name redirect_uri vapid_key website",
		keys(w.post("/api/v1/apps", "client_name", "a", "redirect_uris", callback)))
	write := w.register(callback, "write").own()
	assert.Equal(t, "403 This action is outside the authorized scopes", w.get("/api/v1/apps/verify_credentials", write).brief())
	read := w.register(callback, "read").own()
	assert.Equal(t, "200", w.get("/api/v1/apps/verify_credentials", read).brief())

	gone := newWorld(t, practice.Options{Quirks: practice.Quirks{NoAppCheck: true}})
	assert.Equal(t, 404, gone.get("/api/v1/apps/verify_credentials", gone.register(callback, "read").own()).status)
	few := newWorld(t, practice.Options{Quirks: practice.Quirks{Scopes: []string{"read", "write"}}})
	assert.Equal(t, 422, few.post("/api/v1/apps", "client_name", "a", "redirect_uris", callback, "scopes", "profile").status)
}

// These are the redirect URIs that Doorkeeper 5 considers the same.
func TestRedirectURIs(t *testing.T) {
	cases := []struct {
		registered, asked string
		accepted          bool
	}{
		{callback, callback, true},
		{callback, callback + "?x=1", true},
		{callback + "?x=1&y=2", callback + "?y=2&x=1", true},
		{callback + "?x=1", callback, false},
		{callback + "?x=1", callback + "?x=2", false},
		{callback, callback + "/", false},
		{callback, callback + "#x", false},
		{callback, "http://app.example/callback", false},
		{callback, "https://app.example:443/callback", true},
		{callback, "https://app.example:444/callback", false},
		{callback, "https://user@app.example/callback", false},
		{callback, "https://APP.EXAMPLE/callback", true},
		{"https://app.example", "https://app.example/", true},
		{"http://127.0.0.1:1/cb", "http://127.0.0.1:2/cb", true},
		{"http://[::1]:1/cb", "http://[::1]:2/cb", true},
		{"http://127.0.0.1:1/cb", "http://127.0.0.2:1/cb", false},
		{"http://localhost:1/cb", "http://localhost:2/cb", false},
		{"https://127.0.0.1:1/cb", "https://127.0.0.1:2/cb", false},
		{outOfBand, callback, false},
		{callback, outOfBand, false},
	}
	w := newWorld(t, practice.Options{})
	b := &browser{w: w}
	b.signIn("alice@practice.example", "practice-alice")
	for _, c := range cases {
		t.Run(c.registered+" "+c.asked, func(t *testing.T) {
			a := w.register(c.registered, "read")
			got := b.send("GET " + strings.TrimPrefix(a.authorizeURL("redirect_uri", c.asked), w.URL()))
			assert.Equal(t, c.accepted, got.status == 200, got.body)
		})
	}
}
