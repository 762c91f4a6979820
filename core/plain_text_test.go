package core_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
)

// Real Mastodon's HTML, beside the texts that it was made of.
func TestThePlainTextOfAPost(t *testing.T) {
	mention := func(name, acct string) map[string]any {
		return map[string]any{"id": "2", "username": name, "acct": acct}
	}
	bob := `<span class="h-card" translate="no"><a href="https://mastodon.example/@bob" class="u-url mention">@<span>bob</span></a></span>`
	link := `<a href="https://example.org/a/long/path" target="_blank" rel="nofollow noopener" translate="no"><span class="invisible">https://</span><span class="ellipsis">example.org/a/long</span><span class="invisible">/path</span></a>`
	for name, test := range map[string]struct {
		text, content string
		mentions      []any
		same          bool
	}{
		"everything":         {"hello @bob, see https://example.org/a/long/path #welcome", "<p>hello " + bob + ", see " + link + ` <a href="https://mastodon.example/tags/welcome" class="mention hashtag" rel="tag">#<span>welcome</span></a></p>`, []any{mention("bob", "bob")}, true},
		"its own domain":     {"@bob@mastodon.example hi", "<p>" + bob + " hi</p>", []any{mention("bob", "bob")}, true},
		"another domain":     {"@bob@other.example hi", "<p>" + bob + " hi</p>", []any{mention("bob", "bob@other.example")}, true},
		"another person":     {"@bob@other.example hi", "<p>" + bob + " hi</p>", []any{mention("bob", "bob@third.example")}, false},
		"a namesake":         {"@bob hi", "<p>" + bob + " hi</p>", []any{mention("bob", "bob@other.example")}, false},
		"another link":       {"see https://example.org/a/long/walk", "<p>see " + link + "</p>", nil, false},
		"signs":              {"a < b & c > \"d\" it's <b>", "<p>a &lt; b &amp; c &gt; &quot;d&quot; it&#39;s &lt;b&gt;</p>", nil, true},
		"written entities":   {"&amp; &lt", "<p>&amp;amp; &amp;lt</p>", nil, true},
		"a bare ampersand":   {"a & b &c; d", "<p>a & b &c; d</p>", nil, true},
		"lines":              {"one\r\ntwo\n\n\n\nthree ", "<p>one<br />two</p><p>three</p>", nil, true},
		"lines are no words": {"onetwo", "<p>one<br>two</p>", nil, false},
		"a name in bold":     {"bold", "<p>b<strong>ol</strong>d</p>", nil, true},
		"half a tag":         {"one", "<p>one</p", nil, true},
		"only a tag":         {"one", "<", nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			post := but(shown, map[string]any{"content": test.content, "mentions": test.mentions})
			id, err, _ := postAfter(t, core.StatusPostOptions{Status: test.text, IdempotencyKey: "k"}, cutOff, jsonAnswer(200, me), listOf(t, post))
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

func TestAQuoteIsFound(t *testing.T) {
	options := core.StatusPostOptions{Status: "quoting", QuotedStatusID: "3", IdempotencyKey: "k"}
	quoting := func(id string) answer {
		return listOf(t, but(shown, map[string]any{
			"content": `<p class="quote-inline">RE: <a href="https://mastodon.example/@alice/3">…</a></p><p>quoting</p>`,
			"quote":   map[string]any{"state": "accepted", "quoted_status": map[string]any{"id": id}},
		}))
	}
	id, err, _ := postAfter(t, options, cutOff, jsonAnswer(200, me), quoting("3"))
	require.Nil(t, err)
	assert.Equal(t, "7", id)
	_, err, _ = postAfter(t, options, cutOff, jsonAnswer(200, me), quoting("4"))
	assert.Equal(t, core.CodePostUnknown, err.Code)
}
