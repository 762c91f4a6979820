package core

// incomplete returns the error for a post that the server published without one of its parts. Only what the answer shows counts: a
// member that is missing in it says nothing.
func (o *StatusPostOptions) incomplete(made Document, server string) error {
	var lost []string
	lose := func(part string, isLost bool) {
		if isLost && speaksGo {
			part = goName(part)
		}
		if isLost {
			lost = append(lost, part)
		}
	}
	members := made.Keys()
	lose("scheduledAt", o.ScheduledAt != "" && contains(members, "content") && made.Text("scheduled_at") == "")
	lose("mediaIds", contains(members, "media_attachments") && len(made.List("media_attachments")) < len(o.MediaIDs))
	shown, text := made, "content"
	if params := made.Object("params"); o.ScheduledAt != "" && params != nil {
		shown, text, members = params, "text", params.Keys()
	}
	isEmpty := contains(members, text) && isBlank(shown.Text(text))
	lose("status", isEmpty && !isBlank(o.Status))
	if o.Poll != nil && contains(members, "poll") {
		poll := shown.Object("poll")
		lose("poll", poll == nil || len(titles(poll)) < len(trimmed(o.Poll.Options)))
	}
	if !isBlank(o.SpoilerText) && isBlank(shown.Text("spoiler_text")) {
		// Mastodon takes a warning without a text for the text. In a scheduled post it drops both.
		lose("spoilerText", contains(members, "spoiler_text") && !isBlank(o.Status) || isEmpty && isBlank(o.Status))
	}
	hasNone := func(member string) bool { return contains(members, member) && shown.Text(member) == "" }
	lose("sensitive", o.Sensitive && len(o.MediaIDs) > 0 && contains(members, "sensitive") && shown.Text("sensitive") != "true")
	lose("inReplyToId", o.InReplyToID != "" && hasNone("in_reply_to_id"))
	lose("quotedStatusId", o.QuotedStatusID != "" && (hasNone("quoted_status_id") || hasNone("quote") && shown.Object("quote") == nil))
	lose("visibility", wider(Visibility(shown.Text("visibility")), o.Visibility))
	if len(lost) == 0 {
		return nil
	}
	return &Error{
		Kind: ErrAPI, Code: CodePostIncomplete, Details: made,
		Message: server + " has the post, but not as asked; missing: " + join(lost, ", ") + ".",
		Hint:    "The post exists. Delete it (its id is in details), or leave it as it is.",
	}
}

// wider reports whether other people can see a post of the first visibility than of the second: everybody sees public and unlisted
// posts. An unknown visibility is not wider.
func wider(made, asked Visibility) bool {
	everybody := made == VisibilityPublic || made == VisibilityUnlisted
	return asked == VisibilityPrivate && everybody || asked == VisibilityDirect && (everybody || made == VisibilityPrivate)
}
