package core

import (
	"strconv"
)

// StatusPostOptions are the options of [Client.StatusPost].
type StatusPostOptions struct {
	// Status is the text of the post.
	Status string `json:"status,omitempty"`
	// InReplyToID is the id of the post to reply to.
	InReplyToID string `json:"inReplyToId,omitempty"`
	// MediaIDs are the ids of uploaded media. An empty one is refused.
	MediaIDs []string `json:"mediaIds,omitempty"`
	// Sensitive hides media behind a warning.
	Sensitive bool `json:"sensitive,omitempty"`
	// Visibility is public, unlisted, private or direct. Default: the user's own.
	Visibility Visibility `json:"visibility,omitempty"`
	// SpoilerText is the warning to show before the text.
	SpoilerText string `json:"spoilerText,omitempty"`
	// Language is an ISO 639 code. Default: the user's own.
	Language string `json:"language,omitempty"`
	// ScheduledAt is a time in ISO 8601, at least five minutes ahead. The server then sends a ScheduledStatus.
	ScheduledAt string `json:"scheduledAt,omitempty"`
	// Poll attaches a poll. A post cannot have both a poll and media.
	Poll *Poll `json:"poll,omitempty"`
	// QuotedStatusID is the id of the post to quote. Mastodon 4.5 and later.
	QuotedStatusID string `json:"quotedStatusId,omitempty"`
	// QuoteApprovalPolicy is who may quote this post: public, followers or nobody. Mastodon 4.5 and later.
	QuoteApprovalPolicy string `json:"quoteApprovalPolicy,omitempty"`
	// QuoteID is the id of the post to quote on Fedibird. It requires featureSet fedibird.
	QuoteID string `json:"quoteId,omitempty"`
	// ContentType is text/plain, text/markdown, text/html or text/bbcode on Pleroma. It requires featureSet pleroma.
	ContentType string `json:"contentType,omitempty"`
	// IdempotencyKey makes it safe to repeat a request on servers that know it, such as Mastodon and Hollo: within an hour, they
	// publish one post for a key. GoToSocial 0.20 and WordPress ignore it and publish each time. WordPress' CORS rules do not even
	// allow the header, so a page does not send it there. Use a new key for each post.
	//
	// Asked again, Mastodon up to 4.5 returns the first post, whatever the new one says. If this function can tell that it is another
	// (from its own memory, or from the source of a post that is a minute older than the call), the error is option_invalid, and its
	// details are the first post. Mastodon 4.6.0 to 4.6.5 and the alpha of 4.7 answer 500 (a scheduled post: 404); the first post
	// stands.
	//
	// So after a response of 500 or more, a lost connection or a timeout, this function looks once. If this client knows the post of
	// the key, it returns that. Otherwise it looks at the account's posts (scope: read, or profile or read:accounts with
	// read:statuses). It returns the post that was made since the key was first used here, by this app if the post names its app, with
	// the same text, visibility, warning, language, media and poll, and the same post replied to or quoted. A scheduled post does
	// not say when it was made: unless it has media, the list is read before the call too. If there is not exactly one such post, if
	// it may be that of another call, or if the scopes do not allow the look, the error's code is post_unknown: whether the post is
	// published is not known.
	//
	// The time of the call is read from the device's clock. If that is wrong, the post is not found. If it is slow, a post with the
	// same content counts too that this app, or an unnamed one, made on another device that much earlier.
	IdempotencyKey string `json:"idempotencyKey,omitempty"`
}

// Poll is a question with at least two answers.
type Poll struct {
	Options []string `json:"options"`
	// ExpiresIn is how long the poll is open, in seconds.
	ExpiresIn  float64 `json:"expiresIn"`
	Multiple   bool    `json:"multiple,omitempty"`
	HideTotals bool    `json:"hideTotals,omitempty"`
}

// Visibility is who can see a post.
type Visibility string

const (
	VisibilityPublic   Visibility = "public"
	VisibilityUnlisted Visibility = "unlisted"
	VisibilityPrivate  Visibility = "private"
	VisibilityDirect   Visibility = "direct"
)

// StatusPost publishes a post. Scope: write or write:statuses.
//
// If the server's answer shows that it published the post without its text, media, poll or warning, not as a reply or a quote, with
// media that are not marked as sensitive, at once instead of at scheduledAt, or for more people than visibility allows, the error is
// post_incomplete. The member "id" of its details is the id of the post (or scheduled post), for example to delete it. Mastodon takes
// a warning without a text for the text: that is no loss.
//
// Mastodon.py: status_post. https://docs.joinmastodon.org/methods/statuses/#create
func (c *Client) StatusPost(ctx Context, options StatusPostOptions) (Entity[Status], error) {
	return c.post(ctx, "statusPost", options)
}

// TootOptions are the options of [Client.Toot].
type TootOptions struct {
	// Status is the text of the post.
	Status string `json:"status"`
}

// Toot publishes a post that is only text. Scope: write or write:statuses. Mastodon.py: toot.
func (c *Client) Toot(ctx Context, options TootOptions) (Entity[Status], error) {
	return c.post(ctx, "toot", StatusPostOptions{Status: options.Status})
}

