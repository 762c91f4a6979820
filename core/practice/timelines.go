package practice

import (
	"slices"
	"strings"
)

func postID(p *status) uint64 { return p.id }

// pageOfPosts responds with a page of posts.
func (s *Server) pageOfPosts(r *request, posts []*status, how paging) *answer {
	return paged(s, r, newestFirst(posts, postID), how, func(p *status) object { return s.statusDocument(r, p) })
}

// posts returns the posts that a timeline has for its reader, whom nothing is shown of those that they block or mute.
func (s *Server) posts(reader *user, wanted func(*status) bool) (found []*status) {
	for _, post := range s.statuses {
		author := post.user
		if post.boosted != nil && s.hidden(post.boosted.user, reader) {
			continue
		}
		if s.sees(reader, post) && (author == reader || !s.hidden(author, reader)) && wanted(post) {
			found = append(found, post)
		}
	}
	return found
}

func (s *Server) homeTimeline(r *request) *answer {
	reader := r.reader
	return s.pageOfPosts(r, s.posts(reader, func(p *status) bool {
		return s.atHome(reader, p) && !s.inExclusiveList(reader, p.user)
	}), timelinePages)
}

// atHome reports whether a post is in a person's home timeline. Boosts of what is there anyway are left out.
func (s *Server) atHome(reader *user, p *status) bool {
	follows := s.tie(following, reader, p.user)
	switch {
	case p.boosted != nil:
		return (p.user == reader || follows != nil && follows.boosts) && p.boosted.user != reader && !s.atHome(reader, p.boosted)
	case p.user == reader:
		return true
	case follows == nil:
		return slices.ContainsFunc(p.tags, func(tag string) bool {
			return p.visibility == "public" && slices.Contains(s.settingsOf(reader).followedTags, tag)
		})
	case follows.languages != nil && p.language != "" && !slices.Contains(follows.languages, p.language):
		return false
	case p.visibility == "direct":
		return slices.Contains(p.mentions, reader)
	}
	return s.answersTheKnown(reader, p)
}

// answersTheKnown reports whether a post is no answer, or one to somebody whom the reader knows.
func (s *Server) answersTheKnown(reader *user, p *status) bool {
	if p.inReplyTo == nil {
		return true
	}
	asked := p.inReplyTo.user
	return asked == p.user || asked == reader || s.tie(following, reader, asked) != nil
}

// publicTimeline has what everybody posts, without answers and boosts.
func (s *Server) publicTimeline(r *request) *answer {
	local, remote := r.params.truthy("local"), r.params.truthy("remote")
	return s.pageOfPosts(r, s.posts(r.reader, func(p *status) bool {
		switch {
		case local && p.user.domain != "", remote && p.user.domain == "", r.params.truthy("only_media") && len(p.media) == 0:
			return false
		}
		return p.visibility == "public" && p.boosted == nil && (p.inReplyTo == nil || p.inReplyTo.user == p.user)
	}), timelinePages)
}

// tagTimeline has the public posts with a tag.
func (s *Server) tagTimeline(r *request) *answer {
	lower := func(tags []string) []string {
		var made []string
		for _, tag := range tags {
			made = append(made, strings.ToLower(strings.TrimPrefix(tag, "#")))
		}
		return made
	}
	tags := lower(append([]string{r.wild["tag"]}, r.params.list("any")...))
	all, none := lower(r.params.list("all")), lower(r.params.list("none"))
	has := func(p *status) func(string) bool {
		return func(tag string) bool { return slices.Contains(p.tags, tag) }
	}
	how := timelinePages
	how.kept = []string{"local", "only_media", "any[]", "all[]", "none[]"}
	return s.pageOfPosts(r, s.posts(r.reader, func(p *status) bool {
		switch {
		case p.visibility != "public" || p.boosted != nil || !slices.ContainsFunc(tags, has(p)) || slices.ContainsFunc(none, has(p)):
			return false
		case r.params.truthy("local") && p.user.domain != "", r.params.truthy("only_media") && len(p.media) == 0:
			return false
		}
		return !slices.ContainsFunc(all, func(tag string) bool { return !has(p)(tag) })
	}), how)
}

// linkTimeline has the public posts with a link that is trending.
func (s *Server) linkTimeline(r *request) *answer {
	address := r.params.Get("url")
	linking := func(p *status) bool { return p.card != nil && p.card.url == address && p.visibility == "public" }
	if !slices.ContainsFunc(s.statuses, linking) {
		return lost()
	}
	how := timelinePages
	how.kept = []string{"url"}
	return s.pageOfPosts(r, s.posts(r.reader, linking), how)
}

// listTimeline has the posts of a list's members.
func (s *Server) listTimeline(r *request) *answer {
	list := s.listByID(r)
	if list == nil {
		return lost()
	}
	how := timelinePages
	how.kept = nil
	return s.pageOfPosts(r, s.posts(r.reader, func(p *status) bool {
		if !slices.Contains(list.members, p.user) {
			return false
		}
		asked := p.inReplyTo
		switch {
		case p.visibility == "direct":
			return false
		case asked == nil || asked.user == p.user || asked.user == r.reader:
			return true
		case list.replies == "followed":
			return s.tie(following, r.reader, asked.user) != nil
		}
		return list.replies == "list" && slices.Contains(list.members, asked.user)
	}), how)
}

// listStatuses lists an account's posts.
func (s *Server) listStatuses(r *request) *answer {
	author := s.accountByID(r.wild["id"])
	if author == nil {
		return lost()
	}
	if r.reader != nil && s.tie(blocking, author, r.reader) != nil {
		return jsonAnswer(200, []object{})
	}
	given := r.params
	var found []*status
	for _, post := range s.statuses {
		if post.user == author && s.sees(r.reader, post) && post.fits(given) && (!given.truthy("pinned") || s.marked(pinned, author, post)) {
			found = append(found, post)
		}
	}
	return s.pageOfPosts(r, found, statusPages)
}

// fits reports whether a post is among those of its author that a request asks for.
func (p *status) fits(given params) bool {
	switch {
	case given.truthy("only_media") && len(p.media) == 0,
		given.truthy("exclude_replies") && p.inReplyTo != nil && p.inReplyTo.user != p.user,
		given.truthy("exclude_reblogs") && p.boosted != nil,
		given.Get("tagged") != "" && !slices.Contains(p.tags, strings.ToLower(given.Get("tagged"))):
		return false
	}
	return true
}
