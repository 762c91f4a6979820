// Posts as JSON, and posts that a server publishes without one of their parts.

package core_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

// Hollo reads a form as names and texts: it ignores lists and objects in it, and refuses "true" for true.
func TestAPostIsJSON(t *testing.T) {
	for name, test := range map[string]struct {
		options core.StatusPostOptions
		body    string
	}{
		"a text":    {core.StatusPostOptions{Status: "howdy universe!"}, `{"status":"howdy universe!"}`},
		"words":     {core.StatusPostOptions{Status: "true", SpoilerText: "5"}, `{"status":"true","spoiler_text":"5"}`},
		"escapes":   {core.StatusPostOptions{Status: "\"a\" \\ <b>\n\r\t\x00\x1f 🙂 ä \u2028"}, `{"status":"\"a\" \\ <b>\n\r\t\u0000\u001f 🙂 ä \u2028"}`},
		"bad bytes": {core.StatusPostOptions{Status: "a\xffb"}, `{"status":"a\ufffdb"}`},
		"one file":  {core.StatusPostOptions{MediaIDs: []string{"9007199254740993"}}, `{"media_ids":["9007199254740993"]}`},
		"the rest": {core.StatusPostOptions{
			Status: "x", InReplyToID: "3", MediaIDs: []string{"1", "2"}, Sensitive: true, Visibility: "Unlisted", Language: "de",
			ScheduledAt: "2027-01-01T00:00:00Z",
		}, `{"status":"x","in_reply_to_id":"3","media_ids":["1","2"],"sensitive":true,"visibility":"unlisted","language":"de","scheduled_at":"2027-01-01T00:00:00Z"}`},
		"a poll": {core.StatusPostOptions{Status: "x", Poll: &core.Poll{Options: []string{"a", "5"}, ExpiresIn: 300, Multiple: true, HideTotals: true}},
			`{"status":"x","poll":{"options":["a","5"],"expires_in":300,"multiple":true,"hide_totals":true}}`},
	} {
		t.Run(name, func(t *testing.T) {
			client, play := scripted(t, core.Options{}, jsonAnswer(200, `{"id":"1"}`))
			_, err := client.StatusPost(t.Context(), test.options)
			require.NoError(t, err)
			body, err := native.JSONForm(play.requests[0].Form)
			require.NoError(t, err)
			assert.JSONEq(t, test.body, string(body))
			assert.True(t, play.requests[0].AsJSON)
		})
	}
}

func TestIncompletePosts(t *testing.T) {
	const whole = `"id":"7","content":"<p>x","visibility":"public","spoiler_text":"","media_attachments":[],"poll":null`
	poll := &core.Poll{Options: []string{"a", "b"}, ExpiresIn: 300}
	for name, test := range map[string]struct {
		options core.StatusPostOptions
		answer  string
		lost    string
	}{
		"a picture":                       {core.StatusPostOptions{MediaIDs: []string{"1"}}, whole, "mediaIds"},
		"one picture of two":              {core.StatusPostOptions{MediaIDs: []string{"1", "2"}}, `"id":"7","media_attachments":[{"id":"1"}]`, "mediaIds"},
		"a poll":                          {core.StatusPostOptions{Status: "x", Poll: poll}, whole, "poll"},
		"the date":                        {core.StatusPostOptions{Status: "x", ScheduledAt: "2027-01-01T00:00:00Z"}, whole, "scheduledAt"},
		"a warning":                       {core.StatusPostOptions{Status: "x", SpoilerText: "cw"}, whole, "spoilerText"},
		"privacy":                         {core.StatusPostOptions{Status: "x", Visibility: "direct"}, whole, "visibility"},
		"some privacy":                    {core.StatusPostOptions{Status: "x", Visibility: "DIRECT"}, `"id":"7","visibility":"private"`, "visibility"},
		"several":                         {core.StatusPostOptions{Status: "x", MediaIDs: []string{"1"}, Poll: poll}, whole, "mediaIds, poll"},
		"nothing":                         {core.StatusPostOptions{Status: "x"}, whole, ""},
		"nothing that the answer shows":   {core.StatusPostOptions{Status: "x", MediaIDs: []string{"1"}, Poll: poll, SpoilerText: "cw", Visibility: "direct"}, `"id":"7"`, ""},
		"nothing of a scheduled post":     {core.StatusPostOptions{Status: "x", Poll: poll, ScheduledAt: "2027-01-01T00:00:00Z"}, `"id":"7","scheduled_at":"2027-01-01T00:00:00.000Z","params":{"text":"x"},"media_attachments":[]`, ""},
		"nothing: all are there":          {core.StatusPostOptions{MediaIDs: []string{"1"}, SpoilerText: "cw", Visibility: "private"}, `"id":"7","content":"","visibility":"private","spoiler_text":"cw","media_attachments":[{"id":"1"}],"poll":null`, ""},
		"nothing: fewer people":           {core.StatusPostOptions{Status: "x", Visibility: "public"}, `"id":"7","visibility":"unlisted"`, ""},
		"nothing: everybody in any case":  {core.StatusPostOptions{Status: "x", Visibility: "unlisted"}, whole, ""},
		"nothing: a word of another kind": {core.StatusPostOptions{Status: "x", Visibility: "private"}, `"id":"7","visibility":"local"`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			client, _ := scripted(t, core.Options{}, jsonAnswer(200, "{"+test.answer+"}"))
			_, err := client.StatusPost(t.Context(), test.options)
			if test.lost == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorIs(t, err, core.ErrAPI)
			known := core.AsError(err)
			assert.Equal(t, []string{"post_incomplete", core.GoName("statusPost"), "7"}, []string{string(known.Code), known.Op, known.Details.Text("id")})
			assert.Contains(t, known.Message, "missing: "+goNames(test.lost)+".")
			assert.Empty(t, known.FieldErrors(), "it is no form that was refused")
		})
	}
}

