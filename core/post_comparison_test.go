package core_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
)

type members = map[string]any

func mentions(accounts ...string) []any {
	var list []any
	for i := 0; i < len(accounts); i += 2 {
		list = append(list, members{"username": accounts[i], "acct": accounts[i+1]})
	}
	return list
}

// A lost post is told from others by all that the server shows of it.
func TestWhichPostIsTheLostOne(t *testing.T) {
	poll := func(multiple bool, titles ...string) members {
		options := []any{}
		for _, title := range titles {
			options = append(options, members{"title": title})
		}
		return members{"options": options, "multiple": multiple}
	}
	media := func(ids ...string) []any {
		list := []any{}
		for _, id := range ids {
			list = append(list, members{"id": id})
		}
		return list
	}
	asksPoll := core.StatusPostOptions{Poll: &core.Poll{Options: []string{"a", " b"}, ExpiresIn: 300}}
	for name, test := range map[string]struct {
		options core.StatusPostOptions // with the text "hi" unless it says otherwise
		post    members
		same    bool
	}{
		"its pictures":              {core.StatusPostOptions{MediaIDs: []string{"1", "2"}}, members{"media_attachments": media("2", "1")}, true},
		"another picture":           {core.StatusPostOptions{MediaIDs: []string{"1"}}, members{"media_attachments": media("9")}, false},
		"a picture more":            {core.StatusPostOptions{MediaIDs: []string{"1"}}, members{"media_attachments": media("1", "2")}, false},
		"its poll":                  {asksPoll, members{"poll": poll(false, "a", "b")}, true},
		"another poll":              {asksPoll, members{"poll": poll(false, "yes", "no")}, false},
		"answers in another order":  {asksPoll, members{"poll": poll(false, "b", "a")}, false},
		"a poll of another kind":    {asksPoll, members{"poll": poll(true, "a", "b")}, false},
		"another language":          {core.StatusPostOptions{Language: "de"}, members{"language": "fr"}, false},
		"its language":              {core.StatusPostOptions{Language: "de"}, members{"language": "de"}, true},
		"not sensitive":             {core.StatusPostOptions{Sensitive: true}, members{"sensitive": false}, false},
		"visibility in upper case":  {core.StatusPostOptions{Visibility: "UNLISTED"}, nil, true},
		"a warning that ends blank": {core.StatusPostOptions{SpoilerText: "cw \n"}, members{"spoiler_text": "cw"}, true},
		"another warning":           {core.StatusPostOptions{SpoilerText: "cw"}, members{"spoiler_text": "cw2"}, false},
		"a warning for a text":      {core.StatusPostOptions{Status: " ", SpoilerText: "cw"}, members{"content": "<p>cw</p>", "spoiler_text": ""}, true},
		"a warning as it is":        {core.StatusPostOptions{Status: " ", SpoilerText: "cw"}, members{"content": "", "spoiler_text": "cw"}, true},
		"names that begin alike": {core.StatusPostOptions{Status: "@al@r.example @alice@r.example hi"},
			members{"content": "<p>@al @alice hi</p>", "mentions": mentions("al", "al@r.example", "alice", "alice@r.example")}, true},
		"the same name twice": {core.StatusPostOptions{Status: "@bob@a.example, @bob@b.example."},
			members{"content": "<p>@bob, @bob.</p>", "mentions": mentions("bob", "bob@a.example", "bob", "bob@b.example")}, true},
		"a name in upper case": {core.StatusPostOptions{Status: "(@Bob@A.example) @Eve hi"},
			members{"content": "<p>(@bob) @eve hi</p>", "mentions": mentions("bob", "bob@a.example", "eve", "eve")}, true},
		"a name that the server writes in upper case": {core.StatusPostOptions{Status: "@bob@a.example hi"},
			members{"content": "<p>@Bob hi</p>", "mentions": mentions("Bob", "Bob@a.example")}, true},
		"the server's own, in full": {core.StatusPostOptions{Status: "@bob@mastodon.example hi"},
			members{"content": "<p>@bob hi</p>", "mentions": mentions("bob", "bob")}, true},
		"a server that shows it in full": {core.StatusPostOptions{Status: "@bob@a.example hi"},
			members{"content": "<p>@bob@a.example hi</p>", "mentions": mentions("bob", "bob@a.example")}, true},
		"nobody there": {core.StatusPostOptions{Status: "@x@a.example e@mail.example @ @@"}, members{"content": "<p>@x@a.example e@mail.example @ @@</p>"}, true},
		"somebody else with that name": {core.StatusPostOptions{Status: "@bob hi"},
			members{"content": "<p>@bob hi</p>", "mentions": mentions("bob", "bob@a.example")}, false},
		"the same name elsewhere": {core.StatusPostOptions{Status: "@bob@b.example hi"},
			members{"content": "<p>@bob hi</p>", "mentions": mentions("bob", "bob@a.example")}, false},
		"somebody whom the server added": {core.StatusPostOptions{Status: "hi"}, members{"mentions": mentions("bob", "bob@a.example")}, true},
		"a quote": {core.StatusPostOptions{QuotedStatusID: "3"},
			members{"content": `<p class="quote-inline">RE: x</p><p>hi</p>`, "quote": members{"quoted_status": members{"id": "3"}}}, true},
	} {
		t.Run(name, func(t *testing.T) {
			o := test.options
			o.IdempotencyKey = "once"
			if o.Status == "" {
				o.Status = "hi"
			}
			id, err, _ := postAfter(t, o, answer{status: 500}, jsonAnswer(200, me), listOf(t, but(but(shown, members{"content": "<p>hi</p>"}), test.post)))
			if test.same {
				require.Nil(t, err)
				assert.Equal(t, "7", id)
			} else {
				require.NotNil(t, err)
				assert.Equal(t, core.CodePostUnknown, err.Code)
			}
		})
	}
}

