package core_test

import (
	"context"
	"encoding/json"
	"maps"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
)

// A post in these tests, as it is asked for and as Mastodon shows it.
var (
	asked = core.StatusPostOptions{Status: "howdy  universe!\n\nbye", IdempotencyKey: "once"}
	shown = map[string]any{
		"id": "7", "created_at": "2000-01-01T00:00:00.250Z", "content": "<p>howdy  universe!</p><p>bye</p>", "visibility": "unlisted",
		"spoiler_text": "", "in_reply_to_id": nil, "media_attachments": []any{}, "mentions": []any{}, "poll": nil, "quote": nil,
	}
)

const me = `{"id":"1","source":{"privacy":"unlisted"}}`

// but returns a copy of the post with other members.
func but(post map[string]any, changes map[string]any) map[string]any {
	post = maps.Clone(post)
	maps.Copy(post, changes)
	return post
}

func listOf(t *testing.T, posts ...map[string]any) answer {
	t.Helper()
	text, err := json.Marshal(posts)
	require.NoError(t, err)
	return jsonAnswer(200, string(text))
}

// cutOff is the outcome of a request whose connection was lost.
var cutOff = answer{err: &core.Error{Kind: core.ErrNetwork, Code: "network", Message: "the connection was lost."}}

// postAfter makes a post that fails in this way, at midnight of 1 January 2000, where a test with synctest begins.
func postAfter(t *testing.T, options core.StatusPostOptions, answers ...answer) (id string, err *core.Error, sent []string) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		client, play := scripted(t, core.Options{APIBaseURL: "https://mastodon.example", MastodonVersion: "4.6.5"}, answers...)
		post, failed := client.StatusPost(context.Background(), options)
		if failed != nil {
			err = core.AsError(failed)
		} else {
			id = post.Document.Text("id")
		}
		sent = play.sent()
	})
	return id, err, sent
}

func TestAPostWithAKeyIsFoundAfterItsAnswerWasLost(t *testing.T) {
	for name, failure := range map[string]answer{
		"cut off":            cutOff,
		"too slow":           {err: &core.Error{Kind: core.ErrReadTimeout, Code: "timeout", Message: "the server did not answer in time."}},
		"a repeated key":     {status: 500},
		"a proxy":            {status: 502, body: "<html>"},
		"busy":               jsonAnswer(503, `{"error":"Ein vorübergehendes Problem"}`),
		"half of the answer": jsonAnswer(200, `{"id":"7","cre`),
		"an empty answer":    {status: 200},
		"a page":             {status: 200, body: "<html>"},
	} {
		t.Run(name, func(t *testing.T) {
			id, err, sent := postAfter(t, asked, failure, jsonAnswer(200, me), listOf(t, but(shown, map[string]any{"id": "8", "content": "<p>something else</p>"}), shown))
			require.Nil(t, err)
			assert.Equal(t, "7", id)
			assert.Len(t, sent, 3, "one look")
			assert.Equal(t, "GET /api/v1/accounts/1/statuses?exclude_reblogs=true", sent[2])
		})
	}
}

func TestAFailureThatPublishesNothingIsToldAsItIs(t *testing.T) {
	for name, test := range map[string]struct {
		options core.StatusPostOptions
		failure answer
		code    string
	}{
		"without a key":        {core.StatusPostOptions{Status: "x"}, cutOff, "network"},
		"refused":              {asked, jsonAnswer(422, `{"error":"Text muss ausgefüllt werden"}`), "validation_failed"},
		"not allowed":          {asked, jsonAnswer(403, `{"error":"This action is not allowed"}`), "forbidden"},
		"no such post":         {core.StatusPostOptions{Status: "x", InReplyToID: "5", IdempotencyKey: "k"}, jsonAnswer(404, `{"error":"x"}`), "not_found"},
		"too often":            {asked, jsonAnswer(429, `{"error":"Too many requests"}`), "rate_limited"},
		"signed out":           {asked, jsonAnswer(401, `{"error":"Der Zugriffstoken ist ungültig"}`), "unauthorized"},
		"a device without net": {asked, answer{err: &core.Error{Kind: core.ErrNetwork, Code: "offline"}}, "offline"},
		"called off":           {asked, answer{err: &core.Error{Kind: core.ErrNetwork, Code: "aborted"}}, "aborted"},
	} {
		t.Run(name, func(t *testing.T) {
			client, play := scripted(t, core.Options{RatelimitMethod: core.RatelimitThrow, VersionCheckMode: core.CheckNone}, test.failure)
			_, err := client.StatusPost(context.Background(), test.options)
			assert.Equal(t, test.code, string(core.AsError(err).Code))
			assert.Len(t, play.sent(), 1)
		})
	}
}

