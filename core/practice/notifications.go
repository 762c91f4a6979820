package practice

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// notification tells a person what somebody else did.
type notification struct {
	id       int
	kind     string // https://docs.joinmastodon.org/entities/Notification/#type
	to, from *user
	post     *status
	at       time.Time
}

// notify tells somebody what another has done, unless they do not want to hear of it.
func (s *Server) notify(kind string, to, from *user, post *status) {
	s.notifyAt(time.Now(), kind, to, from, post)
}

func (s *Server) notifyAt(at time.Time, kind string, to, from *user, post *status) {
	mutes := s.tie(muting, to, from)
	switch {
	case to == from && kind != "poll", to.domain != "", to.email == "", s.apart(to, from), mutes != nil && mutes.notifications:
		return
	case post != nil && (s.marked(silenced, to, post) || post.inReplyTo != nil && s.marked(silenced, to, post.inReplyTo)):
		return
	}
	s.notifications = append(s.notifications, &notification{s.serial("notification"), kind, to, from, post, at})
}

// forget takes back a notification of what was undone.
func (s *Server) forget(to *user, kind string, from *user, post *status) {
	s.notifications = slices.DeleteFunc(s.notifications, func(n *notification) bool {
		return n.to == to && n.kind == kind && n.from == from && n.post == post
	})
}

// tellAbout tells of a new post those whom it mentions, quotes, or who want to hear of each post of its author.
func (s *Server) tellAbout(made *status) {
	told := []*user{made.user}
	tell := func(kind string, to *user) {
		if !slices.Contains(told, to) && s.sees(to, made) {
			told = append(told, to)
			s.notifyAt(made.created, kind, to, made.user, made)
		}
	}
	for _, mentioned := range made.mentions {
		tell("mention", mentioned)
	}
	if made.quoted != nil && s.since(sinceQuotes) {
		tell("quote", made.quoted.user)
	}
	for _, tie := range s.tied(following, nil, made.user) {
		if tie.notify && made.inReplyTo == nil && made.visibility != "direct" {
			tell("status", tie.from)
		}
	}
}

// groupKey is the same for notifications that are shown as one.
func (n *notification) groupKey(s *Server) string {
	hour := n.at.Unix() / 3600
	switch n.kind {
	case "favourite", "reblog":
		return fmt.Sprintf("%s-%s-%d", n.kind, s.idText(n.post.id), hour)
	case "follow":
		return fmt.Sprintf("follow-%d", hour)
	}
	return "ungrouped-" + strconv.Itoa(n.id)
}

// notificationDocument returns the entity Notification. https://docs.joinmastodon.org/entities/Notification/
func (s *Server) notificationDocument(r *request, n *notification) object {
	document := object{
		"id": strconv.Itoa(n.id), "type": n.kind, "created_at": timestamp(n.at), "account": s.account(r, n.from),
	}
	if s.since(3) {
		document["group_key"] = n.groupKey(s)
	}
	if n.post != nil {
		document["status"] = s.statusDocument(r, n.post)
	}
	return document
}

// notificationsOf returns a person's notifications that the request asks for, newest first.
func (s *Server) notificationsOf(r *request) []entry[*notification] {
	types, without, from := r.params.list("types"), r.params.list("exclude_types"), r.params.Get("account_id")
	var found []*notification
	for _, n := range s.notifications {
		if n.to == r.reader && (len(types) == 0 || slices.Contains(types, n.kind)) && !slices.Contains(without, n.kind) && (from == "" || n.from.id == from) {
			found = append(found, n)
		}
	}
	return newestFirst(found, func(n *notification) uint64 { return uint64(n.id) })
}

func (s *Server) listNotifications(r *request) *answer {
	return paged(s, r, s.notificationsOf(r), notificationPages, func(n *notification) object { return s.notificationDocument(r, n) })
}

// unread returns the notifications after the person's marker.
func (s *Server) unread(r *request) (found []*notification) {
	read := s.idNumber(s.settingsOf(r.reader).markers["notifications"].last)
	for _, n := range s.notificationsOf(r) {
		if n.id > read {
			found = append(found, n.item)
		}
	}
	return found
}

func (s *Server) countNotifications(r *request) *answer {
	return jsonAnswer(200, object{"count": min(len(s.unread(r)), r.limit(100, 1000))})
}

func (s *Server) notificationFor(r *request) *notification {
	for _, n := range s.notifications {
		if n.to == r.reader && strconv.Itoa(n.id) == r.wild["id"] {
			return n
		}
	}
	return nil
}

func (s *Server) showNotification(r *request) *answer {
	found := s.notificationFor(r)
	if found == nil {
		return lost()
	}
	return jsonAnswer(200, s.notificationDocument(r, found))
}

func (s *Server) dismissNotification(r *request) *answer {
	found := s.notificationFor(r)
	if found == nil {
		return lost()
	}
	s.notifications = slices.DeleteFunc(s.notifications, func(n *notification) bool { return n == found })
	return done()
}

func (s *Server) clearNotifications(r *request) *answer {
	s.notifications = slices.DeleteFunc(s.notifications, func(n *notification) bool { return n.to == r.reader })
	return done()
}
