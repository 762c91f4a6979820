package practice_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core/practice"
)

// toot posts as the token's owner.
func (w *world) toot(token, key string, fields ...string) answer {
	w.t.Helper()
	return w.ask("POST /api/v1/statuses", form(fields...).Encode(), "Authorization", "Bearer "+token, "Idempotency-Key", key)
}

func TestPost(t *testing.T) {
	w := newWorld(t, practice.Options{})
	token := w.register(callback, "read write").logIn("alice")
	got := w.toot(token, "", "status", "howdy <universe>!\n\nsecond\nline", "spoiler_text", "greeting", "language", "de", "visibility", "unlisted")
	require.Equal(t, 200, got.status, got.body)
	assert.Equal(t, "<p>howdy &lt;universe&gt;!</p><p>second<br />line</p>", got.text("content"))
	assert.Equal(t, "greeting", got.text("spoiler_text"))
	assert.Equal(t, true, got.at("sensitive"))
	assert.Equal(t, "unlisted", got.text("visibility"))
	assert.Equal(t, "de", got.text("language"))
	assert.Equal(t, "Practice test", got.text("application.name"))
	assert.Equal(t, 1.0, got.at("account.statuses_count"))
	assert.Greater(t, len(got.text("id")), 16, "more than a JavaScript number holds")

	answered := w.toot(token, "", "status", "hello", "in_reply_to_id", got.text("id"))
	assert.Equal(t, got.text("id"), answered.text("in_reply_to_id"))
	assert.Equal(t, got.text("account.id"), answered.text("in_reply_to_account_id"))

	page := w.get(got.text("url")[len(w.URL()):], "")
	assert.Contains(t, page.body, "howdy &lt;universe&gt;!")
	assert.Contains(t, w.get("/@alice", "").body, "howdy &lt;universe&gt;!")
	assert.Contains(t, w.get("/", "").body, "howdy &lt;universe&gt;!")
	assert.Equal(t, got.text("id"), w.get("/api/v1/statuses/"+got.text("id"), "").text("id"))
}

func TestPostRefused(t *testing.T) {
	cases := map[string]struct {
		fields []string
		want   string
	}{
		"nothing":         {nil, "422 Validation failed: Text can't be blank"},
		"spaces":          {[]string{"status", " \n"}, "422 Validation failed: Text can't be blank"},
		"a warning only":  {[]string{"spoiler_text", "beware"}, "200"},
		"a picture only":  {[]string{"media_ids[]", "1"}, "200"},
		"500 characters":  {[]string{"status", strings.Repeat("é", 500)}, "200"},
		"501 characters":  {[]string{"status", strings.Repeat("é", 501)}, "422 Validation failed: Text character limit of 500 exceeded"},
		"with a spoiler":  {[]string{"status", strings.Repeat("x", 499), "spoiler_text", "xx"}, "422 Validation failed: Text character limit of 500 exceeded"},
		"visibility":      {[]string{"status", "x", "visibility", "secret"}, "422 Validation failed: Visibility is not included in the list"},
		"no such post":    {[]string{"status", "x", "in_reply_to_id", "1"}, "404 The post you are trying to reply to does not appear to exist."},
		"scheduled soon":  {[]string{"status", "x", "scheduled_at", time.Now().Add(time.Minute).Format(time.RFC3339)}, "422 Validation failed: Scheduled at date must be in the future"},
		"scheduled never": {[]string{"status", "x", "scheduled_at", "tomorrow"}, "422 Validation failed: Scheduled at date must be in the future"},
	}
	w := newWorld(t, practice.Options{})
	token := w.register(callback, "write").logIn("alice")
	for name, c := range cases {
		t.Run(name, func(t *testing.T) { assert.Equal(t, c.want, w.toot(token, "", c.fields...).brief()) })
	}
}

