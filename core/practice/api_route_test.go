package practice_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mastoauth/mastoauth/core/practice"
)

// open are the endpoints that answer anybody.
var open = strings.Fields(`/api/v1/timelines/public /api/v1/timelines/tag/{tag} /api/v1/timelines/link /api/v1/statuses /api/v1/statuses/{id}
	/api/v1/statuses/{id}/context /api/v1/statuses/{id}/history /api/v1/statuses/{id}/favourited_by /api/v1/statuses/{id}/reblogged_by
	/api/v1/statuses/{id}/quotes /api/v1/polls/{id} /api/v1/accounts/lookup /api/v1/accounts /api/v1/accounts/{id}
	/api/v1/accounts/{id}/statuses /api/v1/accounts/{id}/followers /api/v1/accounts/{id}/following /api/v1/accounts/{id}/featured_tags
	/api/v1/accounts/{id}/endorsements /api/v2/search /api/v1/tags/{tag} /api/v1/trends /api/v1/trends/tags /api/v1/trends/statuses
	/api/v1/trends/links /api/v1/directory /api/v1/streaming/health /api/v1/custom_emojis /api/v1/instance/rules /api/v1/instance/peers
	/api/v1/instance/activity /api/v1/instance/domain_blocks /api/v1/instance/extended_description /api/v1/instance/privacy_policy
	/api/v1/instance/terms_of_service /api/v1/instance/translation_languages /api/v1/instance/languages`)

// unscoped are the endpoints that any token of a person opens.
var unscoped = []string{"GET /api/v1/announcements", "GET /api/v1/accounts/{id}/identity_proofs"}

// Every endpoint refuses as Mastodon does: 401 without a token and with a bad one, 403 with a token that lacks the scope, 422 with an app's
// own token.
func TestWhoMayAskWhat(t *testing.T) {
	w := newWorld(t, practice.Options{})
	narrow := w.register(callback, "push profile").logIn("alice")
	pushing := w.register(callback, "profile write:media read:search").logIn("alice")
	own := w.register(callback, "read write follow push profile").own()
	for _, endpoint := range practice.Endpoints() {
		method, path, _ := strings.Cut(endpoint, " ")
		filled := method + " " + strings.NewReplacer("{id}", "1", "{tag}", "practice", "{key}", "1", "{quote}", "1", "{name}", "x").Replace(path)
		got := w.ask(filled, "")
		bad := w.ask(filled, "", "Authorization", "Bearer nonsense")
		if method == "GET" && slices.Contains(open, path) || endpoint == "POST /api/v1/statuses/{id}/translate" {
			assert.NotContains(t, []int{401, 403}, got.status, endpoint)
			if path != "/api/v1/trends" { // these look at the token only where it matters
				assert.Equal(t, "401 The access token is invalid", bad.brief(), endpoint)
			}
			continue
		}
		assert.Equal(t, 401, got.status, endpoint)
		if slices.Contains(unscoped, endpoint) {
			assert.Equal(t, "401 This method requires an authenticated user", got.brief(), endpoint)
		}
		assert.Equal(t, "401 The access token is invalid", bad.brief(), endpoint)
		assert.Equal(t, "422 This method requires an authenticated user", w.ask(filled, "", "Authorization", "Bearer "+own).brief(), endpoint)
		token := narrow
		if strings.HasPrefix(path, "/api/v1/push/") {
			token = pushing
		}
		if !slices.Contains(unscoped, endpoint) && path != "/api/v1/profile" {
			refused := w.ask(filled, "", "Authorization", "Bearer "+token)
			assert.Equal(t, "403 This action is outside the authorized scopes", refused.brief(), endpoint)
			assert.Contains(t, refused.header.Get("WWW-Authenticate"), "insufficient_scope", endpoint)
		}
	}
}

// A version lacks what came later.
func TestWhatCameLater(t *testing.T) {
	for path, since := range map[string]string{
		"/api/v2/notifications": "4.3", "/api/v1/accounts/1/endorsements": "4.4", "/api/v1/statuses/1/quotes": "4.5", "/api/v1/profile": "4.6",
		"/api/v1/timelines/home": "4.2",
	} {
		for _, version := range []string{"4.2", "4.3", "4.4", "4.5", "4.6", "4.7"} {
			got := newFlavour(t, "mastodon-"+version).get(path, "")
			assert.Equal(t, version >= since, got.at("status") == nil, "%s %s: %s", version, path, got.body)
		}
	}
}
