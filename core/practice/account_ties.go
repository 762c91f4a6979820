package practice

import (
	"slices"
	"strconv"
	"time"
)

// relationship returns the entity Relationship. https://docs.joinmastodon.org/entities/Relationship/
func (s *Server) relationship(reader, other *user) object {
	follows, asks, mutes := s.tie(following, reader, other), s.tie(asking, reader, other), s.tie(muting, reader, other)
	document := object{
		"id": other.id, "following": follows != nil, "showing_reblogs": false, "notifying": false, "languages": nil,
		"followed_by": s.tie(following, other, reader) != nil, "blocking": s.tie(blocking, reader, other) != nil,
		"blocked_by": s.tie(blocking, other, reader) != nil, "muting": mutes != nil, "muting_notifications": mutes != nil && mutes.notifications,
		"requested": asks != nil, "requested_by": s.tie(asking, other, reader) != nil,
		"domain_blocking": other.domain != "" && slices.Contains(s.settingsOf(reader).domains, other.domain),
		"endorsed":        s.tie(endorsing, reader, other) != nil, "note": s.settingsOf(reader).notes[other],
	}
	if s.since(sinceCollections) {
		document["muting_expires_at"] = nil
		if mutes != nil && !mutes.until.IsZero() {
			document["muting_expires_at"] = mutes.until.UTC().Format("2006-01-02T15:04:05Z")
		}
	}
	for _, tie := range []*tie{follows, asks} {
		if tie != nil {
			document["showing_reblogs"], document["notifying"] = tie.boosts, tie.notify
			if tie.languages != nil {
				document["languages"] = tie.languages
			}
		}
	}
	return document
}

// related responds with the relationship to the account of the path, after something was done about it.
func (s *Server) related(r *request, other *user) *answer {
	return jsonAnswer(200, s.relationship(r.reader, other))
}

func (s *Server) listRelationships(r *request) *answer {
	documents := []object{}
	for _, id := range r.params.list("id") {
		if other := s.accountByID(id); other != nil {
			documents = append(documents, s.relationship(r.reader, other))
		}
	}
	return jsonAnswer(200, documents)
}

// follow follows an account, or asks to if it is locked. Following again changes the settings that are given.
func (s *Server) follow(r *request) *answer {
	other := s.accountByID(r.wild["id"])
	switch {
	case other == nil:
		return lost()
	case other == r.reader || s.apart(other, r.reader):
		return apiError(403, "Following your own account is not allowed")
	}
	known := s.tie(following, r.reader, other)
	made := known
	switch {
	case known != nil:
	case other.locked && s.tie(asking, r.reader, other) == nil:
		made = s.bind(asking, r.reader, other)
		s.notify("follow_request", other, r.reader, nil)
	case other.locked:
		made = s.tie(asking, r.reader, other)
	default:
		made = s.bind(following, r.reader, other)
		s.notify("follow", other, r.reader, nil)
	}
	if r.params.Has("reblogs") {
		made.boosts = r.params.truthy("reblogs")
	}
	if r.params.Has("notify") {
		made.notify = r.params.truthy("notify")
	}
	if languages := r.params.list("languages"); len(languages) > 0 {
		made.languages = languages
	}
	return s.related(r, other)
}

// unties returns the handler that ends a tie to an account.
func unties(kinds ...tieKind) handler {
	return func(s *Server, r *request) *answer {
		other := s.accountByID(r.wild["id"])
		if other == nil {
			return lost()
		}
		for _, kind := range kinds {
			s.unbind(kind, r.reader, other)
		}
		return s.related(r, other)
	}
}

func (s *Server) unfollow(r *request) *answer {
	if other := s.accountByID(r.wild["id"]); other != nil {
		s.forget(other, "follow", r.reader, nil)
		s.forget(other, "follow_request", r.reader, nil)
		s.leaveLists(r.reader, other)
	}
	return unties(following, asking, endorsing)(s, r)
}

func (s *Server) removeFollower(r *request) *answer {
	other := s.accountByID(r.wild["id"])
	if other == nil {
		return lost()
	}
	s.unbind(following, other, r.reader)
	return s.related(r, other)
}

// block ends all other ties in both directions.
func (s *Server) block(r *request) *answer {
	other := s.accountByID(r.wild["id"])
	if other == nil || other == r.reader {
		return lost()
	}
	for _, kind := range []tieKind{following, asking, endorsing} {
		s.unbind(kind, r.reader, other)
		s.unbind(kind, other, r.reader)
	}
	s.leaveLists(r.reader, other)
	s.leaveLists(other, r.reader)
	s.bind(blocking, r.reader, other)
	return s.related(r, other)
}

// mute hides an account, for some seconds if a duration is given.
func (s *Server) mute(r *request) *answer {
	other := s.accountByID(r.wild["id"])
	if other == nil || other == r.reader {
		return lost()
	}
	s.unbind(muting, r.reader, other)
	made := s.bind(muting, r.reader, other)
	made.notifications = !r.params.Has("notifications") || r.params.truthy("notifications")
	if seconds, _ := strconv.Atoi(r.params.Get("duration")); seconds > 0 {
		made.until = time.Now().Add(time.Duration(seconds) * time.Second)
	}
	return s.related(r, other)
}

// endorse recommends an account that the person follows on their profile.
func (s *Server) endorse(r *request) *answer {
	other := s.accountByID(r.wild["id"])
	switch {
	case other == nil:
		return lost()
	case s.tie(following, r.reader, other) == nil:
		return apiError(422, "Validation failed: You must be already following the person you want to endorse")
	}
	s.bind(endorsing, r.reader, other)
	return s.related(r, other)
}

func (s *Server) setNote(r *request) *answer {
	other := s.accountByID(r.wild["id"])
	if other == nil {
		return lost()
	}
	s.settingsOf(r.reader).notes[other] = r.params.Get("comment")
	return s.related(r, other)
}
