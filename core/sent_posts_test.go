package core_test

import (
	"context"
	"encoding/json"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

// What this client has seen published needs no comparison, and no right to read: any post with its key again is the first.
func TestAKeyThatThisClientKnows(t *testing.T) {
	later := time.Now().Add(time.Hour).UTC().Format("2006-01-02T15:04:05.000Z")
	for _, scopes := range []string{"write:statuses profile", "read write"} {
		for name, o := range map[string]core.StatusPostOptions{
			"a word in upper case":      {Status: "a", Visibility: "Unlisted"},
			"a quote":                   {Status: "a", QuotedStatusID: "first"},
			"a warning, and a picture":  {SpoilerText: "cw", MediaIDs: []string{"1"}},
			"a warning that ends blank": {Status: "a", SpoilerText: "cw\n"},
			"a poll":                    {Status: "a", Poll: &core.Poll{Options: []string{"a", "b"}, ExpiresIn: 300}},
			"scheduled":                 {Status: "a", ScheduledAt: later},
			"a scheduled picture":       {MediaIDs: []string{"1"}, ScheduledAt: later},
		} {
			t.Run(scopes+", "+name, func(t *testing.T) {
				w := newWorld(t, practice.Options{})
				client := w.loggedIn(t, scopes)
				if o.QuotedStatusID != "" {
					first, err := client.StatusPost(w.ctx, core.StatusPostOptions{Status: "first"})
					require.NoError(t, err)
					o.QuotedStatusID = first.Document.Text("id")
				}
				o.IdempotencyKey = "k"
				first, err := client.StatusPost(w.ctx, o)
				require.NoError(t, err)
				again, err := client.StatusPost(w.ctx, o)
				require.NoError(t, err)
				assert.Equal(t, first.Document.Text("id"), again.Document.Text("id"))
			})
		}
	}
}

func TestAKnownPostThatIsDeleted(t *testing.T) {
	w := newWorld(t, practice.Options{})
	client := w.loggedIn(t, "read write")
	o := core.StatusPostOptions{Status: "a", IdempotencyKey: "k"}
	first, err := client.StatusPost(w.ctx, o)
	require.NoError(t, err)
	_, err = client.Request(w.ctx, core.RequestOptions{Method: "DELETE", Path: "/api/v1/statuses/" + first.Document.Text("id")})
	require.NoError(t, err)
	_, err = client.StatusPost(w.ctx, o)
	assert.Equal(t, core.CodePostUnknown, core.AsError(err).Code)
}

// slow is a server that takes half a second for each request.
type slow struct{ core.Transport }

func (s slow) Do(ctx core.Context, r core.Request) (*core.Response, error) {
	time.Sleep(time.Second / 2)
	return s.Transport.Do(ctx, r)
}

// One post is the answer to one key only, even if all have seen it before one of them takes it: each asks for its app's name first.
func TestTwoKeysAndOnePost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		host := scriptHost(answer{status: 502})
		person := jsonAnswer(200, `{"id":"1","source":{"privacy":"unlisted"},"name":"Ours"}`) // and the app
		posts := listOf(t, but(shown, members{"application": members{"name": "Ours"}}))
		host.Transport = slow{answering{answering{host.Transport, "/verify_credentials", person}, "/statuses?exclude_reblogs=true", posts}}
		client, err := core.New(context.Background(), host, core.Options{APIBaseURL: "https://mastodon.example", AccessToken: "token-1"})
		require.NoError(t, err)
		var all sync.WaitGroup
		codes := make(chan string, 4)
		for _, key := range []string{"a", "b", "c", "d"} {
			all.Go(func() {
				o := asked
				o.IdempotencyKey = key
				_, err := client.StatusPost(context.Background(), o)
				code := "published"
				if err != nil {
					code = string(core.AsError(err).Code)
				}
				codes <- code
			})
		}
		all.Wait()
		count := map[string]int{}
		for range 4 {
			count[<-codes]++
		}
		assert.Equal(t, map[string]int{"published": 1, "post_unknown": 3}, count)
	})
}

