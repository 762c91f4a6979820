package core

import "strings"

// A post can be published although its response is lost, or is an error. Mastodon 4.6 and 4.7 even answer a repeated
// Idempotency-Key with 500 (a scheduled post with 404), and the first post stands. So the account's posts are looked at, once.
// In doubt the outcome stays unknown: no post is taken for another.

// keyLifetime is how long servers remember an Idempotency-Key, in milliseconds.
const keyLifetime = 3_600_000

// sentPost is a post that this client sent lately. id is empty until it is known.
type sentPost struct {
	key, id string
	at      float64
}

// firstSent returns when a post with that key was sent first, and notes it.
func (c *Client) firstSent(key string, now float64) float64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	kept := c.sent[:0]
	for _, post := range c.sent {
		if post.at > now-keyLifetime {
			kept = append(kept, post)
		}
	}
	c.sent = kept
	for _, post := range c.sent {
		if post.key == key && key != "" {
			return post.at
		}
	}
	c.sent = append(c.sent, sentPost{key: key, at: now})
	return now
}

// notePost notes the id of a post.
func (c *Client) notePost(key string, at float64, id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i := range c.sent {
		if post := &c.sent[i]; post.key == key && post.at == at && post.id == "" {
			post.id = id
			break
		}
	}
}

// sentLately returns the posts that this client sent lately.
func (c *Client) sentLately() []sentPost {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]sentPost{}, c.sent...)
}

// isOther reports whether a post is known to be that of another call.
func (c *Client) isOther(key, id string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, post := range c.sent {
		if post.id == id && post.key != key {
			return true
		}
	}
	return false
}

// mayBePublished reports whether the post may be published although the call failed.
func (o StatusPostOptions) mayBePublished(err error) bool {
	known := AsError(err)
	switch {
	case o.IdempotencyKey == "" || hasCode(err, "aborted", "offline"):
		return false
	case known.Status == 404:
		return o.ScheduledAt != ""
	}
	return known.Is(ErrNetwork) || known.Status >= 500 || known.Status >= 200 && known.Status < 300
}

// lookForPost returns the post of a call that failed after since. If it cannot be told, it returns the error post_unknown.
func (c *Client) lookForPost(ctx Context, o StatusPostOptions, since float64, failed error) (Document, error) {
	// The person has waited already, so the look is short.
	look := &Client{host: c.host, credentials: c.Credentials(), options: Options{RatelimitMethod: RatelimitThrow, RequestTimeoutMs: min(8_000, c.options.RequestTimeoutMs)}}
	look.sent = c.sentLately()
	if found := look.onlyPost(ctx, o, since); found != nil {
		c.notePost(o.IdempotencyKey, since, found.Text("id"))
		return found, nil
	}
	err := copyOf(failed)
	if err.Status == 404 && o.InReplyToID+o.QuotedStatusID != "" {
		return nil, err // the post to reply to or to quote is gone
	}
	err.Code, err.Message = "post_unknown", "it is not known whether "+c.server()+" published the post."
	err.Hint = "Look at the account's posts before you post it again."
	return nil, err
}

// onlyPost returns the account's own post, or scheduled post, that has the content of o and was made since. It returns nil if
// there is none, or if there are two.
func (c *Client) onlyPost(ctx Context, o StatusPostOptions, since float64) (found Document) {
	path := "/api/v1/scheduled_statuses"
	if o.ScheduledAt == "" {
		me := c.see(ctx, "/api/v1/accounts/verify_credentials")
		if me == nil || me.Text("id") == "" {
			return nil
		}
		if source := me.Object("source"); o.Visibility == "" && source != nil {
			o.Visibility = Visibility(source.Text("privacy"))
		}
		path = "/api/v1/accounts/" + me.Text("id") + "/statuses?exclude_reblogs=true"
	}
	posts := c.see(ctx, path)
	if posts == nil {
		return nil
	}
	for _, post := range posts.List("") {
		if c.isOther(o.IdempotencyKey, post.Text("id")) || !o.isContentOf(post, c.server()) || o.ScheduledAt == "" && !madeSince(post, since) {
			continue
		}
		if found != nil {
			return nil
		}
		found = post
	}
	return found
}

// see returns what the server sends, or nil. It does not renew the token, which was fresh a moment ago.
func (c *Client) see(ctx Context, path string) Document {
	response, err := c.do(ctx, call{method: "GET", path: path, bearer: c.credentials.AccessToken, asIs: true})
	if err != nil {
		return nil
	}
	return response.Body
}

// madeSince compares a post's time with the call's. The two clocks may differ: then the post is in doubt. Times are read to the
// second.
func madeSince(post Document, since float64) bool {
	created := instant(post.Text("created_at"))
	return created > since-1000 && created <= nowMs()+1000
}

// isContentOf compares what is asked for with a post or a scheduled post. What servers do not repeat in the same way is a
// difference. A scheduled post does not say when it was made, but it has the time for which it is scheduled.
func (o StatusPostOptions) isContentOf(post Document, server string) bool {
	media, poll := post.List("media_attachments"), post.Object("poll")
	text, written := "", o.Status
	if o.ScheduledAt != "" {
		if at := instant(o.ScheduledAt); at == 0 || at != instant(post.Text("scheduled_at")) {
			return false
		}
		params := post.Object("params")
		if params == nil {
			return false
		}
		post, poll, text = params, params.Object("poll"), params.Text("text")
	} else {
		text, written = renderedText(post, o.QuotedStatusID != ""), shortMentions(o.Status, post, server)
	}
	quoted := post.Text("quoted_status_id")
	if quote := post.Object("quote"); quote != nil {
		if status := quote.Object("quoted_status"); status != nil {
			quoted = status.Text("id")
		}
	}
	return join(words(text, ""), " ") == join(words(written, ""), " ") &&
		post.Text("visibility") == string(o.Visibility) && (o.Visibility != "" || o.ScheduledAt != "") &&
		post.Text("spoiler_text") == o.SpoilerText && post.Text("in_reply_to_id") == o.InReplyToID && quoted == o.QuotedStatusID &&
		len(media) == len(o.MediaIDs) && (poll != nil) == (o.Poll != nil)
}

// renderedText returns the text of a post, with each mention as it is written in full. Mastodon shows @user@domain as @user.
func renderedText(post Document, quoting bool) string {
	html := post.Text("content")
	if rest, ok := strings.CutPrefix(html, `<p class="quote-inline">`); ok && quoting { // for servers that cannot show quotes
		_, html, _ = strings.Cut(rest, "</p>")
	}
	text := plainText(html)
	for _, mention := range post.List("mentions") {
		text = replace(text, "@"+mention.Text("username"), "@"+mention.Text("acct"))
	}
	return text
}

// shortMentions shortens the mentions of the server's own accounts, which may be written with its domain.
func shortMentions(text string, post Document, server string) string {
	for _, mention := range post.List("mentions") {
		text = replace(text, "@"+mention.Text("acct")+"@"+server, "@"+mention.Text("acct"))
	}
	return text
}
