package practice_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core/practice"
)

func TestInstance(t *testing.T) {
	w := newWorld(t, practice.Options{MinAge: 16})
	v2, v1 := w.get("/api/v2/instance", ""), w.get("/api/v1/instance", "")
	assert.Equal(t, "practice.example", v2.text("domain"))
	assert.Equal(t, "practice.example", v1.text("uri"))
	assert.Equal(t, defaultVersion(), v2.text("version"))
	assert.Equal(t, defaultVersion(), v1.text("version"))
	assert.Equal(t, 16.0, v2.at("registrations.min_age"))
	assert.Equal(t, true, v2.at("registrations.enabled"))
	assert.Equal(t, true, v1.at("registrations"))
	assert.Equal(t, "wss://practice.example", v2.text("configuration.urls.streaming"))
	assert.NotEmpty(t, v1.header.Get("Deprecation"))
}

func TestRegistrationsInInstance(t *testing.T) {
	for registrations, want := range map[practice.Registrations][]any{
		practice.RegistrationsOpen: {true, false}, practice.RegistrationsApproval: {true, true}, practice.RegistrationsClosed: {false, false},
	} {
		t.Run(string(registrations), func(t *testing.T) {
			got := newWorld(t, practice.Options{Registrations: registrations}).get("/api/v2/instance", "")
			assert.Equal(t, want, []any{got.at("registrations.enabled"), got.at("registrations.approval_required")})
		})
	}
}

func TestMetadata(t *testing.T) {
	w := newWorld(t, practice.Options{})
	got := w.get("/.well-known/oauth-authorization-server", "")
	assert.Equal(t, "https://practice.example/", got.text("issuer"), "with a slash at its end, as Mastodon has it")
	assert.Equal(t, "https://practice.example/api/v1/apps", got.text("app_registration_endpoint"))
	assert.Equal(t, []any{"S256"}, got.at("code_challenge_methods_supported"))
	assert.Contains(t, got.at("scopes_supported"), "profile")
	assert.Equal(t, []any{"authorization_code", "client_credentials"}, got.at("grant_types_supported"))
	assert.Nil(t, got.at("authorization_response_iss_parameter_supported"))

	quirky := newWorld(t, practice.Options{Quirks: practice.Quirks{NoUserinfo: true, PasswordGrant: true, Issuer: practice.IssuerRight}})
	got = quirky.get("/.well-known/oauth-authorization-server", "")
	assert.Nil(t, got.at("userinfo_endpoint"))
	assert.Contains(t, got.at("grant_types_supported"), "password")
	assert.Equal(t, true, got.at("authorization_response_iss_parameter_supported"))
	assert.Equal(t, 404, quirky.get("/oauth/userinfo", "").status)
}

func TestNodeinfo(t *testing.T) {
	w := newWorld(t, practice.Options{})
	links := w.get("/.well-known/nodeinfo", "")
	href := links.text("links.0.href")
	got := w.get(strings.TrimPrefix(href, w.URL()), "")
	assert.Equal(t, "mastodon", got.text("software.name"))
	assert.Equal(t, defaultVersion(), got.text("software.version"))
}

func TestWebfinger(t *testing.T) {
	w := newWorld(t, practice.Options{})
	cases := map[string]struct {
		status        int
		subject, self string
	}{
		"acct:alice@practice.example":            {200, "acct:alice@practice.example", aliceActor},
		"alice@practice.example":                 {200, "acct:alice@practice.example", aliceActor},
		"acct:ALICE@practice.example":            {200, "acct:alice@practice.example", aliceActor},
		"https://practice.example/@alice":        {200, "acct:alice@practice.example", aliceActor},
		"https://practice.example":               {200, "acct:practice.example@practice.example", "https://practice.example/actor"},
		"https://practice.example/":              {200, "acct:practice.example@practice.example", "https://practice.example/actor"},
		"acct:practice.example@practice.example": {200, "acct:practice.example@practice.example", "https://practice.example/actor"},
		"acct:nobody@practice.example":           {404, "", ""},
		"acct:carol@practice.example":            {404, "", ""},
		"acct:alice@elsewhere.example":           {404, "", ""},
		"":                                       {400, "", ""},
	}
	for resource, c := range cases {
		t.Run(resource, func(t *testing.T) {
			got := w.get("/.well-known/webfinger?"+form("resource", resource).Encode(), "")
			assert.Equal(t, c.status, got.status)
			assert.Equal(t, c.subject, got.text("subject"))
			assert.Equal(t, c.self, got.text("links.1.href"))
		})
	}
}

func TestHostMeta(t *testing.T) {
	w := newWorld(t, practice.Options{})
	assert.Contains(t, w.get("/.well-known/host-meta", "").body, `template="https://practice.example/.well-known/webfinger?resource={uri}"`)
	assert.Equal(t, "https://practice.example/.well-known/webfinger?resource={uri}", w.get("/.well-known/host-meta.json", "").text("links.0.template"))
}

func TestNotFound(t *testing.T) {
	w := newWorld(t, practice.Options{})
	for _, endpoint := range []string{"GET /api/v1/nothing", "GET /nothing", "GET /@nobody", "GET /users/nobody", "PUT /api/v1/apps", "GET /api/v1/accounts//statuses", "GET /actor/x/y"} {
		assert.Equal(t, "404 Not Found", w.ask(endpoint, "").brief(), endpoint)
		got := w.ask(endpoint, "", "Accept", "text/html")
		assert.Equal(t, 404, got.status)
		assert.Contains(t, got.header.Get("Content-Type"), "text/html", endpoint)
	}
}

// alice can log in to every flavour, in the way that it supports.
func TestFlavours(t *testing.T) {
	require.Contains(t, practice.Flavours(), "mastodon-4.2")
	for _, name := range practice.Flavours() {
		t.Run(name, func(t *testing.T) {
			options, ok := practice.Flavour(name)
			require.True(t, ok)
			w := newWorld(t, options)
			a := w.register(callback, "read write")
			assert.Equal(t, "alice", w.get("/api/v1/accounts/verify_credentials", a.logIn("alice")).text("username"))
			assert.Equal(t, options.Version, w.get("/api/v1/instance", "").text("version"))
			metadata := 200
			if options.Quirks.NoMetadata {
				metadata = 404
			}
			assert.Equal(t, metadata, w.get("/.well-known/oauth-authorization-server", "").status)
			versions := w.get("/api/v2/instance", "").at("api_versions")
			assert.Equal(t, name == "hollo" || strings.HasPrefix(name, "mastodon-4.") && name != "mastodon-4.2", versions != nil)
		})
	}
	_, ok := practice.Flavour("cinnamon")
	assert.False(t, ok)
}

func TestScopesByFlavour(t *testing.T) {
	for name, refused := range map[string]string{"mastodon-4.2": "profile", "mastodon-4.5": "crypto", "pixelfed": "read:accounts", "mitra": "push"} {
		t.Run(name, func(t *testing.T) {
			options, _ := practice.Flavour(name)
			w := newWorld(t, options)
			assert.Equal(t, 422, w.post("/api/v1/apps", "client_name", "a", "redirect_uris", callback, "scopes", refused).status)
			assert.Equal(t, 200, w.post("/api/v1/apps", "client_name", "a", "redirect_uris", callback, "scopes", "read write").status)
		})
	}
}
