package core

// A post can be published although its response is lost, or is an error. Mastodon 4.6 and 4.7 even answer a repeated
// Idempotency-Key with 500 (a scheduled post with 404), and the first post stands. So the account's posts are looked at, once.
// In doubt the outcome stays unknown: no post is taken for another.

// mayBePublished reports whether the post may be published although the call failed.
func (o *StatusPostOptions) mayBePublished(err error) bool {
	known := AsError(err)
	switch {
	case o.IdempotencyKey == "" || hasCode(err, CodeAborted, CodeOffline):
		return false
	case known.Status == 404:
		return o.ScheduledAt != ""
	}
	return known.Kind.within(ErrNetwork) || known.Status >= 500 || known.Status >= 200 && known.Status < 300
}

// fingerprint returns a text that is the same for the same form.
func (f Fields) fingerprint() string {
	var text builder
	for _, field := range f {
		text.add(field.Name)
		text.add("\x00")
		text.add(field.Value)
		text.add("\x00")
	}
	return string(text)
}

// postLook looks for a post whose outcome is not known.
type postLook struct {
	*Client // that sent the post
	asked   *StatusPostOptions
	form    string    // the fingerprint of what was sent
	sent    *sentPost // nil until it is sent
	known   sentPost  // what is known of it at the answer
	waiting []string  // the ids of the scheduled posts that were there before, and ""; nil if they are not known
}

// lookBefore reads the list of scheduled posts, which do not say when they were made. Media are in one post only, so they are proof
// enough.
func (l *postLook) lookBefore(ctx Context) {
	if l.asked.IdempotencyKey == "" || l.asked.ScheduledAt == "" || len(l.asked.MediaIDs) > 0 || l.Credentials().AccessToken == "" {
		return
	}
	if list := l.see(ctx, scheduledPath); list != nil && list.Is(IsList) {
		l.waiting = append(idsOf(list.List("")), "")
	}
}

const scheduledPath = "/api/v1/scheduled_statuses"

// find returns the post of a call that failed. If it cannot be told, it returns the error post_unknown.
func (l *postLook) find(ctx Context, failed error) (Document, error) {
	if first := l.firstAgain(ctx); first != nil {
		return first, nil
	}
	err := copyOf(failed)
	isGone := err.Status == 404 && l.asked.InReplyToID+l.asked.QuotedStatusID != "" // the post to reply to or to quote
	if found := l.onlyPost(ctx, err.Status == 404 && !isGone); found != nil && l.claim(l.sent, l.form, found, true) {
		return found, nil
	}
	if isGone {
		return nil, err
	}
	err.Code, err.Message = CodePostUnknown, "it is not known whether "+l.server()+" published the post."
	err.Hint = "Look at the account's posts before you post it again."
	return nil, err
}

// firstAgain returns the post that this client knows to have the key, unless it is deleted.
func (l *postLook) firstAgain(ctx Context) Document {
	known := l.known.made
	if known == nil || l.known.form != l.form {
		return nil
	}
	path := "/api/v1/statuses"
	if l.asked.ScheduledAt != "" {
		path = scheduledPath
	}
	now, err := l.get(ctx, path+"/"+known.Text("id"))
	switch {
	case err != nil && AsError(err).Status == 404:
		return nil
	case err != nil || now == nil || now.Text("id") != known.Text("id"):
		return known // with no right to read, for example
	}
	return now
}

// onlyPost returns the account's own post, or scheduled post, that has the content and was made since. It returns nil if there is
// none, or if there are two. hasKey says that the server knows the key.
func (l *postLook) onlyPost(ctx Context, hasKey bool) (found Document) {
	path, o := scheduledPath, l.asked
	if o.ScheduledAt == "" {
		me := l.see(ctx, "/api/v1/accounts/verify_credentials")
		if me == nil || me.Text("id") == "" {
			return nil
		}
		if source := me.Object("source"); o.Visibility == "" && source != nil { // the options are the call's own copy
			o.Visibility = Visibility(source.Text("privacy"))
		}
		path = "/api/v1/accounts/" + me.Text("id") + "/statuses?exclude_reblogs=true"
	}
	posts := l.see(ctx, path)
	if posts == nil {
		return nil
	}
	for _, post := range posts.List("") {
		id, isNew := post.Text("id"), l.isNew(post)
		if o.ScheduledAt != "" {
			isNew = hasKey || len(o.MediaIDs) > 0 || l.waiting != nil && !contains(l.waiting, id)
		}
		if !isNew || l.isOther(o.IdempotencyKey, id) || !o.isContentOf(post, l.server()) || l.isOfOtherApp(ctx, post) {
			continue
		}
		if found != nil {
			return nil
		}
		found = post
	}
	return found
}

// isNew reports whether a post was made since the call. The clocks of server and device may differ: then the post is in doubt.
// Times are read to the second.
func (l *postLook) isNew(post Document) bool {
	created := instant(post.Text("created_at"))
	return created > l.known.at-1000 && created <= nowMs()+1000
}

// isOfOtherApp reports whether a post names another app than this one. Not every server names it.
func (l *postLook) isOfOtherApp(ctx Context, post Document) bool {
	app := post.Object("application")
	if app == nil || app.Text("name") == "" {
		return false
	}
	ours := l.Credentials().ClientName
	if ours == "" {
		if own := l.see(ctx, "/api/v1/apps/verify_credentials"); own != nil {
			ours = own.Text("name")
		}
	}
	return ours != app.Text("name")
}

// isOfOtherPost reports whether the answer is a post that was made earlier with the same key and another text.
func (l *postLook) isOfOtherPost(ctx Context, made Document, begun float64) bool {
	id := made.Text("id")
	if l.known.id != "" && l.known.id == id {
		return l.known.form != l.form
	}
	created := instant(made.Text("created_at"))
	if l.asked.IdempotencyKey == "" || created == 0 || created > begun-60_000 || made.Text("edited_at") != "" || l.asked.isTextOf(made, l.server()) {
		return false
	}
	// Servers may show a text in another way, and clocks differ. The source is what was sent.
	source := l.see(ctx, "/api/v1/statuses/"+id+"/source")
	return source != nil && source.Text("id") == id && !isSameText(source.Text("text"), first(l.asked.Status, l.asked.SpoilerText))
}

// see returns what the server sends, or nil.
func (l *postLook) see(ctx Context, path string) Document {
	seen, err := l.get(ctx, path)
	if err != nil {
		return nil
	}
	return seen
}

// get does not renew the token, which was fresh a moment ago. The person has waited already, so it is short.
func (l *postLook) get(ctx Context, path string) (Document, error) {
	look := &Client{host: l.host, credentials: l.Credentials(), options: Options{RatelimitMethod: RatelimitThrow, RequestTimeoutMs: min(8_000, l.options.RequestTimeoutMs)}}
	response, err := look.do(ctx, call{method: "GET", path: path, bearer: look.credentials.AccessToken, asIs: true, large: true})
	if err != nil {
		return nil, err
	}
	return response.Body, nil
}
