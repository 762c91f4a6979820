package practice

import (
	"slices"
	"strconv"
	"time"
)

// announcement is what the server's admins tell everybody.
type announcement struct {
	id        int
	text      string
	published time.Time
	read      []*user
	reactions []*reaction
}

// reaction is an emoji with those who put it on an announcement.
type reaction struct {
	name string
	by   []*user
}

// announcements returns entities Announcement. https://docs.joinmastodon.org/entities/Announcement/
func (s *Server) announcements(r *request) *answer {
	documents := []object{}
	for _, each := range s.notices {
		reactions := []object{}
		for _, reaction := range each.reactions {
			reactions = append(reactions, object{
				"name": reaction.name, "count": len(reaction.by), "me": slices.Contains(reaction.by, r.reader),
			})
		}
		documents = append(documents, object{
			"id": strconv.Itoa(each.id), "content": s.content(r, each.text), "starts_at": nil, "ends_at": nil, "all_day": false,
			"published_at": timestamp(each.published), "updated_at": timestamp(each.published), "read": slices.Contains(each.read, r.reader),
			"mentions": []any{}, "statuses": []any{}, "tags": []any{}, "emojis": s.emojisIn(r, each.text), "reactions": reactions,
		})
	}
	return jsonAnswer(200, documents)
}

func (s *Server) announcementFor(r *request) *announcement {
	for _, each := range s.notices {
		if strconv.Itoa(each.id) == r.wild["id"] {
			return each
		}
	}
	return nil
}

func (s *Server) dismissAnnouncement(r *request) *answer {
	found := s.announcementFor(r)
	if found == nil {
		return lost()
	}
	found.read = append(found.read, r.reader)
	return done()
}

func (s *Server) addReaction(r *request) *answer {
	found := s.announcementFor(r)
	if found == nil {
		return lost()
	}
	at := slices.IndexFunc(found.reactions, func(other *reaction) bool { return other.name == r.wild["name"] })
	if at < 0 {
		at, found.reactions = len(found.reactions), append(found.reactions, &reaction{name: r.wild["name"]})
	}
	if one := found.reactions[at]; !slices.Contains(one.by, r.reader) {
		one.by = append(one.by, r.reader)
	}
	return done()
}

func (s *Server) removeReaction(r *request) *answer {
	found := s.announcementFor(r)
	if found == nil {
		return lost()
	}
	for _, one := range found.reactions {
		if one.name == r.wild["name"] {
			one.by = slices.DeleteFunc(one.by, func(u *user) bool { return u == r.reader })
		}
	}
	found.reactions = slices.DeleteFunc(found.reactions, func(one *reaction) bool { return len(one.by) == 0 })
	return done()
}
