package practice

import (
	"slices"
	"strconv"
	"strings"
)

// The keywords and posts of filters, one by one.

func (s *Server) listFilterKeywords(r *request) *answer {
	filter := s.filterFor(r)
	if filter == nil {
		return lost()
	}
	return jsonAnswer(200, filter.document(s, true)["keywords"])
}

func (s *Server) newFilterKeyword(r *request) *answer {
	filter := s.filterFor(r)
	switch {
	case filter == nil:
		return lost()
	case strings.TrimSpace(r.params.Get("keyword")) == "":
		return validationFailed(r, problem{"Keyword", "can't be blank"})
	}
	made := &filterKeyword{id: s.serial("filter keyword"), whole: true}
	made.set(r.params)
	filter.keywords = append(filter.keywords, made)
	return jsonAnswer(200, made.document())
}

// keywordFor returns the reader's keyword that the path names, with its filter.
func (s *Server) keywordFor(r *request) (*filter, *filterKeyword) {
	for _, filter := range s.filtersOf(r.reader) {
		for _, keyword := range filter.keywords {
			if strconv.Itoa(keyword.id) == r.wild["id"] {
				return filter, keyword
			}
		}
	}
	return nil, nil
}

func (s *Server) showFilterKeyword(r *request) *answer {
	_, keyword := s.keywordFor(r)
	if keyword == nil {
		return lost()
	}
	return jsonAnswer(200, keyword.document())
}

func (s *Server) changeFilterKeyword(r *request) *answer {
	_, keyword := s.keywordFor(r)
	if keyword == nil {
		return lost()
	}
	keyword.set(r.params)
	return jsonAnswer(200, keyword.document())
}

func (s *Server) deleteFilterKeyword(r *request) *answer {
	filter, keyword := s.keywordFor(r)
	if keyword == nil {
		return lost()
	}
	filter.keywords = slices.DeleteFunc(filter.keywords, func(k *filterKeyword) bool { return k == keyword })
	return done()
}

func (s *Server) listFilterStatuses(r *request) *answer {
	filter := s.filterFor(r)
	if filter == nil {
		return lost()
	}
	return jsonAnswer(200, filter.document(s, true)["statuses"])
}

func (s *Server) newFilterStatus(r *request) *answer {
	filter, post := s.filterFor(r), s.statusByID(r.params.Get("status_id"))
	if filter == nil || post == nil || !s.sees(r.reader, post) {
		return lost()
	}
	made := &filterPost{s.serial("filter status"), post}
	filter.posts = append(filter.posts, made)
	return jsonAnswer(200, made.document(s))
}

func (s *Server) filterPostFor(r *request) (*filter, *filterPost) {
	for _, filter := range s.filtersOf(r.reader) {
		for _, post := range filter.posts {
			if strconv.Itoa(post.id) == r.wild["id"] {
				return filter, post
			}
		}
	}
	return nil, nil
}

func (s *Server) showFilterStatus(r *request) *answer {
	_, post := s.filterPostFor(r)
	if post == nil {
		return lost()
	}
	return jsonAnswer(200, post.document(s))
}

func (s *Server) deleteFilterStatus(r *request) *answer {
	filter, post := s.filterPostFor(r)
	if post == nil {
		return lost()
	}
	filter.posts = slices.DeleteFunc(filter.posts, func(p *filterPost) bool { return p == post })
	return done()
}
