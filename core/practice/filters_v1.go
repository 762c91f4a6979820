package practice

import (
	"slices"
	"strings"
)

// The filters of /api/v1. Each is one keyword of a filter of /api/v2, and has the keyword's id.

// oldFilter returns the entity V1::Filter. https://docs.joinmastodon.org/entities/V1_Filter/
func oldFilter(s *Server, f *filter, k *filterKeyword) object {
	whole := f.document(s, false)
	keyword := k.document()
	return object{
		"id": keyword["id"], "phrase": k.word, "context": f.context, "whole_word": k.whole, "expires_at": whole["expires_at"],
		"irreversible": f.action == "hide",
	}
}

func (s *Server) listOldFilters(r *request) *answer {
	documents := []object{}
	for _, filter := range s.filtersOf(r.reader) {
		for _, keyword := range filter.keywords {
			documents = append(documents, oldFilter(s, filter, keyword))
		}
	}
	return jsonAnswer(200, documents)
}

func (s *Server) showOldFilter(r *request) *answer {
	filter, keyword := s.keywordFor(r)
	if keyword == nil {
		return lost()
	}
	return jsonAnswer(200, oldFilter(s, filter, keyword))
}

func (s *Server) newOldFilter(r *request) *answer {
	made := &filter{owner: r.reader, action: "warn"}
	keyword := &filterKeyword{}
	if refusal := made.setOld(r, keyword); refusal != nil {
		return refusal
	}
	made.id, keyword.id = s.serial("filter"), s.serial("filter keyword")
	s.filters = append(s.filters, made)
	return jsonAnswer(200, oldFilter(s, made, keyword))
}

func (s *Server) changeOldFilter(r *request) *answer {
	filter, keyword := s.keywordFor(r)
	if keyword == nil {
		return lost()
	}
	if refusal := filter.setOld(r, keyword); refusal != nil {
		return refusal
	}
	return jsonAnswer(200, oldFilter(s, filter, keyword))
}

// setOld changes a filter and its keyword.
func (f *filter) setOld(r *request, k *filterKeyword) *answer {
	changed, given := *f, r.params
	word := k.word
	if given.Has("phrase") {
		word = given.Get("phrase")
	}
	if strings.TrimSpace(word) == "" {
		return validationFailed(r, problem{"Keyword", "can't be blank"})
	}
	if contexts := given.list("context"); len(contexts) > 0 {
		changed.context = contexts
	}
	if given.Has("irreversible") {
		changed.action = map[bool]string{true: "hide", false: "warn"}[given.truthy("irreversible")]
	}
	changed.title, changed.expires = word, expiry(given, changed.expires)
	if refusal := changed.check(r); refusal != nil {
		return refusal
	}
	k.word = word
	if given.Has("whole_word") {
		k.whole = given.truthy("whole_word")
	}
	if !slices.Contains(changed.keywords, k) {
		changed.keywords = append(slices.Clone(changed.keywords), k)
	}
	*f = changed
	return nil
}

// deleteOldFilter deletes the keyword, and the filter with its last one.
func (s *Server) deleteOldFilter(r *request) *answer {
	owning, _ := s.keywordFor(r)
	made := s.deleteFilterKeyword(r)
	if owning != nil && len(owning.keywords) == 0 {
		s.filters = slices.DeleteFunc(s.filters, func(f *filter) bool { return f == owning })
	}
	return made
}