func TestWhoSeesPosts(t *testing.T) {
	w := newWorld(t, practice.Options{})
	a := w.register(callback, "read write")
	alice, bob := a.logIn("alice"), a.logIn("bob")
	hidden := w.toot(bob, "", "status", "for followers")
	assert.Equal(t, "private", hidden.text("visibility"), "bob's account is locked")
	path := "/api/v1/statuses/" + hidden.text("id")
	assert.Equal(t, "404 Not Found", w.get(path, "").brief())
	assert.Equal(t, "404 Not Found", w.get(path, alice).brief())
	assert.Equal(t, "200", w.get(path, bob).brief())
	assert.Equal(t, 404, w.get("/@bob/"+hidden.text("id"), "").status)
	assert.Equal(t, "401 The access token is invalid", w.get(path, "bogus").brief())

	assert.Equal(t, "404 Record not found", w.ask("DELETE "+path, "", "Authorization", "Bearer "+alice).brief(), "only one's own")
	assert.Equal(t, "for followers", w.ask("DELETE "+path, "", "Authorization", "Bearer "+bob).text("text"))
	assert.Equal(t, "404 Not Found", w.get(path, bob).brief())
}

func TestPagesOfPosts(t *testing.T) {
	w := newWorld(t, practice.Options{})
	token := w.register(callback, "read write").logIn("alice")
	id := ""
	for i := range 7 {
		id = w.toot(token, "", "status", fmt.Sprint("post ", i)).text("account.id")
	}
	path := "/api/v1/accounts/" + id + "/statuses"
	assert.Equal(t, "6 5 4 3 2 1 0", w.posts(w.get(path, "")))

	first := w.get(path+"?limit=3", token)
	assert.Equal(t, "6 5 4", w.posts(first))
	second := w.get(w.link(first, "next"), token)
	assert.Equal(t, "3 2 1", w.posts(second))
	third := w.get(w.link(second, "next"), token)
	assert.Equal(t, "0", w.posts(third))
	assert.NotContains(t, third.header.Get("Link"), "next", "it is the last page")
	assert.Equal(t, "3 2 1", w.posts(w.get(w.link(third, "prev"), token)), "the page right above")
	past := w.get(path+"?limit=3&max_id=1", token)
	assert.Equal(t, "", w.posts(past))
	assert.Empty(t, past.header.Get("Link"), "after the end there is no page")
}

// posts returns the numbers in the posts of a page.
func (w *world) posts(page answer) string {
	w.t.Helper()
	require.Equal(w.t, 200, page.status, page.body)
	var numbers []string
	for i := range page.json.([]any) {
		numbers = append(numbers, regexp.MustCompile(`[0-9]+`).FindString(page.text(fmt.Sprint(i, ".content"))))
	}
	return strings.Join(numbers, " ")
}

// link returns the path of the next or previous page.
func (w *world) link(page answer, rel string) string {
	w.t.Helper()
	found := regexp.MustCompile(`<([^>]+)>; rel="` + rel + `"`).FindStringSubmatch(page.header.Get("Link"))
	require.NotNil(w.t, found, page.header.Get("Link"))
	return strings.TrimPrefix(found[1], w.URL())
}

// Mastodon takes a warning without a text for the text. A quote needs none.
func TestWarningsWithoutText(t *testing.T) {
	for flavour, want := range map[string]string{"mastodon-4.4": "<p>cw</p>", "mastodon-4.7": "<p>cw</p>", "pleroma": ""} {
		options, _ := practice.Flavour(flavour)
		w := newWorld(t, options)
		got := w.toot(w.register(callback, "read write").logIn("alice"), "", "spoiler_text", "cw", "media_ids[]", "1")
		assert.Equal(t, want, got.text("content"), flavour)
		assert.Equal(t, want == "", got.text("spoiler_text") == "cw", flavour)
		assert.Equal(t, true, got.at("sensitive"), flavour)
	}
}

func TestQuotes(t *testing.T) {
	for version, quotes := range map[string]bool{"4.4.22": false, "4.5.15": true, "4.6.5": true} {
		w := newWorld(t, practice.Options{Version: version})
		token := w.register(callback, "read write").logIn("alice")
		first := w.toot(token, "", "status", "first").text("id")
		got := w.toot(token, "", "status", "second", "spoiler_text", "cw", "quoted_status_id", first)
		if !quotes {
			assert.Nil(t, got.at("quote"), version)
			continue
		}
		assert.Equal(t, []any{"accepted", first, nil}, []any{got.at("quote.state"), got.at("quote.quoted_status.id"), got.at("quote.quoted_status.quote")})
		assert.Regexp(t, `^<p class="quote-inline">RE: <a .*</p><p>second</p>$`, got.text("content"))
		only := w.toot(token, "", "spoiler_text", "cw", "quoted_status_id", first)
		assert.Equal(t, "cw", only.text("spoiler_text"), "a quote needs no text")
	}
}
