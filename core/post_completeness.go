package core

// incomplete returns the error for a post that the server published without one of its parts. Only what the answer shows counts: a
// member that is missing in it says nothing.
func (o StatusPostOptions) incomplete(made Document, server string) error {
	var lost []string
	has := func(member string) bool { return contains(made.Keys(), member) }
	if o.ScheduledAt != "" && has("content") && made.Text("scheduled_at") == "" {
		lost = append(lost, "scheduledAt")
	}
	if has("media_attachments") && len(made.List("media_attachments")) < len(o.MediaIDs) {
		lost = append(lost, "mediaIds")
	}
	if o.Poll != nil && has("poll") && made.Object("poll") == nil {
		lost = append(lost, "poll")
	}
	if o.SpoilerText != "" && has("spoiler_text") && made.Text("spoiler_text") == "" {
		lost = append(lost, "spoilerText")
	}
	if wider(Visibility(made.Text("visibility")), Visibility(lower(string(o.Visibility)))) {
		lost = append(lost, "visibility")
	}
	if len(lost) == 0 {
		return nil
	}
	return &Error{
		Kind: ErrAPI, Code: "post_incomplete", Details: made,
		Message: server + " published the post, but not as asked; missing: " + join(lost, ", ") + ".",
		Hint:    "The post exists. Delete it (its id is in details), or leave it as it is.",
	}
}

// wider reports whether other people can see a post of the first visibility than of the second: everybody sees public and unlisted
// posts. An unknown visibility is not wider.
func wider(made, asked Visibility) bool {
	everybody := made == VisibilityPublic || made == VisibilityUnlisted
	return asked == VisibilityPrivate && everybody || asked == VisibilityDirect && (everybody || made == VisibilityPrivate)
}