func TestWhatIsInDoubtStaysUnknown(t *testing.T) {
	one := func(changes map[string]any) answer { return listOf(t, but(shown, changes)) }
	for name, looks := range map[string][]answer{
		"no right to see the account": {jsonAnswer(403, `{"error":"This action is outside the authorized scopes"}`)},
		"no right to see its posts":   {jsonAnswer(200, me), jsonAnswer(403, `{"error":"This action is outside the authorized scopes"}`)},
		"the look fails too":          {cutOff},
		"no post":                     {jsonAnswer(200, me), jsonAnswer(200, `[]`)},
		"no list":                     {jsonAnswer(200, me), jsonAnswer(200, `{"":[]}`)},
		"no account":                  {jsonAnswer(200, `[]`)},
		"an unknown visibility":       {jsonAnswer(200, `{"id":"1"}`), listOf(t, shown)},
		"no visibility at all":        {jsonAnswer(200, `{"id":"1"}`), one(map[string]any{"visibility": nil})},
		"another visibility":          {jsonAnswer(200, me), one(map[string]any{"visibility": "private"})},
		"another text":                {jsonAnswer(200, me), one(map[string]any{"content": "<p>howdy universe! bye!</p>"})},
		"a warning":                   {jsonAnswer(200, me), one(map[string]any{"spoiler_text": "cw"})},
		"a reply":                     {jsonAnswer(200, me), one(map[string]any{"in_reply_to_id": "3"})},
		"a picture":                   {jsonAnswer(200, me), one(map[string]any{"media_attachments": []any{map[string]any{"id": "2"}}})},
		"a poll":                      {jsonAnswer(200, me), one(map[string]any{"poll": map[string]any{"id": "2"}})},
		"a quote":                     {jsonAnswer(200, me), one(map[string]any{"quote": map[string]any{"quoted_status": map[string]any{"id": "2"}}})},
		"a quote that is hidden":      {jsonAnswer(200, me), one(map[string]any{"content": `<p class="quote-inline">RE: x</p><p>howdy universe!</p><p>bye</p>`})},
		"made before":                 {jsonAnswer(200, me), one(map[string]any{"created_at": "1999-12-31T23:59:59.000Z"})},
		"another clock":               {jsonAnswer(200, me), one(map[string]any{"created_at": "2000-01-01T00:05:00.000Z"})},
		"no time":                     {jsonAnswer(200, me), one(map[string]any{"created_at": "today"})},
		"two of them":                 {jsonAnswer(200, me), listOf(t, shown, but(shown, map[string]any{"id": "8"}))},
	} {
		t.Run(name, func(t *testing.T) {
			_, err, _ := postAfter(t, asked, append([]answer{{status: 500}}, looks...)...)
			require.NotNil(t, err)
			assert.Equal(t, core.CodePostUnknown, err.Code)
			assert.Equal(t, core.ErrInternalServer, err.Kind)
			assert.Contains(t, err.Hint, "before you post it again")
		})
	}
}

