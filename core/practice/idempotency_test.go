package practice_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/mastoauth/mastoauth/core/practice"
)

// What each release answers to a repeated key, for a post and for a scheduled one.
func TestRepeatedIdempotencyKey(t *testing.T) {
	for flavour, want := range map[string][2]string{
		"mastodon-4.2": {"200", "200"}, "mastodon-4.4": {"200", "200"}, "mastodon-4.5": {"200", "200"},
		"mastodon-4.6": {"500", "404 Record not found"}, "mastodon-4.7": {"500", "404 Record not found"}, "pleroma": {"200", "200"},
	} {
		t.Run(flavour, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newFlavour(t, flavour)
				a := w.register(callback, "read write")
				token := a.logIn("alice")
				first, scheduled := w.toot(token, "key", "status", "one"), w.toot(token, "later", "status", "one", "scheduled_at", "2000-01-01T01:00:00Z")

				again := w.toot(token, "key", "status", "two")
				assert.Equal(t, want[0], again.brief())
				if again.status == 200 {
					assert.Equal(t, first.text("id"), again.text("id"))
				} else {
					assert.Empty(t, again.body)
					assert.NotContains(t, again.header.Get("Content-Type"), "json")
				}
				assert.Equal(t, want[1], w.toot(token, "later", "status", "two", "scheduled_at", "2000-01-01T01:00:00Z").brief())
				posts := w.get("/api/v1/accounts/"+first.text("account.id")+"/statuses", token)
				assert.Len(t, posts.json, 1, "the first post stands, and it alone")
				assert.Contains(t, posts.text("0.content"), "one")
				waiting := w.get("/api/v1/scheduled_statuses", token)
				assert.Len(t, waiting.json, 1)
				assert.Equal(t, scheduled.text("id"), waiting.text("0.id"))
			})
		})
	}
}

func TestIdempotencyKeys(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, practice.Options{})
		a := w.register(callback, "read write")
		token := a.logIn("alice")
		assert.Equal(t, 200, w.toot(token, "key", "status", "one").status)
		assert.Equal(t, 200, w.toot(token, "other", "status", "one").status)
		assert.Equal(t, 200, w.toot(token, "", "status", "one").status)
		assert.Equal(t, 200, w.toot(token, "", "status", "one").status, "without a key, all are new")
		assert.Equal(t, 200, w.toot(a.logIn("bob"), "key", "status", "one").status, "keys are each account's own")
		assert.Equal(t, 422, w.toot(token, "refused", "status", "").status)
		assert.Equal(t, 200, w.toot(token, "refused", "status", "one").status, "a refused post used no key up")
		time.Sleep(time.Hour)
		assert.Equal(t, 200, w.toot(token, "key", "status", "one").status, "the server forgets after an hour")
	})
}
