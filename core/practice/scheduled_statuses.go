package practice

import (
	"slices"
	"strconv"
	"time"
)

// scheduledStatus is a post that waits for its time. It is never published.
type scheduledStatus struct {
	user *user
	// document is the entity ScheduledStatus. It says neither who posts nor when it was made, and its id is no snowflake.
	// https://docs.joinmastodon.org/entities/ScheduledStatus/
	document object
}

// schedule responds with a ScheduledStatus. Of its parameters, those that were not given are null.
func (s *Server) schedule(r *request, made *status) (object, *answer) {
	given := r.params
	due, ok := soonEnough(given.Get("scheduled_at"))
	if !ok {
		return nil, validationFailed(r, tooSoon)
	}
	params := object{
		"text": given.Get("status"), "application_id": made.app.id, "quote_approval_policy": made.quotePolicy, "with_rate_limit": false,
		"poll": made.poll.parameters(given), "sensitive": nil, "media_ids": nil, "in_reply_to_id": nil, "allowed_mentions": nil,
		"scheduled_at": nil, "idempotency": nil,
	}
	for _, name := range []string{"spoiler_text", "visibility", "language", "quoted_status_id"} {
		params[name] = orNull(given.Get(name))
	}
	if s.takesWarningForText(made) { // it is taken out of the parameters, and is lost
		delete(params, "spoiler_text")
	}
	if !s.since(sinceQuotes) {
		delete(params, "quoted_status_id")
		delete(params, "quote_approval_policy")
	}
	if given.Has("sensitive") {
		params["sensitive"] = given.truthy("sensitive")
	}
	if made.media != nil {
		params["media_ids"] = made.media
	}
	if made.inReplyTo != nil {
		params["in_reply_to_id"] = made.inReplyTo.id // a number, although JavaScript does not hold it exactly
	}
	s.lastScheduled++
	document := object{
		"id": strconv.Itoa(s.lastScheduled), "scheduled_at": timestamp(due), "params": params,
		"media_attachments": s.mediaDocuments(r, made.media),
	}
	s.scheduled = append(s.scheduled, scheduledStatus{made.user, document})
	return document, nil
}

var tooSoon = problem{"Scheduled at", "date must be in the future"}

// soonEnough reads a time at which a post may be scheduled: five minutes from now at the earliest.
func soonEnough(text string) (due time.Time, ok bool) {
	due, err := time.Parse(time.RFC3339, text)
	return due, err == nil && time.Until(due) >= 5*time.Minute
}

// listScheduled lists the person's scheduled posts, the last one first.
func (s *Server) listScheduled(r *request) *answer {
	var own []scheduledStatus
	for _, scheduled := range s.scheduled {
		if scheduled.user == r.reader {
			own = append(own, scheduled)
		}
	}
	how := statusPages
	how.kept = nil
	number := func(post scheduledStatus) uint64 {
		id, _ := strconv.ParseUint(post.document["id"].(string), 10, 64) // it is one
		return id
	}
	return paged(s, r, newestFirst(own, number), how, func(post scheduledStatus) object { return post.document })
}

// showScheduled returns one of the person's scheduled posts.
func (s *Server) showScheduled(r *request) *answer {
	at := s.findScheduled(r.reader, r.wild["id"])
	if at < 0 {
		return lost()
	}
	return jsonAnswer(200, s.scheduled[at].document)
}

// moveScheduled changes when a scheduled post is due.
func (s *Server) moveScheduled(r *request) *answer {
	at := s.findScheduled(r.reader, r.wild["id"])
	if at < 0 {
		return lost()
	}
	if given := r.params.Get("scheduled_at"); given != "" {
		due, ok := soonEnough(given)
		if !ok {
			return validationFailed(r, tooSoon)
		}
		s.scheduled[at].document["scheduled_at"] = timestamp(due)
	}
	return jsonAnswer(200, s.scheduled[at].document)
}

// cancelScheduled deletes a scheduled post.
func (s *Server) cancelScheduled(r *request) *answer {
	at := s.findScheduled(r.reader, r.wild["id"])
	if at < 0 {
		return lost()
	}
	s.scheduled = slices.Delete(s.scheduled, at, at+1)
	return jsonAnswer(200, object{})
}

// findScheduled returns the index of a person's scheduled post, or -1.
func (s *Server) findScheduled(owner *user, id string) int {
	return slices.IndexFunc(s.scheduled, func(post scheduledStatus) bool { return post.user == owner && post.document["id"] == id })
}
