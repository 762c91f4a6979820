package practice

import (
	"html"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

const maxCharacters = 500

// status is a post.
type status struct {
	id                   uint64
	user                 *user
	app                  *app
	text, spoiler        string
	visibility, language string
	sensitive            bool
	inReplyTo, quoted    *status
	created              time.Time
	media                []string // ids
	poll                 *poll
}

func (s *Server) postStatus(r *request) *answer {
	token, refusal := s.userToken(r, "write", "write:statuses")
	if refusal != nil {
		return refusal
	}
	if s.options.Quirks.FlatForms {
		if refusal := flatForm(r); refusal != nil {
			return refusal
		}
	}
	return s.once(r, token.user, func() (object, *answer) { return s.newStatus(r, token) })
}

func (s *Server) newStatus(r *request, token *token) (object, *answer) {
	given := r.params
	made := &status{
		user: token.user, app: token.app, text: given.Get("status"), spoiler: given.Get("spoiler_text"),
		visibility: given.Get("visibility"), language: given.Get("language"), created: time.Now(),
		sensitive: given.truthy("sensitive") || given.Get("spoiler_text") != "",
		media:     given.Values["media_ids[]"], poll: readPoll(given),
	}
	if made.visibility == "" {
		made.visibility = s.defaultVisibility(token.user)
	}
	if made.language == "" {
		made.language = token.user.locale
	}
	switch {
	case strings.TrimSpace(made.text+made.spoiler) == "" && !given.attaches() && !s.options.Quirks.BlankPosts:
		return nil, validationFailed(r, problem{"Text", "can't be blank"})
	case utf8.RuneCountInString(made.text+made.spoiler) > maxCharacters:
		return nil, validationFailed(r, problem{"Text", "character limit of 500 exceeded"})
	case !slices.Contains([]string{"public", "unlisted", "private", "direct"}, made.visibility):
		return nil, validationFailed(r, problem{"Visibility", "is not included in the list"})
	}
	if parent := given.Get("in_reply_to_id"); parent != "" {
		if made.inReplyTo = s.statusByID(parent); made.inReplyTo == nil {
			return nil, apiError(404, "The post you are trying to reply to does not appear to exist.")
		}
	}
	isHollo := s.options.Quirks.Engine == EngineHollo
	if quoted := given.Get("quoted_status_id"); quoted != "" && (isHollo || s.since(sinceQuotes)) { // others ignore it
		made.quoted = s.statusByID(quoted)
		switch {
		case made.quoted == nil && isHollo:
			return nil, apiError(404, "Quote target not found")
		case made.quoted == nil:
			return nil, apiError(404, "The post you are trying to quote does not appear to exist.")
		}
	}
	if refusal := s.attach(made); refusal != nil {
		return nil, refusal
	}
	if given.Get("scheduled_at") != "" {
		return s.schedule(r, made)
	}
	if s.takesWarningForText(made) {
		made.text, made.spoiler = made.spoiler, "" // the post stays sensitive
	}
	made.id = s.newID()
	s.statuses = append(s.statuses, made)
	return s.statusDocument(r, made), nil
}

// attaches reports whether a post has something beside its text, so that it needs none.
func (p params) attaches() bool {
	return p.Has("media_ids[]") || p.Has("poll[options][]") || p.Has("poll") || p.Get("quoted_status_id") != ""
}

// takesWarningForText reports whether a post has a warning and neither a text nor a quote: on Mastodon, the warning becomes the text.
func (s *Server) takesWarningForText(p *status) bool {
	return s.isMastodon() && strings.TrimSpace(p.text) == "" && strings.TrimSpace(p.spoiler) != "" && p.quoted == nil
}

// statusDocument returns the entity Status. https://docs.joinmastodon.org/entities/Status/
func (s *Server) statusDocument(r *request, p *status) object {
	id := s.idText(p.id)
	document := object{
		"id": id, "created_at": timestamp(p.created), "in_reply_to_id": nil, "in_reply_to_account_id": nil,
		"sensitive": p.sensitive, "spoiler_text": p.spoiler, "visibility": p.visibility, "language": p.language,
		"uri": s.actor(r, p.user) + "/statuses/" + id, "url": p.user.url(r) + "/" + id, "replies_count": 0, "reblogs_count": 0,
		"favourites_count": 0, "quotes_count": 0, "edited_at": nil, "favourited": false, "reblogged": false, "muted": false,
		"bookmarked": false, "pinned": false, "content": paragraphs(p.text), "filtered": []any{}, "reblog": nil, "quote": nil,
		"application": object{"name": p.app.name, "website": orNull(p.app.website)}, "account": s.account(r, p.user),
		"media_attachments": s.mediaDocuments(r, p.media), "mentions": []any{}, "tags": []any{}, "emojis": []any{}, "card": nil,
		"poll": p.poll.document(id, p.created),
	}
	if p.inReplyTo != nil {
		document["in_reply_to_id"] = s.idText(p.inReplyTo.id)
		document["in_reply_to_account_id"] = p.inReplyTo.user.id
	}
	if p.quoted != nil {
		address := p.quoted.user.url(r) + "/" + s.idText(p.quoted.id)
		if s.isMastodon() { // for servers that cannot show quotes
			document["content"] = `<p class="quote-inline">RE: <a href="` + address + `">` + address + "</a></p>" + paragraphs(p.text)
		}
		document["quote"] = object{"state": "accepted", "quoted_status": s.quotedDocument(r, p.quoted)}
	}
	document = s.shaped(r, shapeStatus, document)
	if s.options.Quirks.ShowsSource {
		document["text"] = p.text
	}
	return document
}

// quotedDocument returns a Status within a Status. A quote in it is not shown.
func (s *Server) quotedDocument(r *request, p *status) object {
	alone := *p
	alone.quoted = nil
	return s.statusDocument(r, &alone)
}

func (s *Server) statusByID(id string) *status {
	for _, status := range s.statuses {
		if s.idText(status.id) == id {
			return status
		}
	}
	return nil
}

// public reports whether everybody can see a post.
func (p *status) public() bool { return p.visibility == "public" || p.visibility == "unlisted" }

// visibleTo reports whether the reader, who may be nil, can see a post. There are no followers here.
func (p *status) visibleTo(reader *user) bool { return p.public() || p.user == reader }

func timestamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

// paragraphs converts plain text to HTML as Mastodon does: a blank line starts a paragraph, any other line break stays a line
// break.
func paragraphs(text string) string {
	text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	if text == "" {
		return ""
	}
	text = strings.NewReplacer("\n\n", "</p><p>", "\n", "<br />").Replace(html.EscapeString(text))
	return "<p>" + text + "</p>"
}
