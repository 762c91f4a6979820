package practice

// Lists of accounts. Their pages are cut by the ids of the ties.

func tieID(t *tie) uint64 { return uint64(t.id) }

// tiedAccounts returns the handler that lists the accounts that a person has a tie to.
func tiedAccounts(kind tieKind) handler {
	return func(s *Server, r *request) *answer {
		return paged(s, r, newestFirst(s.tied(kind, r.reader, nil), tieID), accountPages, func(t *tie) object {
			document := s.account(r, t.to)
			if kind == muting {
				document["mute_expires_at"] = nil
				if !t.until.IsZero() {
					document["mute_expires_at"] = timestamp(t.until)
				}
			}
			return document
		})
	}
}

func (s *Server) listFollowers(r *request) *answer {
	other := s.accountByID(r.wild["id"])
	if other == nil {
		return lost()
	}
	return paged(s, r, newestFirst(s.tied(following, nil, other), tieID), accountPages, func(t *tie) object { return s.account(r, t.from) })
}

func (s *Server) listFollowing(r *request) *answer {
	other := s.accountByID(r.wild["id"])
	if other == nil {
		return lost()
	}
	return paged(s, r, newestFirst(s.tied(following, other, nil), tieID), accountPages, func(t *tie) object { return s.account(r, t.to) })
}

func (s *Server) endorsementsOfAccount(r *request) *answer {
	other := s.accountByID(r.wild["id"])
	if other == nil {
		return lost()
	}
	return paged(s, r, newestFirst(s.tied(endorsing, other, nil), tieID), accountPages, func(t *tie) object { return s.account(r, t.to) })
}

func (s *Server) listFollowRequests(r *request) *answer {
	return paged(s, r, newestFirst(s.tied(asking, nil, r.reader), tieID), accountPages, func(t *tie) object { return s.account(r, t.from) })
}

// authorizeFollowRequest lets somebody follow who asked to.
func (s *Server) authorizeFollowRequest(r *request) *answer {
	other := s.accountByID(r.wild["id"])
	if other == nil || s.tie(asking, other, r.reader) == nil {
		return lost()
	}
	asked := s.tie(asking, other, r.reader)
	made := s.bind(following, other, r.reader)
	made.boosts, made.notify, made.languages = asked.boosts, asked.notify, asked.languages
	s.unbind(asking, other, r.reader)
	s.forget(r.reader, "follow_request", other, nil)
	s.notify("follow", r.reader, other, nil)
	return s.related(r, other)
}

func (s *Server) rejectFollowRequest(r *request) *answer {
	other := s.accountByID(r.wild["id"])
	if other == nil || s.tie(asking, other, r.reader) == nil {
		return lost()
	}
	s.unbind(asking, other, r.reader)
	s.forget(r.reader, "follow_request", other, nil)
	return s.related(r, other)
}

// familiarFollowers are those followers of an account whom the person follows.
func (s *Server) familiarFollowers(r *request) *answer {
	documents := []object{}
	for _, id := range r.params.list("id") {
		other := s.accountByID(id)
		if other == nil {
			continue
		}
		known := []object{}
		for _, tie := range s.tied(following, nil, other) {
			if s.tie(following, r.reader, tie.from) != nil {
				known = append(known, s.account(r, tie.from))
			}
		}
		documents = append(documents, object{"id": other.id, "accounts": known})
	}
	return jsonAnswer(200, documents)
}

// accountsByIDs returns the accounts that are asked for.
func (s *Server) accountsByIDs(r *request) *answer {
	documents := []object{}
	for _, id := range r.params.list("id") {
		if user := s.accountByID(id); user != nil {
			documents = append(documents, s.account(r, user))
		}
	}
	return jsonAnswer(200, documents)
}