// A call without an answer yet may be the one that published it.
func TestAPostMayBeThatOfACallThatWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		text, err := json.Marshal(shown)
		require.NoError(t, err)
		host := scriptHost(jsonAnswer(200, string(text)))
		failing := answering{answering{answering{host.Transport, "/verify_credentials", jsonAnswer(200, me)}, "/statuses?exclude_reblogs=true", listOf(t, shown)}, "/api/v1/statuses", answer{status: 502}}
		host.Transport = byKey{"a": slow{host.Transport}, "b": failing, "": failing}
		client, err := core.New(context.Background(), host, core.Options{APIBaseURL: "https://mastodon.example", AccessToken: "token-1"})
		require.NoError(t, err)
		var first sync.WaitGroup
		post := func(key string) (string, error) {
			o := asked
			o.IdempotencyKey = key
			made, err := client.StatusPost(context.Background(), o)
			if err != nil {
				return "", err
			}
			return made.Document.Text("id"), nil
		}
		first.Go(func() {
			id, err := post("a")
			assert.NoError(t, err)
			assert.Equal(t, "7", id)
		})
		synctest.Wait()
		_, err = post("b")
		assert.Equal(t, core.CodePostUnknown, core.AsError(err).Code)
		first.Wait()
	})
}

type byKey map[string]core.Transport

func (b byKey) Do(ctx core.Context, r core.Request) (*core.Response, error) {
	return b[r.Header.Get("Idempotency-Key")].Do(ctx, r)
}

// Mastodon up to 4.5 answers a used key with the first post, whatever is posted now.
func TestAKeyOfAnotherPost(t *testing.T) {
	other := asked
	other.Status = "quite another text"
	old := but(shown, members{"created_at": "1999-12-31T23:30:00.000Z"})
	source := func(text string) answer {
		body, _ := json.Marshal(members{"id": "7", "text": text, "spoiler_text": ""})
		return jsonAnswer(200, string(body))
	}
	published := func(post members) answer {
		body, _ := json.Marshal(post)
		return jsonAnswer(200, string(body))
	}
	for name, test := range map[string]struct {
		answers []answer
		code    string
	}{
		"an old post with another text":       {[]answer{published(old), source(asked.Status)}, "option_invalid"},
		"a text that is shown in another way": {[]answer{published(old), source("quite  another text")}, ""},
		"a source that nobody may read":       {[]answer{published(old), jsonAnswer(403, `{"error":"x"}`)}, ""},
		"an old post that was edited":         {[]answer{published(but(old, members{"edited_at": "1999-12-31T23:40:00.000Z"}))}, ""},
		"a new post, whatever it shows":       {[]answer{published(shown)}, ""},
	} {
		id, err, _ := postAfter(t, other, test.answers...)
		if test.code == "" {
			assert.Nil(t, err, name)
			assert.Equal(t, "7", id, name)
			continue
		}
		require.NotNil(t, err, name)
		assert.Equal(t, []string{test.code, "7", core.GoName("statusPost")}, []string{string(err.Code), err.Details.Text("id"), err.Op}, name)
	}
	for flavour, code := range map[string]string{"mastodon-4.4": "option_invalid", "mastodon-4.5": "option_invalid", "mastodon-4.6": "post_unknown", "gotosocial": ""} {
		options, _ := practice.Flavour(flavour)
		w := newWorld(t, options)
		client := w.loggedIn(t, "read write")
		_, err := client.StatusPost(w.ctx, asked)
		require.NoError(t, err)
		_, err = client.StatusPost(w.ctx, other)
		if code == "" {
			assert.NoError(t, err, "it ignores the key")
			continue
		}
		require.Error(t, err, flavour)
		assert.Equal(t, code, string(core.AsError(err).Code), flavour)
	}
}
