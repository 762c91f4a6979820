package practice_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core/practice"
)

// list returns what each item of a list has at a path, separated by spaces.
func (a answer) list(path string) string {
	items, _ := a.json.([]any)
	var texts []string
	for i := range items {
		texts = append(texts, fmt.Sprint(a.at(fmt.Sprint(i, ".", path))))
	}
	return strings.Join(texts, " ")
}

// The made-up world is the same each time, and as old as its posts say.
func TestWorld(t *testing.T) {
	var first string
	for range 2 {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t, practice.Options{Diaries: true})
			token := w.register(callback, "read").logIn("alice")
			got := w.get("/api/v1/timelines/home?limit=40", token)
			require.Equal(t, 200, got.status, got.body)
			if first == "" {
				first = got.list("content")
			}
			assert.Equal(t, first, got.list("content"))
			newest, err := time.Parse(time.RFC3339, got.text("0.created_at"))
			require.NoError(t, err)
			assert.Equal(t, time.Hour, time.Since(newest).Round(time.Minute))
			kinds := w.get("/api/v1/notifications", token).list("type")
			for _, kind := range strings.Fields("favourite reblog mention follow poll") {
				assert.Contains(t, kinds, kind)
			}
			world := w.get("/api/v1/timelines/public?limit=40", "").body + got.body
			for _, has := range []string{`"poll":{`, `"card":{`, `"reblog":{`, `"quote":{`, `"media_attachments":[{`, `"spoiler_text":"The`, `"edited_at":"`, `"language":"de"`} {
				assert.Contains(t, world, has)
			}
			media := w.get("/api/v1/accounts/lookup?acct=gus", "").text("id")
			pictures := w.get("/api/v1/accounts/"+media+"/statuses?only_media=true", "")
			assert.Equal(t, "320 320", pictures.list("media_attachments.0.meta.original.width"))
			assert.NotContains(t, pictures.list("media_attachments.0.description"), "nil", "each picture is described")
		})
	}
}

// Without diaries, those who can sign in have posted nothing, and in an empty world nobody has.
func TestEmptyWorld(t *testing.T) {
	w := newWorld(t, practice.Options{})
	token := w.register(callback, "read").logIn("alice")
	assert.Equal(t, 0.0, w.get("/api/v1/accounts/verify_credentials", token).at("statuses_count"))
	assert.NotEqual(t, "[]", w.get("/api/v1/timelines/home", token).body)
	empty := newWorld(t, practice.Options{Empty: true})
	token = empty.register(callback, "read").logIn("alice")
	for _, path := range strings.Fields("timelines/home timelines/public notifications custom_emojis announcements trends/tags accounts/search?q=fri") {
		assert.Equal(t, "[]", empty.get("/api/v1/"+path, token).body, path)
	}
}

// Nobody of the made-up world can sign in.
func TestNobodyIsANeighbour(t *testing.T) {
	w := newWorld(t, practice.Options{})
	a := w.register(callback, "read")
	for _, name := range []string{"frida", "ivan", ""} {
		_, err := w.person.Approve(t.Context(), a.authorizeURL(), name)
		assert.Error(t, err, name)
	}
}
