package practice

import (
	"net/http"
	"time"
)

// idempotencyPeriod is how long the server remembers an Idempotency-Key.
const idempotencyPeriod = time.Hour

// reply is the response to a request with an Idempotency-Key.
type reply struct {
	document object
	sent     time.Time
}

// once posts, unless the account has sent the same Idempotency-Key before.
func (s *Server) once(r *request, u *user, post func() (object, *answer)) *answer {
	key := r.header.Get("Idempotency-Key")
	if s.options.Quirks.NoIdempotency {
		key = ""
	}
	known, repeated := s.replies[u.id+" "+key]
	if repeated && key != "" && time.Since(known.sent) < idempotencyPeriod {
		return s.repeatedKey(known.document)
	}
	document, refusal := post()
	if refusal != nil {
		return refusal
	}
	if key != "" {
		s.replies[u.id+" "+key] = reply{document, time.Now()}
	}
	return jsonAnswer(200, document)
}

// repeatedKey responds to a key that was used. The first post stands in any case. Mastodon 4.6 fails to render it, and looks for a
// scheduled post among the published ones.
func (s *Server) repeatedKey(first object) *answer {
	switch {
	case !s.since(sinceKeyFails):
		return jsonAnswer(200, first)
	case first["scheduled_at"] != nil:
		return apiError(404, "Record not found")
	}
	return newAnswer(http.StatusInternalServerError, "text/html; charset=UTF-8", nil)
}