func (c *Client) post(ctx Context, op string, o StatusPostOptions) (Entity[Status], error) {
	o.Visibility = Visibility(lower(string(o.Visibility)))
	form, err := o.form(c.options.FeatureSet)
	if err != nil {
		return Entity[Status]{}, during(op, err)
	}
	call := call{op: op, method: "POST", path: "/api/v1/statuses", form: form, since: Version{1, 0, 0}, changed: Version{4, 5, 0}, large: true}
	call.asJSON = true // Hollo ignores lists and polls in a form. The token causes a preflight anyway.
	if o.IdempotencyKey != "" && c.takesIdempotencyKey(ctx) {
		call.header.add("Idempotency-Key", o.IdempotencyKey)
	}
	look, begun := &postLook{Client: c, asked: &o, form: form.fingerprint()}, nowMs()
	look.lookBefore(ctx)
	call.onSend = func() {
		if look.sent == nil {
			look.sent = c.sending(o.IdempotencyKey, look.form)
		}
	}
	document, err := c.fetchAsUser(ctx, call)
	if look.sent == nil {
		return Entity[Status]{document}, err
	}
	look.known = c.answered(look.sent)
	switch {
	case err == nil && look.isOfOtherPost(ctx, document, begun):
		reused := illegal(CodeOptionInvalid, "idempotencyKey", "it was used for another post, and nothing was published now.")
		reused.Hint, reused.Details = "Use a new key for each post. The earlier post is in details.", document
		err = during(op, reused)
	case err == nil:
		c.claim(look.sent, look.form, document, false)
		err = during(op, o.incomplete(document, c.server()))
	case o.mayBePublished(err):
		document, err = look.find(ctx, err)
	}
	if hidesSecrets {
		c.hideSecrets(err, call, nil)
	}
	return Entity[Status]{document}, err
}

// checkIDs refuses a blank id: what it came from was not filled, such as the result of an upload that failed. A single id that is
// empty was not given.
func (o StatusPostOptions) checkIDs() error {
	for _, id := range []Field{{"inReplyToId", o.InReplyToID}, {"quotedStatusId", o.QuotedStatusID}, {"quoteId", o.QuoteID}} {
		if id.Value != "" && trim(id.Value, white) == "" {
			return illegal(CodeOptionInvalid, id.Name, "is a blank id.")
		}
	}
	for _, id := range o.MediaIDs {
		if trim(id, white) == "" {
			err := illegal(CodeOptionInvalid, "mediaIds", "has an empty id.")
			err.Hint = "The upload that it should come from may have failed."
			return err
		}
	}
	return nil
}

func (o StatusPostOptions) form(features FeatureSet) (Fields, error) {
	if trim(o.Status+o.SpoilerText+o.QuotedStatusID+o.QuoteID, white) == "" && len(o.MediaIDs) == 0 && o.Poll == nil {
		return nil, illegal(CodeOptionMissing, "status", "there is nothing to post.")
	}
	switch o.Visibility {
	case "", VisibilityPublic, VisibilityUnlisted, VisibilityPrivate, VisibilityDirect:
	default:
		return nil, illegal(CodeOptionInvalid, "visibility", "must be public, unlisted, private or direct.")
	}
	if err := o.checkIDs(); err != nil {
		return nil, err
	}
	switch {
	case o.QuoteApprovalPolicy != "" && !contains([]string{"public", "followers", "nobody"}, o.QuoteApprovalPolicy):
		return nil, illegal(CodeOptionInvalid, "quoteApprovalPolicy", "must be public, followers or nobody.")
	case o.QuoteID != "" && features != FeaturesFedibird:
		return nil, illegal(CodeOptionInvalid, "quoteId", "needs "+nameFeatureSet+" fedibird. For Mastodon, use "+nameQuotedStatusID+".")
	case o.ContentType != "" && features != FeaturesPleroma:
		return nil, illegal(CodeOptionInvalid, "contentType", "needs "+nameFeatureSet+" pleroma.")
	case o.ContentType != "" && !contains([]string{"text/plain", "text/markdown", "text/html", "text/bbcode"}, o.ContentType):
		return nil, illegal(CodeOptionInvalid, "contentType", "must be text/plain, text/markdown, text/html or text/bbcode.")
	}
	var form Fields
	form.add("status", o.Status)
	form.add("in_reply_to_id", o.InReplyToID)
	for _, id := range o.MediaIDs {
		form.add("media_ids[]", id)
	}
	form.flag("sensitive", o.Sensitive)
	form.add("visibility", string(o.Visibility))
	form.add("spoiler_text", o.SpoilerText)
	form.add("language", o.Language)
	form.add("scheduled_at", o.ScheduledAt)
	form.add("quoted_status_id", o.QuotedStatusID)
	form.add("quote_approval_policy", o.QuoteApprovalPolicy)
	form.add("quote_id", o.QuoteID)
	form.add("content_type", o.ContentType)
	if o.Poll == nil {
		return form, nil
	}
	if len(o.Poll.Options) < 2 || !(o.Poll.ExpiresIn >= 1) {
		return nil, illegal(CodeOptionInvalid, "poll", "needs at least two options, and "+nameExpiresIn+" in seconds.")
	}
	for _, answer := range o.Poll.Options {
		form.add("poll[options][]", answer)
	}
	form.add("poll[expires_in]", strconv.FormatInt(int64(o.Poll.ExpiresIn), 10))
	form.flag("poll[multiple]", o.Poll.Multiple)
	form.flag("poll[hide_totals]", o.Poll.HideTotals)
	return form, nil
}
