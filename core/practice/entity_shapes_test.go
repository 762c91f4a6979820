package practice_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core/practice"
)

func members(value any) []string {
	document, _ := value.(map[string]any)
	return slices.Sorted(maps.Keys(document))
}

// The members of each entity, as they were recorded.
func TestEntityShapes(t *testing.T) {
	cases := map[string]struct{ account, source, preferences string }{
		"gotosocial": {
			`acct avatar avatar_description avatar_static bot created_at discoverable display_name emojis fields followers_count
			following_count group header header_description header_static id last_status_at locked note role source statuses_count url username`,
			"fields follow_requests_count language note privacy sensitive status_content_type web_layout web_visibility",
			`posting:default:language posting:default:sensitive posting:default:visibility reading:autoplay:gifs reading:expand:media
			reading:expand:spoilers`,
		},
		"hollo": {
			`acct avatar avatar_static bot created_at discoverable display_name emojis fields followers_count following_count header
			header_static hide_collections id last_status_at locked moved note source statuses_count url username`,
			"fields follow_requests_count language note privacy sensitive",
			"posting:default:language posting:default:sensitive posting:default:visibility reading:expand:media reading:expand:spoilers",
		},
		"wordpress-ema": {
			`acct avatar avatar_static bot created_at discoverable display_name emojis fields followers_count following_count group header
			header_static id last_status_at limited locked noindex note source statuses_count suspended url username`,
			"fields language note privacy sensitive",
			"posting:default:language posting:default:visibility",
		},
		"snac": {
			`acct avatar avatar_static bot created_at display_name emojis followers_count following_count header header_static id
			last_status_at locked note source statuses_count uri url username`,
			"bot fields follow_requests_count language note privacy sensitive",
			"",
		},
	}
	for flavour, c := range cases {
		t.Run(flavour, func(t *testing.T) {
			w := newFlavour(t, flavour)
			token := w.register(callback, "read").logIn("alice")
			alice := w.get("/api/v1/accounts/verify_credentials", token)
			assert.Equal(t, strings.Fields(c.account), members(alice.json))
			assert.Equal(t, strings.Fields(c.source), members(alice.at("source")))
			assert.Equal(t, strings.Fields(c.preferences), append([]string{}, members(w.get("/api/v1/preferences", token).json)...))
		})
	}
}

func TestEntityValues(t *testing.T) {
	for flavour, wanted := range map[string]map[string]any{
		"gotosocial": {
			"account.locked": true, "account.source.privacy": "unlisted", "status.visibility": "unlisted", "status.text": "x",
			"v2.api_versions": nil, "v2.account_domain": "practice.example", "v2.configuration.accounts.allow_custom_css": false,
			"v2.registrations.reason_required": true,
		},
		"hollo": {"account.moved": nil, "v2.api_versions.mastodon": 7.0, "v1.registrations": false, "status.quote_id": nil},
		"wordpress-ema": {
			"account.url": "https://practice.example/author/alice/", "account.source.language": "en_US", "account.header": "",
			"status.url": nil, "status.language": nil, "status.text": nil, "status.id": "1", "status.account.source.privacy": "public",
			"v2.configuration.statuses": nil, "v2.configuration.urls": nil, "v2.api_versions": nil, "v1.urls": nil, "v2.domain": "practice.example",
		},
		"snac":    {"status.reactions": []any{}, "status.text": "x", "status.application": nil, "v1.domain": "practice.example", "v1.contact_account": nil},
		"pleroma": {"account.pleroma.is_admin": false, "status.pleroma.local": true, "status.account.pleroma.is_admin": false, "v1.pleroma.metadata": map[string]any{}},
		"akkoma":  {"account.pleroma.is_admin": false, "v1.pleroma.metadata": map[string]any{}},
	} {
		t.Run(flavour, func(t *testing.T) {
			w := newFlavour(t, flavour)
			token := w.register(callback, "read write").logIn("alice")
			entities := map[string]answer{
				"account": w.get("/api/v1/accounts/verify_credentials", token), "v1": w.get("/api/v1/instance", ""), "v2": w.get("/api/v2/instance", ""),
				"status": w.ask("POST /api/v1/statuses", "status=x", "Authorization", "Bearer "+token),
			}
			for path, want := range wanted {
				entity, member, _ := strings.Cut(path, ".")
				assert.Equal(t, want, entities[entity].at(member), path)
			}
		})
	}
}

