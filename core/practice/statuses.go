package practice

import (
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
	boosted              *status // the post has nothing of its own then
	created, edited      time.Time
	before               []version // earlier versions, oldest first
	media                []string  // ids
	poll                 *poll
	mentions             []*user
	tags                 []string // in lower case
	card                 *card
	quotePolicy          string // who may quote it: public, followers or nobody
	quoteRevoked         bool   // the quoted post's author does not want to be quoted by it
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
	if made.quotePolicy = given.Get("quote_approval_policy"); made.quotePolicy == "" {
		made.quotePolicy = token.user.quotePolicy()
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
		if made.inReplyTo = s.statusByID(parent); made.inReplyTo == nil || !s.sees(token.user, made.inReplyTo) {
			return nil, apiError(404, "The post you are trying to reply to does not appear to exist.")
		}
	}
	if refusal := s.checkPoll(r, made.poll); refusal != nil {
		return nil, refusal
	}
	isHollo := s.options.Quirks.Engine == EngineHollo
	if quoted := given.Get("quoted_status_id"); quoted != "" && (isHollo || s.since(sinceQuotes)) { // others ignore it
		made.quoted = s.statusByID(quoted)
		refused := made.quoted == nil || !s.sees(token.user, made.quoted) ||
			s.since(sinceQuotes) && s.quoteApproval(r, made.quoted)["current_user"] != "automatic"
		switch {
		case refused && isHollo:
			return nil, apiError(404, "Quote target not found")
		case refused:
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
	s.publish(made)
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

// publish puts a new post where everybody finds it, and tells those whom it concerns.
func (s *Server) publish(made *status) {
	made.id = s.newIDAt(made.created)
	s.readText(made)
	s.statuses = append(s.statuses, made)
	s.tellAbout(made)
	s.converse(made)
}

// remove deletes a post with all that hangs on it.
func (s *Server) remove(post *status) {
	gone := func(p *status) bool { return p == post || p != nil && p.boosted == post }
	s.statuses = slices.DeleteFunc(s.statuses, gone)
	s.marks = slices.DeleteFunc(s.marks, func(m *mark) bool { return gone(m.post) })
	s.notifications = slices.DeleteFunc(s.notifications, func(n *notification) bool { return gone(n.post) })
	for _, conversation := range s.conversations {
		conversation.posts = slices.DeleteFunc(conversation.posts, gone)
	}
	s.conversations = slices.DeleteFunc(s.conversations, func(c *conversation) bool { return len(c.posts) == 0 })
}

func (s *Server) statusByID(id string) *status {
	for _, status := range s.statuses {
		if s.idText(status.id) == id {
			return status
		}
	}
	return nil
}

// postFor returns the post that the path names, if the reader can see it. A boost stands for the post that it shows.
func (s *Server) postFor(r *request) *status {
	found := s.statusByID(r.wild["id"])
	if found == nil || !s.sees(r.reader, found) {
		return nil
	}
	if found.boosted != nil {
		return found.boosted
	}
	return found
}

// public reports whether everybody can see a post.
func (p *status) public() bool { return p.visibility == "public" || p.visibility == "unlisted" }

// sees reports whether the reader, who may be nil, can see a post.
func (s *Server) sees(reader *user, p *status) bool {
	switch {
	case reader == nil:
		return p.public()
	case p.user == reader:
		return true
	case s.tie(blocking, p.user, reader) != nil:
		return false
	case p.public() || slices.Contains(p.mentions, reader):
		return true
	}
	return p.visibility == "private" && s.tie(following, reader, p.user) != nil
}

func timestamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }
