package core_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

// What the answer shows to be missing is told, in a post and in a scheduled post. A member that is not in the answer says nothing.
func TestWhatAPostLost(t *testing.T) {
	const at = "2027-01-01T00:00:00Z"
	poll := &core.Poll{Options: []string{"a", " b ", "c", " "}, ExpiresIn: 300}
	for name, test := range map[string]struct {
		options core.StatusPostOptions
		answer  string
		lost    string
	}{
		"the text":                           {core.StatusPostOptions{Status: "x", MediaIDs: []string{"1"}}, `"content":"","media_attachments":[{"id":"1"}]`, "status"},
		"a quote":                            {core.StatusPostOptions{Status: "x", QuotedStatusID: "3"}, `"content":"x","quote":null`, "quotedStatusId"},
		"a reply":                            {core.StatusPostOptions{Status: "x", InReplyToID: "3"}, `"content":"x","in_reply_to_id":null`, "inReplyToId"},
		"sensitive media":                    {core.StatusPostOptions{MediaIDs: []string{"1"}, Sensitive: true}, `"sensitive":false`, "sensitive"},
		"an answer of a poll":                {core.StatusPostOptions{Status: "x", Poll: poll}, `"poll":{"options":[{"title":"a"},{"title":"b"}]}`, "poll"},
		"a warning":                          {core.StatusPostOptions{Status: "x", SpoilerText: "cw"}, `"content":"<p>x</p>","spoiler_text":""`, "spoilerText"},
		"a warning without a text":           {core.StatusPostOptions{SpoilerText: "cw"}, `"content":"","spoiler_text":""`, "spoilerText"},
		"nothing: the warning is the text":   {core.StatusPostOptions{SpoilerText: "cw", MediaIDs: []string{"1"}}, `"content":"<p>cw</p>","spoiler_text":"","sensitive":true,"media_attachments":[{"id":"1"}]`, ""},
		"nothing: a quote that waits":        {core.StatusPostOptions{QuotedStatusID: "3"}, `"content":"","quote":{"state":"pending","quoted_status":null}`, ""},
		"nothing: blank answers are none":    {core.StatusPostOptions{Status: "x", Poll: poll}, `"poll":{"options":[{"title":"a"},{"title":"b"},{"title":"c"}]}`, ""},
		"nothing: a blank warning":           {core.StatusPostOptions{Status: "x", SpoilerText: " "}, `"content":"x","spoiler_text":""`, ""},
		"nothing that the answer shows":      {core.StatusPostOptions{Status: "x", SpoilerText: "cw", InReplyToID: "1", QuotedStatusID: "2", Sensitive: true, MediaIDs: []string{"1"}}, `"url":"x"`, ""},
		"nothing: a text without media":      {core.StatusPostOptions{Status: "x", Sensitive: true}, `"sensitive":false`, ""},
		"a scheduled poll":                   {core.StatusPostOptions{Status: "x", Poll: poll, ScheduledAt: at}, `"scheduled_at":"x","params":{"text":"x","poll":null}`, "poll"},
		"an answer of a scheduled poll":      {core.StatusPostOptions{Status: "x", Poll: poll, ScheduledAt: at}, `"scheduled_at":"x","params":{"text":"x","poll":{"options":["a","b"]}}`, "poll"},
		"scheduled media":                    {core.StatusPostOptions{Status: "x", MediaIDs: []string{"1"}, ScheduledAt: at}, `"scheduled_at":"x","params":{"text":"x"},"media_attachments":[]`, "mediaIds"},
		"what a scheduled post refers to":    {core.StatusPostOptions{Status: "x", InReplyToID: "1", QuotedStatusID: "2", ScheduledAt: at}, `"scheduled_at":"x","params":{"text":"x","in_reply_to_id":null,"quoted_status_id":null}`, "inReplyToId, quotedStatusId"},
		"a scheduled post's warning":         {core.StatusPostOptions{Status: "x", SpoilerText: "cw", ScheduledAt: at}, `"scheduled_at":"x","params":{"text":"x","spoiler_text":null}`, "spoilerText"},
		"a scheduled warning without a text": {core.StatusPostOptions{SpoilerText: "cw", ScheduledAt: at}, `"scheduled_at":"x","params":{"text":""}`, "spoilerText"},
		"a scheduled post's privacy":         {core.StatusPostOptions{Status: "x", Visibility: "Private", ScheduledAt: at}, `"scheduled_at":"x","params":{"text":"x","visibility":"public"}`, "visibility"},
		"nothing: all of a scheduled post": {
			core.StatusPostOptions{Status: "x", SpoilerText: "cw", Visibility: "private", Poll: poll, InReplyToID: "1", ScheduledAt: at},
			`"scheduled_at":"x","params":{"text":"x","spoiler_text":"cw","visibility":"private","in_reply_to_id":1,"poll":{"options":["a","b","c"]}},"media_attachments":[]`, "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			client, _ := scripted(t, core.Options{}, jsonAnswer(200, `{"id":"7",`+test.answer+`}`))
			_, err := client.StatusPost(t.Context(), test.options)
			if test.lost == "" {
				require.NoError(t, err)
				return
			}
			require.Error(t, err)
			assert.Equal(t, core.CodePostIncomplete, core.AsError(err).Code)
			assert.Contains(t, core.AsError(err).Message, "missing: "+goNames(test.lost)+".")
		})
	}
}