// WordPress' preflight does not allow the header, so a browser would not send the request.
func TestIdempotencyKeyOnWordPress(t *testing.T) {
	const wordpress, mastodon = `{"domain":"x","version":"WordPress/6.1.9, EMA/1.6.1"}`, `{"domain":"x","version":"4.6.0"}`
	for name, test := range map[string]struct {
		instance answer
		cors     bool
		key      string
		asked    int
	}{
		"WordPress, in a page":        {jsonAnswer(200, wordpress), true, "", 2},
		"WordPress, from a program":   {jsonAnswer(200, wordpress), false, "once", 0},
		"Mastodon, in a page":         {jsonAnswer(200, mastodon), true, "once", 1},
		"a server that does not say":  {jsonAnswer(200, `{"domain":"x","version":""}`), true, "once", 1},
		"a server that does not tell": {jsonAnswer(500, `{}`), true, "once", 2},
	} {
		t.Run(name, func(t *testing.T) {
			host := native.Host(native.NewMemStore())
			posts := &script{answers: []answer{jsonAnswer(200, `{"id":"1"}`)}}
			instance := &script{answers: []answer{test.instance}}
			host.Transport = split{posts, instance}
			if test.cors {
				host.Transport = corsTransport{host.Transport}
			}
			client, err := core.New(t.Context(), host, core.Options{APIBaseURL: "server.example", AccessToken: "token-1"})
			require.NoError(t, err)
			for range 2 {
				_, err = client.StatusPost(t.Context(), core.StatusPostOptions{Status: "x", IdempotencyKey: "once"})
				require.NoError(t, err)
			}
			assert.Equal(t, test.key, posts.requests[1].Header.Get("Idempotency-Key"))
			assert.LessOrEqual(t, len(instance.requests), test.asked)
			_, err = client.StatusPost(t.Context(), core.StatusPostOptions{Status: "x"})
			require.NoError(t, err)
			assert.LessOrEqual(t, len(instance.requests), test.asked, "nobody asks without a key")
		})
	}
}

// split sends requests about the instance to the second transport.
type split struct{ other, instance core.Transport }

func (s split) Do(ctx core.Context, request core.Request) (*core.Response, error) {
	if request.Method == "GET" {
		return s.instance.Do(ctx, request)
	}
	return s.other.Do(ctx, request)
}

func TestASessionKnowsItsServersSoftware(t *testing.T) {
	w := newFlavour(t, "pleroma")
	session := w.signIn(t, "alice").Session
	record, err := w.host.Storage.Get(w.ctx, sessionKey(session.ID))
	require.NoError(t, err)
	assert.Equal(t, "pleroma", record.Text("software"))
	client := w.client(t, core.Options{AccessTokenKey: sessionKey(session.ID)})
	w.host.Transport = corsTransport{w.host.Transport}
	before := len(w.server.Log())
	_, _ = client.StatusPost(w.ctx, core.StatusPostOptions{Status: "x", IdempotencyKey: "once"})
	assert.Len(t, w.server.Log(), before+1, "nobody asks again")
}
