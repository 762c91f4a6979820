package practice

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// version is what a post said before it was edited.
type version struct {
	text, spoiler string
	sensitive     bool
	at            time.Time
	media         []string
	poll          *poll
}

// editStatus changes a post. Those who boosted it hear of it.
func (s *Server) editStatus(r *request) *answer {
	post := s.statusByID(r.wild["id"])
	if post == nil || post.user != r.reader || post.boosted != nil {
		return lost()
	}
	given, text := r.params, post.text
	if given.Has("status") {
		text = given.Get("status")
	}
	spoiler := given.Get("spoiler_text")
	switch {
	case strings.TrimSpace(text+spoiler) == "" && len(post.media) == 0 && post.poll == nil && !given.attaches():
		return validationFailed(r, problem{"Text", "can't be blank"})
	case utf8.RuneCountInString(text+spoiler) > maxCharacters:
		return validationFailed(r, problem{"Text", "character limit of 500 exceeded"})
	}
	poll := readPoll(given)
	if refusal := s.checkPoll(r, poll); refusal != nil {
		return refusal
	}
	post.before = append(post.before, post.version())
	post.text, post.spoiler, post.edited = text, spoiler, time.Now()
	post.sensitive = spoiler != "" || given.truthy("sensitive")
	if language := given.Get("language"); language != "" {
		post.language = language
	}
	if given.Has("media_ids[]") {
		post.media = given.Values["media_ids[]"]
	}
	if poll != nil {
		post.poll = poll
	}
	s.readText(post)
	for _, boost := range s.statuses {
		if boost.boosted == post && boost.user != post.user {
			s.notify("update", boost.user, post.user, post)
		}
	}
	return jsonAnswer(200, s.statusDocument(r, post))
}

// version is what a post says now.
func (p *status) version() version {
	at := p.created
	if !p.edited.IsZero() {
		at = p.edited
	}
	return version{p.text, p.spoiler, p.sensitive, at, slices.Clone(p.media), p.poll}
}

// statusHistory lists all that a post has said, oldest first. https://docs.joinmastodon.org/entities/StatusEdit/
func (s *Server) statusHistory(r *request) *answer {
	post := s.postFor(r)
	if post == nil {
		return apiError(404, "Not Found")
	}
	documents := []object{}
	for _, was := range append(slices.Clone(post.before), post.version()) {
		document := object{
			"content": s.content(r, was.text), "spoiler_text": was.spoiler, "sensitive": was.sensitive, "created_at": timestamp(was.at),
			"account": s.account(r, post.user), "media_attachments": s.mediaDocuments(r, was.media), "emojis": s.emojisIn(r, was.text),
		}
		if was.poll != nil {
			titles := []object{}
			for _, title := range was.poll.options {
				titles = append(titles, object{"title": title})
			}
			document["poll"] = object{"options": titles}
		}
		documents = append(documents, document)
	}
	return jsonAnswer(200, documents)
}

// statusSource returns the text as its author wrote it.
func (s *Server) statusSource(r *request) *answer {
	post := s.postFor(r)
	if post == nil || post.user != r.reader {
		return apiError(404, "Not Found")
	}
	return jsonAnswer(200, object{"id": s.idText(post.id), "text": post.text, "spoiler_text": post.spoiler})
}
