package practice

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// featuredTag is a tag that a person shows on their profile.
type featuredTag struct {
	id   int
	name string
}

// numberTag gives a tag its id when it is first used.
func (s *Server) numberTag(name string) {
	name = strings.ToLower(name)
	if s.tagNumbers[name] == 0 {
		s.tagNumbers[name] = s.serial("tag")
	}
}

// tagName is the tag that the path names.
func tagName(r *request) string { return strings.ToLower(strings.TrimPrefix(r.wild["tag"], "#")) }

// tagLinks are the tags of a post.
func tagLinks(r *request, p *status) []object {
	list := []object{}
	for _, tag := range p.tags {
		list = append(list, object{"name": tag, "url": r.base + "/tags/" + tag})
	}
	return list
}

// tagDocument returns the entity Tag. https://docs.joinmastodon.org/entities/Tag/
func (s *Server) tagDocument(r *request, name string) object {
	document := object{"id": nil, "name": name, "url": r.base + "/tags/" + name, "history": s.tagHistory(name)}
	if number := s.tagNumbers[name]; number > 0 {
		document["id"] = strconv.Itoa(number)
	}
	if r.reader != nil {
		own := s.settingsOf(r.reader)
		document["following"] = slices.Contains(own.followedTags, name)
		if s.since(4) {
			document["featuring"] = slices.ContainsFunc(own.featuredTags, func(t featuredTag) bool { return t.name == name })
		}
	}
	return document
}

// tagHistory counts how often a tag was used on each of the last seven days, today first.
func (s *Server) tagHistory(name string) []object {
	return s.history(func(p *status) bool { return p.visibility == "public" && slices.Contains(p.tags, name) })
}

func (s *Server) history(counts func(*status) bool) []object {
	days, today := []object{}, time.Now().UTC().Truncate(day)
	for i := range 7 {
		from := today.Add(-time.Duration(i) * day)
		uses, people := 0, map[*user]bool{}
		for _, post := range s.statuses {
			if counts(post) && !post.created.Before(from) && post.created.Before(from.Add(day)) {
				uses, people[post.user] = uses+1, true
			}
		}
		days = append(days, object{
			"day": strconv.FormatInt(from.Unix(), 10), "accounts": strconv.Itoa(len(people)), "uses": strconv.Itoa(uses),
		})
	}
	return days
}

func (s *Server) showTag(r *request) *answer { return jsonAnswer(200, s.tagDocument(r, tagName(r))) }

func (s *Server) followTag(r *request) *answer {
	own, name := s.settingsOf(r.reader), tagName(r)
	s.numberTag(name)
	if !slices.Contains(own.followedTags, name) {
		own.followedTags = append(own.followedTags, name)
	}
	return s.showTag(r)
}

func (s *Server) unfollowTag(r *request) *answer {
	own := s.settingsOf(r.reader)
	own.followedTags = slices.DeleteFunc(own.followedTags, func(tag string) bool { return tag == tagName(r) })
	return s.showTag(r)
}

func (s *Server) listFollowedTags(r *request) *answer {
	list := newestFirst(s.settingsOf(r.reader).followedTags, func(tag string) uint64 { return uint64(s.tagNumbers[tag]) })
	return paged(s, r, list, paging{100, 200, "since_id", false, nil}, func(tag string) object { return s.tagDocument(r, tag) })
}
