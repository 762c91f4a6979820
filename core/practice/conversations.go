package practice

import (
	"slices"
	"strconv"
)

// conversation is a thread of direct posts, as one of its people sees it.
type conversation struct {
	id     int
	owner  *user
	others []*user
	posts  []*status // oldest first
	unread bool
}

// converse adds a direct post to the conversations of its author and of those whom it mentions.
func (s *Server) converse(post *status) {
	if post.visibility != "direct" {
		return
	}
	people := append([]*user{post.user}, post.mentions...)
	for _, owner := range eachPerson(people) {
		if owner.email == "" {
			continue
		}
		found := s.conversationWith(owner, post)
		if found == nil {
			found = &conversation{id: s.serial("conversation"), owner: owner}
			s.conversations = append(s.conversations, found)
		}
		found.posts, found.unread = append(found.posts, post), owner != post.user
		for _, other := range people {
			if other != owner && !slices.Contains(found.others, other) {
				found.others = append(found.others, other)
			}
		}
	}
}

// eachPerson returns each person once.
func eachPerson(people []*user) (once []*user) {
	for _, each := range people {
		if !slices.Contains(once, each) {
			once = append(once, each)
		}
	}
	return once
}

func (s *Server) conversationWith(owner *user, post *status) *conversation {
	for _, each := range s.conversations {
		if each.owner == owner && post.inReplyTo != nil && slices.Contains(each.posts, post.inReplyTo) {
			return each
		}
	}
	return nil
}

// conversationDocument returns the entity Conversation. https://docs.joinmastodon.org/entities/Conversation/
func (s *Server) conversationDocument(r *request, c *conversation) object {
	accounts := []object{}
	for _, other := range c.others {
		accounts = append(accounts, s.account(r, other))
	}
	return object{
		"id": strconv.Itoa(c.id), "unread": c.unread, "accounts": accounts, "last_status": s.statusDocument(r, c.posts[len(c.posts)-1]),
	}
}

// listConversations lists conversations by their last posts.
func (s *Server) listConversations(r *request) *answer {
	var own []*conversation
	for _, each := range s.conversations {
		if each.owner == r.reader {
			own = append(own, each)
		}
	}
	how := statusPages
	how.kept = nil
	list := newestFirst(own, func(c *conversation) uint64 { return c.posts[len(c.posts)-1].id })
	return paged(s, r, list, how, func(c *conversation) object { return s.conversationDocument(r, c) })
}

func (s *Server) conversationFor(r *request) *conversation {
	for _, each := range s.conversations {
		if each.owner == r.reader && strconv.Itoa(each.id) == r.wild["id"] {
			return each
		}
	}
	return nil
}

func (s *Server) setUnread(r *request, unread bool) *answer {
	found := s.conversationFor(r)
	if found == nil {
		return lost()
	}
	found.unread = unread
	return jsonAnswer(200, s.conversationDocument(r, found))
}

func (s *Server) readConversation(r *request) *answer   { return s.setUnread(r, false) }
func (s *Server) unreadConversation(r *request) *answer { return s.setUnread(r, true) }

func (s *Server) deleteConversation(r *request) *answer {
	found := s.conversationFor(r)
	if found == nil {
		return lost()
	}
	s.conversations = slices.DeleteFunc(s.conversations, func(c *conversation) bool { return c == found })
	return done()
}
