package practice_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"mime/multipart"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core/practice"
)

const movie = "\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"

// picture is a PNG of that size.
func picture(t *testing.T, width, height int) string {
	t.Helper()
	var made bytes.Buffer
	require.NoError(t, png.Encode(&made, image.NewGray(image.Rect(0, 0, width, height))))
	return made.String()
}

// upload sends a form with a file.
func (w *world) upload(token, path, file string, fields ...string) answer {
	w.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	if file != "" {
		part, err := form.CreateFormFile("file", "a file")
		require.NoError(w.t, err)
		_, _ = part.Write([]byte(file))
	}
	for i := 0; i < len(fields); i += 2 {
		require.NoError(w.t, form.WriteField(fields[i], fields[i+1]))
	}
	require.NoError(w.t, form.Close())
	return w.ask("POST "+path, body.String(), "Authorization", "Bearer "+token, "Content-Type", form.FormDataContentType())
}

// It is as in the recording of Mastodon 4.7.
func TestAPictureIsReadyAtOnce(t *testing.T) {
	w := newWorld(t, practice.Options{})
	token := w.register(callback, "read write").logIn("alice")
	for _, path := range []string{"/api/v1/media", "/api/v2/media"} {
		got := w.upload(token, path, picture(t, 1280, 720), "description", "a page", "focus", "0.1,-0.2")
		require.Equal(t, 200, got.status, got.body)
		assert.Equal(t, "30", got.header.Get("X-RateLimit-Limit"))
		assert.Equal(t, "image", got.text("type"))
		assert.Equal(t, "a page", got.text("description"))
		assert.Equal(t, "1280x720", got.text("meta.original.size"))
		assert.Equal(t, "640x360", got.text("meta.small.size"))
		assert.Equal(t, -0.2, got.at("meta.focus.y"))
		assert.Equal(t, picture(t, 1280, 720), w.get(strings.TrimPrefix(got.text("url"), w.URL()), "").body)

		own := "/api/v1/media/" + got.text("id")
		assert.Equal(t, "200", w.get(own, token).brief())
		changed := w.ask("PUT "+own, "description=a+consent+page", "Authorization", "Bearer "+token)
		assert.Equal(t, "a consent page", changed.text("description"))
		assert.Equal(t, 0.1, changed.at("meta.focus.x"), "what is not named stays")
		assert.Equal(t, "404 Record not found", w.get(own, w.register(callback, "write").logIn("bob")).brief(), "only one's own")

		post := w.toot(token, "", "status", "a picture", "media_ids[]", got.text("id"))
		assert.Equal(t, "a consent page", post.text("media_attachments.0.description"))
		assert.Equal(t, got.text("url"), post.text("media_attachments.0.url"))
		again := w.toot(token, "", "status", "again", "media_ids[]", got.text("id"))
		assert.Equal(t, fmt.Sprintf("422 Media %s not found or already attached to another post", got.text("id")), again.brief())
		assert.Equal(t, "404 Record not found", w.get(own, token).brief(), "it belongs to the post")
	}
}

func TestAVideoIsProcessedLater(t *testing.T) {
	w := newWorld(t, practice.Options{})
	token := w.register(callback, "read write").logIn("alice")
	assert.Equal(t, 200, w.upload(token, "/api/v1/media", movie).status, "the older path waits")

	got := w.upload(token, "/api/v2/media", movie)
	require.Equal(t, 202, got.status, got.body)
	assert.Equal(t, "video", got.text("type"))
	assert.Nil(t, got.at("url"))
	own := "/api/v1/media/" + got.text("id")
	early := w.toot(token, "", "media_ids[]", got.text("id"))
	assert.Equal(t, "422 Cannot attach files that have not finished processing. Try again in a moment!", early.brief())
	assert.Equal(t, 206, w.get(own, token).status)
	done := w.get(own, token)
	assert.Equal(t, 200, done.status)
	assert.NotEmpty(t, done.text("url"))
	assert.Equal(t, "200", w.toot(token, "", "media_ids[]", got.text("id")).brief())

	broken := w.upload(token, "/api/v2/media", movie+"broken")
	require.Equal(t, 202, broken.status)
	own = "/api/v1/media/" + broken.text("id")
	assert.Equal(t, 206, w.get(own, token).status)
	assert.Equal(t, "422 Error processing thumbnail for uploaded media", w.get(own, token).brief())
	assert.Equal(t, "200", w.ask("DELETE "+own, "", "Authorization", "Bearer "+token).brief())
	assert.Equal(t, "404 Record not found", w.get(own, token).brief())
}

func TestFilesThatAreRefused(t *testing.T) {
	w := newWorld(t, practice.Options{})
	token := w.register(callback, "read write").logIn("alice")
	assert.Equal(t, "422 Validation failed: File can't be blank", w.upload(token, "/api/v2/media", "").brief())
	assert.Equal(t, "422 Validation failed: File content type is invalid, File is invalid", w.upload(token, "/api/v2/media", "a text").brief())
	large := picture(t, 1, 1) + strings.Repeat("x", 16<<20)
	assert.Equal(t, "422 Validation failed: File file size must be less than 16 MB, File must be less than 16 MB", w.upload(token, "/api/v2/media", large).brief())
	assert.Equal(t, 202, w.upload(token, "/api/v2/media", movie+strings.Repeat("x", 16<<20)).status)
	assert.Equal(t, "403 This action is outside the authorized scopes", w.upload(w.register(callback, "read").logIn("alice"), "/api/v2/media", movie).brief())
}
