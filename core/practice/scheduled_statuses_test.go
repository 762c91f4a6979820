package practice_test

import (
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"

	"github.com/mastoauth/mastoauth/core/practice"
)

func TestScheduledStatuses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, practice.Options{})
		a := w.register(callback, "read write")
		token := a.logIn("alice")
		got := w.toot(token, "", "status", "later", "scheduled_at", "2000-01-01T01:00:00+00:00", "language", "de")
		assert.Equal(t, "2000-01-01T01:00:00.000Z", got.text("scheduled_at"))
		assert.Equal(t, "later", got.text("params.text"))
		assert.Equal(t, "de", got.text("params.language"))
		assert.Nil(t, got.at("params.visibility"), "what was not given is null")
		assert.Nil(t, got.at("created_at"))
		assert.NotContains(t, w.get("/@alice", "").body, "later")

		second := w.toot(token, "", "status", "even later", "scheduled_at", "2000-01-01T02:00:00Z")
		list := w.get("/api/v1/scheduled_statuses", token)
		assert.Equal(t, []any{second.json, got.json}, list.json, "the last one first")
		bob := a.logIn("bob")
		assert.Empty(t, w.get("/api/v1/scheduled_statuses", bob).json, "one's own only")
		assert.Equal(t, 401, w.get("/api/v1/scheduled_statuses", "").status)

		one := "DELETE /api/v1/scheduled_statuses/" + got.text("id")
		assert.Equal(t, "404 Record not found", w.ask(one, "", "Authorization", "Bearer "+bob).brief())
		assert.Equal(t, "200", w.ask(one, "", "Authorization", "Bearer "+token).brief())
		assert.Equal(t, []any{second.json}, w.get("/api/v1/scheduled_statuses", token).json)
	})
}
