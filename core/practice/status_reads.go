package practice

import "slices"

func (s *Server) showStatus(r *request) *answer {
	if found := s.statusByID(r.wild["id"]); found != nil && s.sees(r.reader, found) {
		return jsonAnswer(200, s.statusDocument(r, found))
	}
	return apiError(404, "Not Found")
}

// deleteStatus deletes a post. Its document has the text, so that the client can post it again.
func (s *Server) deleteStatus(r *request) *answer {
	found := s.statusByID(r.wild["id"])
	if found == nil || found.user != r.reader {
		return lost()
	}
	document := s.sourced(r, found)
	if !s.options.Quirks.KeepsDeleted {
		s.remove(found)
	}
	return jsonAnswer(200, document)
}

// statusContext returns the posts that one answers, and those that answer it. https://docs.joinmastodon.org/entities/Context/
func (s *Server) statusContext(r *request) *answer {
	post := s.postFor(r)
	if post == nil {
		return apiError(404, "Not Found")
	}
	ancestors, descendants := []object{}, []object{}
	for above := post.inReplyTo; above != nil; above = above.inReplyTo {
		if slices.Contains(s.statuses, above) && s.sees(r.reader, above) {
			ancestors = slices.Insert(ancestors, 0, s.statusDocument(r, above))
		}
	}
	for _, below := range s.answersTo(post) {
		if s.sees(r.reader, below) && !s.hidden(below.user, r.reader) {
			descendants = append(descendants, s.statusDocument(r, below))
		}
	}
	return jsonAnswer(200, object{"ancestors": ancestors, "descendants": descendants})
}

// answersTo returns the answers to a post, each followed by the answers to it.
func (s *Server) answersTo(post *status) (found []*status) {
	for _, status := range s.statuses {
		if status.inReplyTo == post {
			found = append(append(found, status), s.answersTo(status)...)
		}
	}
	return found
}

// favouritedBy lists who favours a post. The pages are cut by the favourites' ids.
func (s *Server) favouritedBy(r *request) *answer {
	post := s.postFor(r)
	if post == nil {
		return apiError(404, "Not Found")
	}
	list := newestFirst(s.marksOn(favourited, post), func(m *mark) uint64 { return uint64(m.id) })
	return paged(s, r, list, accountPages, func(m *mark) object { return s.account(r, m.user) })
}

// rebloggedBy lists whose boosts of a post everybody can see. The pages are cut by the boosts' ids.
func (s *Server) rebloggedBy(r *request) *answer {
	post := s.postFor(r)
	if post == nil {
		return apiError(404, "Not Found")
	}
	var boosts []*status
	for _, status := range s.statuses {
		if status.boosted == post && status.public() {
			boosts = append(boosts, status)
		}
	}
	return paged(s, r, newestFirst(boosts, postID), accountPages, func(p *status) object { return s.account(r, p.user) })
}

// translateStatus has nothing to translate with.
func (s *Server) translateStatus(*request) *answer { return apiError(404, "Not Found") }
