package practice_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mastoauth/mastoauth/core/practice"
)

// The default is one of the flavours, without a quirk, and the one that plays the newest release.
func TestDefaultFlavour(t *testing.T) {
	options, ok := practice.Flavour(practice.DefaultFlavour)
	assert.True(t, ok)
	assert.Equal(t, practice.Options{Version: options.Version}, options)
	assert.Equal(t, options.Version, newWorld(t, practice.Options{}).get("/api/v2/instance", "").text("version"))
	for _, name := range practice.Flavours() {
		if strings.HasPrefix(name, "mastodon-") && name > practice.DefaultFlavour {
			newer, _ := practice.Flavour(name)
			assert.Regexp(t, "alpha|beta|rc", newer.Version, "%s is released: it should be the default", name)
		}
	}
}

// What differs between the releases of Mastodon, as it was seen on 4.4.22, 4.5.15, 4.6.5 and 4.7.0-alpha.2.
func TestReleases(t *testing.T) {
	type facts struct {
		apiVersion                                       any
		quotePolicy, actorIDs, asyncRefresh, collections bool
		unknownScope                                     string
	}
	const older, newer = "422 Validation failed: Scopes doesn't match configured on the server.",
		"422 Validation failed: Scopes doesn't match those configured on the server."
	for flavour, want := range map[string]facts{
		"mastodon-4.3": {2.0, false, false, false, false, older},
		"mastodon-4.4": {6.0, false, false, false, false, older},
		"mastodon-4.5": {7.0, true, true, false, false, older},
		"mastodon-4.6": {11.0, true, true, true, true, newer},
		"mastodon-4.7": {11.0, true, true, true, true, newer},
	} {
		t.Run(flavour, func(t *testing.T) {
			w := newFlavour(t, flavour)
			a := w.register(callback, "read")
			token := a.logIn("alice")
			account := w.get("/api/v1/accounts/verify_credentials", token)
			preferences := w.get("/api/v1/preferences", token).json.(map[string]any)
			scopes := w.get("/.well-known/oauth-authorization-server", "").at("scopes_supported")
			cors := w.ask("GET /api/v2/instance", "", "Origin", "https://app.example").header
			got := facts{
				apiVersion:   w.get("/api/v2/instance", "").at("api_versions.mastodon"),
				quotePolicy:  account.at("source.quote_policy") == "public",
				actorIDs:     account.text("uri") == w.URL()+"/ap/users/"+account.text("id"),
				asyncRefresh: strings.Contains(cors.Get("Access-Control-Expose-Headers"), "Mastodon-Async-Refresh"),
				collections:  contains(scopes, "read:collections"),
				unknownScope: w.post("/api/v1/apps", "client_name", "a", "redirect_uris", callback, "scopes", "everything").brief(),
			}
			assert.Equal(t, want, got)
			_, has := preferences["posting:default:quote_policy"]
			assert.Equal(t, want.quotePolicy, has, "the preferences say what the account's source says")
			assert.Equal(t, want.collections, contains(scopes, "write:collections"))
		})
	}
}

func TestFirstMinorOf46(t *testing.T) {
	assert.Equal(t, 10.0, newWorld(t, practice.Options{Version: "4.6.0"}).get("/api/v2/instance", "").at("api_versions.mastodon"))
}

func contains(list any, word string) bool {
	for _, item := range list.([]any) {
		if item == word {
			return true
		}
	}
	return false
}
