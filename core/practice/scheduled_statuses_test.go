package practice_test

import (
	"encoding/json"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

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

// The answer repeats what was asked for, with the types that Mastodon has it in.
func TestPartsOfScheduledStatuses(t *testing.T) {
	later := time.Now().Add(time.Hour).UTC().Format(time.RFC3339)
	for name, c := range map[string]struct {
		sent map[string]any
		want map[string]any
	}{
		"media":     {map[string]any{"media_ids": []string{"1", "2"}}, map[string]any{"params.media_ids": []any{"1", "2"}, "media_attachments.1.id": "2", "params.poll": nil}},
		"no media":  {map[string]any{"status": "x"}, map[string]any{"params.media_ids": nil, "media_attachments": []any{}, "params.sensitive": nil}},
		"sensitive": {map[string]any{"status": "x", "sensitive": true}, map[string]any{"params.sensitive": true}},
		"a poll": {
			map[string]any{"status": "x", "poll": map[string]any{"options": []string{"a", "b"}, "expires_in": 300, "multiple": true}},
			map[string]any{"params.poll": map[string]any{"options": []any{"a", "b"}, "expires_in": 300.0, "multiple": true}},
		},
		"a warning":         {map[string]any{"status": "x", "spoiler_text": "cw"}, map[string]any{"params.spoiler_text": "cw", "params.text": "x"}},
		"only a warning":    {map[string]any{"spoiler_text": "cw"}, map[string]any{"params.spoiler_text": nil, "params.text": ""}},
		"a quote of no one": {map[string]any{"status": "x", "quoted_status_id": "5"}, map[string]any{"error": "The post you are trying to quote does not appear to exist."}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, practice.Options{})
			token := w.register(callback, "read write").logIn("alice")
			c.sent["scheduled_at"] = later
			body, err := json.Marshal(c.sent)
			require.NoError(t, err)
			got := w.ask("POST /api/v1/statuses", string(body), "Authorization", "Bearer "+token, "Content-Type", "application/json")
			for path, value := range c.want {
				assert.Equal(t, value, got.at(path), path)
			}
			if got.status == 200 {
				assert.Equal(t, got.json, w.get("/api/v1/scheduled_statuses/"+got.text("id"), token).json)
			}
		})
	}
}
