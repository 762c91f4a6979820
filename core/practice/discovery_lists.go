package practice

import "slices"

// directory lists the people who want to be found.
func (s *Server) directory(r *request) *answer {
	documents := []object{}
	for _, user := range s.everybody() {
		if user.visible() && !user.undiscoverable && s.directoryHas(r, user) {
			documents = append(documents, s.account(r, user))
		}
	}
	return listed(r, documents, 40, 80)
}

// directoryHas reports whether the reader's directory has an account.
func (s *Server) directoryHas(r *request, u *user) bool {
	return (u.domain == "" || !r.params.truthy("local")) && u != r.reader && !s.hidden(u, r.reader)
}

// suggested are the people whom somebody may want to follow.
func (s *Server) suggested(reader *user) (found []*user) {
	for _, user := range s.everybody() {
		known := s.tie(following, reader, user) != nil || s.tie(asking, reader, user) != nil
		if user.visible() && !user.undiscoverable && user != reader && !known && !s.hidden(user, reader) &&
			!slices.Contains(s.settingsOf(reader).dropped, user) {
			found = append(found, user)
		}
	}
	return found
}

// suggestions returns entities Suggestion. https://docs.joinmastodon.org/entities/Suggestion/
func (s *Server) suggestions(r *request) *answer {
	documents := []object{}
	for _, user := range s.suggested(r.reader) {
		documents = append(documents, object{"source": "global", "sources": []string{"most_followed"}, "account": s.account(r, user)})
	}
	return jsonAnswer(200, part(documents, r.limit(40, 80), 0))
}

// oldSuggestions returns the accounts only.
func (s *Server) oldSuggestions(r *request) *answer {
	documents := []object{}
	for _, user := range s.suggested(r.reader) {
		documents = append(documents, s.account(r, user))
	}
	return jsonAnswer(200, part(documents, r.limit(40, 80), 0))
}

func (s *Server) dropSuggestion(r *request) *answer {
	if other := s.accountByID(r.wild["id"]); other != nil {
		own := s.settingsOf(r.reader)
		own.dropped = append(own.dropped, other)
	}
	return done()
}
