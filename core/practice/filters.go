package practice

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// filter hides posts, or warns of them, by words in them or one by one.
type filter struct {
	id       int
	owner    *user
	title    string
	context  []string
	expires  time.Time
	action   string // warn, hide or blur
	keywords []*filterKeyword
	posts    []*filterPost
}

type filterKeyword struct {
	id    int
	word  string
	whole bool
}

type filterPost struct {
	id   int
	post *status
}

var filterContexts = []string{"home", "notifications", "public", "thread", "account"}

// document returns the entity Filter. In a post's document, it has neither keywords nor posts.
// https://docs.joinmastodon.org/entities/Filter/
func (f *filter) document(s *Server, whole bool) object {
	document := object{
		"id": strconv.Itoa(f.id), "title": f.title, "context": f.context, "expires_at": nil, "filter_action": f.action,
	}
	if !f.expires.IsZero() {
		document["expires_at"] = timestamp(f.expires)
	}
	if whole {
		keywords, posts := []object{}, []object{}
		for _, keyword := range f.keywords {
			keywords = append(keywords, keyword.document())
		}
		for _, post := range f.posts {
			posts = append(posts, post.document(s))
		}
		document["keywords"], document["statuses"] = keywords, posts
	}
	return document
}

func (k *filterKeyword) document() object {
	return object{"id": strconv.Itoa(k.id), "keyword": k.word, "whole_word": k.whole}
}

func (p *filterPost) document(s *Server) object {
	return object{"id": strconv.Itoa(p.id), "status_id": s.idText(p.post.id)}
}

// filtersOf returns a person's filters, the first one first.
func (s *Server) filtersOf(owner *user) (found []*filter) {
	for _, filter := range s.filters {
		if filter.owner == owner {
			found = append(found, filter)
		}
	}
	return found
}

func (s *Server) filterFor(r *request) *filter {
	for _, filter := range s.filtersOf(r.reader) {
		if strconv.Itoa(filter.id) == r.wild["id"] {
			return filter
		}
	}
	return nil
}

func (s *Server) listFilters(r *request) *answer {
	documents := []object{}
	for _, filter := range s.filtersOf(r.reader) {
		documents = append(documents, filter.document(s, true))
	}
	return jsonAnswer(200, documents)
}

func (s *Server) showFilter(r *request) *answer {
	filter := s.filterFor(r)
	if filter == nil {
		return lost()
	}
	return jsonAnswer(200, filter.document(s, true))
}

func (s *Server) newFilter(r *request) *answer {
	made := &filter{owner: r.reader, action: "warn"}
	if refusal := made.set(s, r); refusal != nil {
		return refusal
	}
	made.id = s.serial("filter")
	s.filters = append(s.filters, made)
	return jsonAnswer(200, made.document(s, true))
}

func (s *Server) changeFilter(r *request) *answer {
	filter := s.filterFor(r)
	if filter == nil {
		return lost()
	}
	if refusal := filter.set(s, r); refusal != nil {
		return refusal
	}
	return jsonAnswer(200, filter.document(s, true))
}

func (s *Server) deleteFilter(r *request) *answer {
	filter := s.filterFor(r)
	if filter == nil {
		return lost()
	}
	at := slices.Index(s.filters, filter)
	s.filters = slices.Delete(s.filters, at, at+1)
	return done()
}

// set changes what the request gives, if it is valid.
func (f *filter) set(s *Server, r *request) *answer {
	changed, given := *f, r.params
	if given.Has("title") {
		changed.title = given.Get("title")
	}
	if contexts := given.list("context"); len(contexts) > 0 {
		changed.context = contexts
	}
	if given.Has("filter_action") {
		changed.action = given.Get("filter_action")
	}
	changed.expires = expiry(given, changed.expires)
	if refusal := changed.check(r); refusal != nil {
		return refusal
	}
	changed.keywords = slices.Clone(changed.keywords)
	for _, each := range given.elements("keywords_attributes") {
		at := slices.IndexFunc(changed.keywords, func(k *filterKeyword) bool { return strconv.Itoa(k.id) == each.Get("id") })
		switch {
		case at >= 0 && each.truthy("_destroy"):
			changed.keywords = slices.Delete(changed.keywords, at, at+1)
		case at >= 0:
			changed.keywords[at].set(each)
		case each.Get("keyword") != "":
			made := &filterKeyword{id: s.serial("filter keyword"), whole: true}
			made.set(each)
			changed.keywords = append(changed.keywords, made)
		}
	}
	*f = changed
	return nil
}

func (k *filterKeyword) set(given params) {
	if given.Has("keyword") {
		k.word = given.Get("keyword")
	}
	if given.Has("whole_word") {
		k.whole = given.truthy("whole_word")
	}
}

func (f *filter) check(r *request) *answer {
	var found []problem
	if strings.TrimSpace(f.title) == "" {
		found = append(found, problem{"Title", "can't be blank"})
	}
	if len(f.context) == 0 {
		found = append(found, problem{"Context", "can't be blank"})
	}
	if len(f.context) == 0 || !subset(f.context, filterContexts) {
		found = append(found, problem{"Context", "None or invalid context supplied"})
	}
	if len(found) > 0 {
		return validationFailed(r, found...)
	}
	if !slices.Contains([]string{"warn", "hide", "blur"}, f.action) {
		return apiError(422, "'"+f.action+"' is not a valid filter_action")
	}
	return nil
}

// expiry reads expires_in, in seconds. An empty one means never.
func expiry(given params, otherwise time.Time) time.Time {
	if !given.Has("expires_in") {
		return otherwise
	}
	if seconds, _ := strconv.Atoi(given.Get("expires_in")); seconds > 0 {
		return time.Now().Add(time.Duration(seconds) * time.Second)
	}
	return time.Time{}
}