// The address of an account is that of a page.
func TestProfilePath(t *testing.T) {
	for flavour, path := range map[string]string{"snac": "/alice", "wordpress-ema": "/author/alice/", "mastodon-4.6": "/@alice", "hollo": "/@alice"} {
		w := newFlavour(t, flavour)
		alice := w.get("/api/v1/accounts/verify_credentials", w.register(callback, "read").logIn("alice"))
		assert.Equal(t, w.URL()+path, alice.text("url"))
		page := w.ask("GET "+path, "", "Accept", "text/html")
		assert.Equal(t, 200, page.status)
		assert.Contains(t, page.body, "Alice Example")
	}
}

// A WordPress on a port says its name without it.
func TestDomainWithoutPort(t *testing.T) {
	options, _ := practice.Flavour("wordpress-ema")
	options.URL = "http://localhost:8080"
	w := newWorld(t, options)
	assert.Equal(t, "localhost", w.get("/api/v2/instance", "").text("domain"))
	assert.Equal(t, "localhost", w.get("/api/v1/instance", "").text("uri"))
}

// nodeinfo names the software, at the path that it has there.
func TestSoftware(t *testing.T) {
	names := map[string]string{"wordpress-ema": "", "gotosocial": "gotosocial 0.20.0 git-57cb4fe", "hollo": "hollo 0.10.0", "snac": "snac 2.94",
		"pleroma": "pleroma 2.7.51", "akkoma": "akkoma 3.16.0", "pixelfed": "pixelfed 0.12.6", "sharkey": "sharkey 2024.9.1", "mitra": "mitra 4.0.0"}
	for _, flavour := range practice.Flavours() {
		want, ok := names[flavour]
		if strings.HasPrefix(flavour, "mastodon-") {
			options, _ := practice.Flavour(flavour)
			want, ok = "mastodon "+options.Version, true
		}
		require.True(t, ok, flavour)
		w := newFlavour(t, flavour)
		links := w.get("/.well-known/nodeinfo", "")
		if want == "" {
			assert.Equal(t, 404, links.status)
			continue
		}
		got := w.get(strings.TrimPrefix(links.text("links.0.href"), w.URL()), "")
		assert.Equal(t, want, got.text("software.name")+" "+got.text("software.version"))
	}
	nested := newFlavour(t, "wordpress-ema").get("/api/nodeinfo/2.0", "")
	assert.Equal(t, "WordPress/6.1.9, EMA/1.6.1", nested.text("metadata.software.name"))
	assert.Nil(t, nested.at("software"), "one level too deep")
}

// Ids of posts have the software's form, and a later post has the greater one.
func TestIDs(t *testing.T) {
	for flavour, form := range map[string]string{
		"hollo":         `^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$`,
		"gotosocial":    `^[0-9A-HJKMNP-TV-Z]{26}$`,
		"wordpress-ema": `^[0-9]{1,4}$`,
		"mastodon-4.6":  `^[0-9]{18}$`,
	} {
		w := newFlavour(t, flavour)
		token := w.register(callback, "read write").logIn("alice")
		var ids []string
		for range 40 {
			got := w.ask("POST /api/v1/statuses", "status=x", "Authorization", "Bearer "+token)
			require.Equal(t, 200, got.status, got.body)
			ids = append(ids, got.text("id"))
		}
		assert.Regexp(t, form, ids[0], flavour)
		assert.True(t, slices.IsSortedFunc(ids, func(a, b string) int {
			if len(a) != len(b) {
				return len(a) - len(b)
			}
			return strings.Compare(a, b)
		}), flavour)
		owner := w.get("/api/v1/accounts/verify_credentials", token).text("id")
		older := w.get("/api/v1/accounts/"+owner+"/statuses?limit=2&max_id="+ids[20], token)
		assert.Equal(t, []any{ids[19], ids[18]}, []any{older.at("0.id"), older.at("1.id")}, flavour)
	}
}

// Which headers come with every response of the API.
func TestOwnHeaders(t *testing.T) {
	for flavour, hasID := range map[string]bool{"mastodon-4.6": true, "gotosocial": true, "hollo": false, "snac": false, "wordpress-ema": false} {
		got := newFlavour(t, flavour).get("/api/v1/instance", "")
		assert.Equal(t, hasID, got.header.Get("X-Request-Id") != "", flavour)
		assert.Equal(t, flavour == "snac", got.header.Get("X-Creator") == "snac/2.94", flavour)
		assert.Equal(t, flavour == "wordpress-ema", got.header.Get("Link") == `<https://practice.example/wp-json/>; rel="https://api.w.org/"`, flavour)
	}
}
