package practice

import "slices"

// mark is what a person has put on a post.
type mark struct {
	id   int
	kind markKind
	user *user
	post *status
}

type markKind string

const (
	favourited markKind = "favourited"
	bookmarked markKind = "bookmarked"
	silenced   markKind = "muted" // the thread makes no notifications
	pinned     markKind = "pinned"
)

func (s *Server) marked(kind markKind, by *user, post *status) bool {
	return by != nil && slices.ContainsFunc(s.marks, func(m *mark) bool { return m.kind == kind && m.user == by && m.post == post })
}

// put marks a post. It reports whether the mark is new.
func (s *Server) put(kind markKind, by *user, post *status) bool {
	if s.marked(kind, by, post) {
		return false
	}
	s.marks = append(s.marks, &mark{s.serial(string(kind)), kind, by, post})
	return true
}

// marksOn returns the marks of a kind on a post.
func (s *Server) marksOn(kind markKind, post *status) (found []*mark) {
	for _, mark := range s.marks {
		if mark.kind == kind && mark.post == post {
			found = append(found, mark)
		}
	}
	return found
}

// marks returns the handler that marks a post.
func marks(kind markKind) handler {
	return func(s *Server, r *request) *answer {
		post := s.postFor(r)
		if post == nil {
			return lost()
		}
		s.put(kind, r.reader, post)
		return jsonAnswer(200, s.statusDocument(r, post))
	}
}

// unmarks returns the handler that takes a mark off a post. One that was not there is no error.
func unmarks(kind markKind) handler {
	return func(s *Server, r *request) *answer {
		post := s.postFor(r)
		if post == nil {
			return lost()
		}
		s.marks = slices.DeleteFunc(s.marks, func(m *mark) bool { return m.kind == kind && m.user == r.reader && m.post == post })
		if kind == favourited {
			s.forget(post.user, "favourite", r.reader, post)
		}
		return jsonAnswer(200, s.statusDocument(r, post))
	}
}

// favourite marks a post and tells its author.
func (s *Server) favourite(r *request) *answer {
	post := s.postFor(r)
	if post == nil {
		return lost()
	}
	if s.put(favourited, r.reader, post) {
		s.notify("favourite", post.user, r.reader, post)
	}
	return jsonAnswer(200, s.statusDocument(r, post))
}

// pinStatus shows a post at the top of its author's profile.
func (s *Server) pinStatus(r *request) *answer {
	post := s.postFor(r)
	switch {
	case post == nil:
		return lost()
	case post.user != r.reader:
		return apiError(422, "Validation failed: Someone else's post cannot be pinned")
	case post.boosted != nil:
		return apiError(422, "Validation failed: A boost cannot be pinned")
	case post.visibility == "direct":
		return apiError(422, "Validation failed: Posts that are only visible to mentioned users cannot be pinned")
	case !s.marked(pinned, r.reader, post) && s.countPins(r.reader) >= maxPinned:
		return apiError(422, "Validation failed: You have already pinned the maximum number of posts")
	}
	s.put(pinned, r.reader, post)
	return jsonAnswer(200, s.statusDocument(r, post))
}

// maxPinned is how many posts a person may pin.
const maxPinned = 5

func (s *Server) countPins(by *user) (count int) {
	for _, mark := range s.marks {
		if mark.kind == pinned && mark.user == by {
			count++
		}
	}
	return count
}

// markedPosts returns the handler that lists the posts that a person has marked. The pages are cut by the marks' ids.
func markedPosts(kind markKind) handler {
	return func(s *Server, r *request) *answer {
		var own []*mark
		for _, mark := range s.marks {
			if mark.kind == kind && mark.user == r.reader && s.sees(r.reader, mark.post) {
				own = append(own, mark)
			}
		}
		how := statusPages
		how.kept = nil
		return paged(s, r, newestFirst(own, func(m *mark) uint64 { return uint64(m.id) }), how, func(m *mark) object {
			return s.statusDocument(r, m.post)
		})
	}
}
