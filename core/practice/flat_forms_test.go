package practice_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core/practice"
)

// Hollo leaves out what it does not understand, and publishes the rest.
func TestFlatForms(t *testing.T) {
	const (
		asForm = "status=x&media_ids%5B%5D=7&poll%5Boptions%5D%5B%5D=yes&poll%5Boptions%5D%5B%5D=no&poll%5Bexpires_in%5D=300&scheduled_at=2100-01-01T00%3A00%3A00Z"
		asBody = `{"status":"x","media_ids":["7"],"poll":{"options":["yes","no"],"expires_in":300},"sensitive":true}`
	)
	for flavour, complete := range map[string]bool{"hollo": false, "mastodon-4.5": true} {
		w := newFlavour(t, flavour)
		bearer := "Bearer " + w.register(callback, "read write").logIn("alice")
		got := w.ask("POST /api/v1/statuses", asForm, "Authorization", bearer)
		require.Equal(t, 200, got.status, got.body)
		assert.Equal(t, complete, got.at("scheduled_at") != nil, flavour)
		if !complete {
			assert.Empty(t, got.at("media_attachments"))
			assert.Nil(t, got.at("poll"))
			sensitive := w.ask("POST /api/v1/statuses", "status=x&sensitive=true", "Authorization", bearer)
			assert.Equal(t, 422, sensitive.status)
			assert.Contains(t, sensitive.text("zod_error.message"), "sensitive")
		}
		got = w.ask("POST /api/v1/statuses", asBody, "Authorization", bearer, "Content-Type", "application/json")
		require.Equal(t, 200, got.status, got.body)
		assert.Equal(t, "7", got.text("media_attachments.0.id"), flavour)
		assert.Equal(t, []any{"yes", "no"}, []any{got.at("poll.options.0.title"), got.at("poll.options.1.title")})
		assert.Equal(t, true, got.at("sensitive"))
		token := strings.TrimPrefix(bearer, "Bearer ")
		assert.Equal(t, got.at("poll"), w.get("/api/v1/statuses/"+got.text("id"), token).at("poll"))
	}
	w := newFlavour(t, "hollo")
	bearer := "Bearer " + w.register(callback, "read write").logIn("alice")
	late := w.ask("POST /api/v1/statuses", `{"status":"x","scheduled_at":"2100-01-01T00:00:00Z"}`, "Authorization", bearer, "Content-Type", "application/json")
	assert.Equal(t, "<p>x</p>", late.text("content"), "published at once")
}

// A post with media or a poll needs no text.
func TestAttachments(t *testing.T) {
	w := newWorld(t, practice.Options{})
	token := w.register(callback, "read write").logIn("alice")
	got := w.toot(token, "", "media_ids[]", "7", "media_ids[]", "8")
	assert.Equal(t, []any{"7", "8"}, []any{got.at("media_attachments.0.id"), got.at("media_attachments.1.id")}, got.body)
	got = w.toot(token, "", "poll[options][]", "yes", "poll[options][]", "no", "poll[expires_in]", "300", "poll[multiple]", "true")
	assert.Equal(t, []any{true, false}, []any{got.at("poll.multiple"), got.at("poll.expired")}, got.body)
}