func TestAScheduledPostIsFound(t *testing.T) {
	options := core.StatusPostOptions{Status: "later", ScheduledAt: "2000-01-01T02:00:00.784Z", IdempotencyKey: "once"}
	scheduled := func(at string, params map[string]any) answer {
		base := map[string]any{"text": "later", "visibility": nil, "spoiler_text": nil, "in_reply_to_id": nil, "media_ids": nil, "poll": nil, "quoted_status_id": nil}
		return listOf(t, map[string]any{"id": "5", "scheduled_at": at, "params": but(base, params), "media_attachments": []any{}})
	}
	none := jsonAnswer(200, `[]`)
	for _, failure := range []answer{cutOff, {status: 500}, jsonAnswer(404, `{"error":"Datensatz nicht gefunden"}`)} {
		id, err, sent := postAfter(t, options, none, failure, scheduled("2000-01-01T02:00:00.784Z", nil))
		require.Nil(t, err)
		assert.Equal(t, "5", id)
		require.Len(t, sent, 3)
		assert.Equal(t, []string{"GET /api/v1/scheduled_statuses", "GET /api/v1/scheduled_statuses"}, []string{sent[0], sent[2]}, "before and after")
		for name, other := range map[string]answer{
			"another time":       scheduled("2000-01-01T03:00:00.784Z", nil),
			"another text":       scheduled("2000-01-01T02:00:00.784Z", map[string]any{"text": "sooner"}),
			"another visibility": scheduled("2000-01-01T02:00:00.784Z", map[string]any{"visibility": "private"}),
			"a post":             listOf(t, shown),
		} {
			_, err, _ = postAfter(t, options, none, failure, other)
			require.NotNil(t, err, name)
			assert.Equal(t, core.CodePostUnknown, err.Code, name)
		}
	}
	options.ScheduledAt = "tomorrow"
	_, err, _ := postAfter(t, options, none, cutOff, scheduled("tomorrow", nil))
	assert.Equal(t, core.CodePostUnknown, err.Code, "a time that nobody can compare")
	options.InReplyToID = "9"
	_, err, _ = postAfter(t, options, none, jsonAnswer(404, `{"error":"x"}`), none)
	assert.Equal(t, core.CodeNotFound, err.Code, "the post to reply to is gone")
}

// A repeated call has the answer of the first, whatever the server does with the key.
func TestARepeatedKey(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		published, err := json.Marshal(shown)
		require.NoError(t, err)
		client, play := scripted(t, core.Options{}, jsonAnswer(200, string(published)), answer{status: 500}, jsonAnswer(200, string(published)))
		for range 2 {
			post, err := client.StatusPost(context.Background(), asked)
			require.NoError(t, err)
			assert.Equal(t, "7", post.Document.Text("id"))
			time.Sleep(10 * time.Minute)
		}
		play.answers = []answer{{status: 500}, jsonAnswer(200, me), listOf(t, but(shown, map[string]any{"created_at": "2000-01-01T00:20:00Z"}))}
		other := asked
		other.IdempotencyKey = "another"
		_, err = client.StatusPost(context.Background(), other)
		assert.Equal(t, core.CodePostUnknown, core.AsError(err).Code, "this post has another key")
		time.Sleep(time.Hour)
		play.answers = []answer{{status: 500}, jsonAnswer(200, me), listOf(t, but(shown, map[string]any{"id": "9", "created_at": "2000-01-01T00:30:00Z"}))}
		_, err = client.StatusPost(context.Background(), asked)
		assert.Equal(t, core.CodePostUnknown, core.AsError(err).Code, "the server has forgotten the key by now")
	})
}

func TestAPostWithoutAKeyIsNotTheOneThatFailed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		published, err := json.Marshal(shown)
		require.NoError(t, err)
		client, _ := scripted(t, core.Options{}, jsonAnswer(200, string(published)), cutOff, jsonAnswer(200, me), listOf(t, shown))
		_, err = client.StatusPost(context.Background(), core.StatusPostOptions{Status: asked.Status})
		require.NoError(t, err)
		_, err = client.StatusPost(context.Background(), asked)
		assert.Equal(t, core.CodePostUnknown, core.AsError(err).Code)
	})
}

func TestAPostThatWasNeverSent(t *testing.T) {
	client, play := scripted(t, core.Options{VersionCheckMode: core.CheckChanged}, answer{status: 503})
	_, err := client.StatusPost(context.Background(), asked)
	assert.Equal(t, core.CodeServerDown, core.AsError(err).Code, "only the version was asked for")
	assert.NotContains(t, play.sent(), "POST")
}

func TestThreeAtTheSameTime(t *testing.T) {
	published, err := json.Marshal(shown)
	require.NoError(t, err)
	synctest.Test(t, func(t *testing.T) {
		host := scriptHost(answer{status: 500}, answer{status: 500}, jsonAnswer(200, string(published)))
		host.Transport = answering{answering{host.Transport, "/verify_credentials", jsonAnswer(200, me)}, "/statuses?exclude_reblogs=true", listOf(t, shown)}
		client, err := core.New(context.Background(), host, core.Options{APIBaseURL: "https://mastodon.example", AccessToken: "token-1"})
		require.NoError(t, err)
		var all sync.WaitGroup
		for range 3 {
			all.Go(func() {
				post, err := client.StatusPost(context.Background(), asked)
				if assert.NoError(t, err) {
					assert.Equal(t, "7", post.Document.Text("id"))
				}
			})
		}
		all.Wait()
	})
}
