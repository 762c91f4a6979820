package practice

import (
	"slices"
	"time"
)

// boost shows somebody's post to the booster's followers. A second time, the boost is the first one.
func (s *Server) boost(r *request) *answer {
	post := s.postFor(r)
	if post == nil || post.visibility == "direct" || post.visibility == "private" && post.user != r.reader {
		return lost()
	}
	if known := s.boostOf(post, r.reader); known != nil {
		return jsonAnswer(200, s.statusDocument(r, known))
	}
	visibility := r.params.Get("visibility")
	switch {
	case post.visibility == "private":
		visibility = "private"
	case !slices.Contains([]string{"public", "unlisted", "private"}, visibility):
		visibility = s.defaultVisibility(r.reader)
	}
	made := s.addBoost(r.reader, post, visibility, time.Now())
	s.notify("reblog", post.user, r.reader, post)
	return jsonAnswer(200, s.statusDocument(r, made))
}

func (s *Server) addBoost(by *user, post *status, visibility string, at time.Time) *status {
	made := &status{id: s.newIDAt(at), user: by, boosted: post, visibility: visibility, created: at}
	s.statuses = append(s.statuses, made)
	return made
}

// boostOf returns a person's boost of a post.
func (s *Server) boostOf(post *status, by *user) *status {
	for _, status := range s.statuses {
		if status.boosted == post && status.user == by && by != nil {
			return status
		}
	}
	return nil
}

// unboost takes a boost back. One that was not there is no error.
func (s *Server) unboost(r *request) *answer {
	post := s.postFor(r)
	if post == nil {
		return lost()
	}
	if boost := s.boostOf(post, r.reader); boost != nil {
		s.remove(boost)
		s.forget(post.user, "reblog", r.reader, post)
	}
	return jsonAnswer(200, s.statusDocument(r, post))
}