// The same text may have been posted by another app.
func TestALostPostNamesItsApp(t *testing.T) {
	by := func(name any) answer { return listOf(t, but(shown, members{"application": members{"name": name}})) }
	for name, test := range map[string]struct {
		looks []answer
		found bool
	}{
		"this app":               {[]answer{by("Ours"), jsonAnswer(200, `{"name":"Ours"}`)}, true},
		"another app":            {[]answer{by("Ivory"), jsonAnswer(200, `{"name":"Ours"}`)}, false},
		"nobody knows this app":  {[]answer{by("Ours"), jsonAnswer(403, `{"error":"x"}`)}, false},
		"the post names no app":  {[]answer{by(nil)}, true},
		"the server has no apps": {[]answer{listOf(t, but(shown, members{"application": nil}))}, true},
	} {
		id, err, _ := postAfter(t, asked, append([]answer{{status: 500}, jsonAnswer(200, me)}, test.looks...)...)
		assert.Equal(t, test.found, err == nil && id == "7", name)
	}
}

// A scheduled post does not say when it was made: it is the lost one if it was not there before, or has the media, or if the server
// knows the key.
func TestAScheduledPostThatWasThereBefore(t *testing.T) {
	const at = "2000-01-01T02:00:00.784Z"
	scheduled := func(media ...any) answer {
		return listOf(t, members{"id": "5", "scheduled_at": at, "params": members{"text": "later", "in_reply_to_id": 117699565325445780}, "media_attachments": append([]any{}, media...)})
	}
	none, notFound := jsonAnswer(200, `[]`), jsonAnswer(404, `{"error":"x"}`)
	for name, test := range map[string]struct {
		media   []string
		answers []answer
		found   bool
	}{
		"new":                  {nil, []answer{none, cutOff, scheduled()}, true},
		"there before":         {nil, []answer{scheduled(), cutOff, scheduled()}, false},
		"nobody may look":      {nil, []answer{jsonAnswer(403, `{"error":"x"}`), cutOff, scheduled()}, false},
		"its media":            {[]string{"1"}, []answer{cutOff, scheduled(members{"id": "1"})}, true},
		"other media":          {[]string{"1"}, []answer{cutOff, scheduled(members{"id": "9"})}, false},
		"a reply that is gone": {nil, []answer{none, notFound, none}, false},
	} {
		o := core.StatusPostOptions{Status: "later", ScheduledAt: at, IdempotencyKey: "once", MediaIDs: test.media, InReplyToID: "117699565325445785"}
		id, err, _ := postAfter(t, o, test.answers...)
		assert.Equal(t, test.found, err == nil && id == "5", name)
	}
	known := core.StatusPostOptions{Status: "later", ScheduledAt: at, IdempotencyKey: "once"}
	id, err, _ := postAfter(t, known, listOf(t, members{"id": "5"}), notFound, listOf(t, members{"id": "5", "scheduled_at": at, "params": members{"text": "later"}}))
	require.Nil(t, err)
	assert.Equal(t, "5", id, "Mastodon 4.6 knows the key")
}
