package practice

import (
	"slices"
	"strconv"
	"strings"
)

// list is a list of people whose posts are read apart.
type list struct {
	id        int
	owner     *user
	title     string
	replies   string // whose answers it has: followed, list or none
	exclusive bool   // the members' posts are not in the home timeline
	members   []*user
}

// document returns the entity List. https://docs.joinmastodon.org/entities/List/
func (l *list) document() object {
	return object{"id": strconv.Itoa(l.id), "title": l.title, "replies_policy": l.replies, "exclusive": l.exclusive}
}

// listByID returns the reader's list that the path names.
func (s *Server) listByID(r *request) *list {
	for _, list := range s.lists {
		if list.owner == r.reader && strconv.Itoa(list.id) == r.wild["id"] {
			return list
		}
	}
	return nil
}

func (s *Server) listsOf(owner *user, wanted func(*list) bool) *answer {
	documents := []object{}
	for _, list := range s.lists {
		if list.owner == owner && wanted(list) {
			documents = append(documents, list.document())
		}
	}
	return jsonAnswer(200, documents)
}

func (s *Server) listLists(r *request) *answer {
	return s.listsOf(r.reader, func(*list) bool { return true })
}

func (s *Server) listsWithAccount(r *request) *answer {
	other := s.accountByID(r.wild["id"])
	if other == nil {
		return lost()
	}
	return s.listsOf(r.reader, func(l *list) bool { return slices.Contains(l.members, other) })
}

func (s *Server) showList(r *request) *answer {
	list := s.listByID(r)
	if list == nil {
		return lost()
	}
	return jsonAnswer(200, list.document())
}

func (s *Server) newList(r *request) *answer {
	made := &list{owner: r.reader, replies: "list"}
	if refusal := made.set(r); refusal != nil {
		return refusal
	}
	made.id = s.serial("list")
	s.lists = append(s.lists, made)
	return jsonAnswer(200, made.document())
}

func (s *Server) changeList(r *request) *answer {
	list := s.listByID(r)
	if list == nil {
		return lost()
	}
	if refusal := list.set(r); refusal != nil {
		return refusal
	}
	return jsonAnswer(200, list.document())
}

// set changes what the request gives, if it is valid.
func (l *list) set(r *request) *answer {
	changed, given := *l, r.params
	if given.Has("title") {
		changed.title = given.Get("title")
	}
	if given.Has("replies_policy") {
		changed.replies = given.Get("replies_policy")
	}
	if given.Has("exclusive") {
		changed.exclusive = given.truthy("exclusive")
	}
	switch {
	case strings.TrimSpace(changed.title) == "":
		return validationFailed(r, problem{"Title", "can't be blank"})
	case !slices.Contains([]string{"followed", "list", "none"}, changed.replies):
		return apiError(422, "'"+changed.replies+"' is not a valid replies_policy")
	}
	*l = changed
	return nil
}

func (s *Server) deleteList(r *request) *answer {
	list := s.listByID(r)
	if list == nil {
		return lost()
	}
	at := slices.Index(s.lists, list)
	s.lists = slices.Delete(s.lists, at, at+1)
	return done()
}

// listMembers lists the members. The pages are cut by the accounts' ids.
func (s *Server) listMembers(r *request) *answer {
	list := s.listByID(r)
	if list == nil {
		return lost()
	}
	members := newestFirst(list.members, func(u *user) uint64 { return s.idNumber(u.id) })
	how := accountPages
	if r.params.Get("limit") == "0" { // all of them
		how.most, r.params = len(members)+1, params{Values: map[string][]string{"limit": {strconv.Itoa(len(members) + 1)}}}
		made := paged(s, r, members, how, func(u *user) object { return s.account(r, u) })
		made.header.Del("Link")
		return made
	}
	return paged(s, r, members, how, func(u *user) object { return s.account(r, u) })
}

// addMembers adds people whom the list's owner follows.
func (s *Server) addMembers(r *request) *answer {
	list := s.listByID(r)
	if list == nil {
		return lost()
	}
	var added []*user
	for _, id := range r.params.list("account_ids") {
		other := s.accountByID(id)
		switch {
		case other == nil:
			return lost()
		case slices.Contains(list.members, other):
			return validationFailed(r, problem{"Account", "has already been taken"})
		case s.tie(following, r.reader, other) == nil && s.tie(asking, r.reader, other) == nil && other != r.reader:
			return lost()
		}
		added = append(added, other)
	}
	list.members = append(list.members, added...)
	return done()
}

func (s *Server) removeMembers(r *request) *answer {
	list := s.listByID(r)
	if list == nil {
		return lost()
	}
	ids := r.params.list("account_ids")
	list.members = slices.DeleteFunc(list.members, func(u *user) bool { return slices.Contains(ids, u.id) })
	return done()
}

// leaveLists takes somebody off all lists of a person.
func (s *Server) leaveLists(owner, member *user) {
	for _, list := range s.lists {
		if list.owner == owner {
			list.members = slices.DeleteFunc(list.members, func(u *user) bool { return u == member })
		}
	}
}

func (s *Server) inExclusiveList(owner, member *user) bool {
	return slices.ContainsFunc(s.lists, func(l *list) bool { return l.owner == owner && l.exclusive && slices.Contains(l.members, member) })
}