// A complete post is no error on any Mastodon; 4.4 knows no quotes, and no Mastodon keeps the warning of a scheduled post without text.
func TestCompletePostsOnEachMastodon(t *testing.T) {
	later := time.Now().Add(time.Hour).UTC().Format("2006-01-02T15:04:05.000Z")
	poll := &core.Poll{Options: []string{"a", "b"}, ExpiresIn: 300, Multiple: true}
	for _, flavour := range []string{"mastodon-4.4", "mastodon-4.5", "mastodon-4.6", "mastodon-4.7", "hollo"} {
		for name, test := range map[string]struct {
			options core.StatusPostOptions
			lost    string
		}{
			"media and a warning":           {core.StatusPostOptions{MediaIDs: []string{"1"}, SpoilerText: "cw"}, ""},
			"sensitive media":               {core.StatusPostOptions{Status: "x", MediaIDs: []string{"1", "2"}, Sensitive: true}, ""},
			"a poll":                        {core.StatusPostOptions{Status: "x", Poll: poll}, ""},
			"scheduled media":               {core.StatusPostOptions{Status: "x", MediaIDs: []string{"1"}, Sensitive: true, ScheduledAt: later}, "hollo: scheduledAt"},
			"a scheduled poll":              {core.StatusPostOptions{Status: "x", Poll: poll, ScheduledAt: later, Visibility: "Direct"}, "hollo: scheduledAt"},
			"a scheduled warning":           {core.StatusPostOptions{Status: "x", SpoilerText: "cw", ScheduledAt: later}, "hollo: scheduledAt"},
			"a scheduled warning, no text":  {core.StatusPostOptions{SpoilerText: "cw", ScheduledAt: later}, "hollo: scheduledAt; mastodon: spoilerText"},
			"a quote":                       {core.StatusPostOptions{Status: "x", QuotedStatusID: "first"}, "mastodon-4.4: quotedStatusId"},
			"a reply":                       {core.StatusPostOptions{Status: "x", InReplyToID: "first"}, ""},
			"a scheduled reply and a quote": {core.StatusPostOptions{Status: "x", InReplyToID: "first", QuotedStatusID: "first", ScheduledAt: later}, "hollo: scheduledAt"},
		} {
			t.Run(flavour+", "+name, func(t *testing.T) {
				options, _ := practice.Flavour(flavour)
				w := newWorld(t, options)
				client := w.loggedIn(t, "read write")
				first, err := client.StatusPost(w.ctx, core.StatusPostOptions{Status: "first"})
				require.NoError(t, err)
				for _, id := range []*string{&test.options.InReplyToID, &test.options.QuotedStatusID} {
					if *id == "first" {
						*id = first.Document.Text("id")
					}
				}
				_, err = client.StatusPost(w.ctx, test.options)
				if lost := lostOn(test.lost, flavour); lost != "" {
					require.Error(t, err)
					assert.Contains(t, core.AsError(err).Message, "missing: "+goNames(lost)+".")
				} else {
					assert.NoError(t, err)
				}
			})
		}
	}
}

// lostOn reads "hollo: scheduledAt; mastodon: spoilerText".
func lostOn(lost, flavour string) string {
	for _, on := range strings.Split(lost, "; ") {
		software, part, _ := strings.Cut(on, ": ")
		if software != "" && strings.HasPrefix(flavour, software) {
			return part
		}
	}
	return ""
}
