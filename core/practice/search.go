package practice

import (
	"slices"
	"strconv"
	"strings"
)

// search looks for people, tags, and a post by its address. It does not look into texts, as a server without Elasticsearch.
// https://docs.joinmastodon.org/methods/search/
func (s *Server) search(r *request) *answer {
	query, kind := strings.TrimSpace(r.params.Get("q")), r.params.Get("type")
	offset, _ := strconv.Atoi(r.params.Get("offset"))
	switch {
	case r.reader == nil && r.params.truthy("resolve"):
		return apiError(401, "Search queries that resolve remote resources are not supported without authentication")
	case r.reader == nil && offset > 0:
		return apiError(401, "Search queries pagination is not supported without authentication")
	case query == "":
		return apiError(400, "param is missing or the value is empty or invalid: q")
	}
	accounts, posts, tags := []object{}, []object{}, []object{}
	limit := r.limit(20, 40)
	if kind == "" || kind == "accounts" {
		accounts = s.accountsLike(r, query, limit, offset)
	}
	if kind == "" || kind == "statuses" {
		posts = s.postsAt(r, query)
	}
	if kind == "" || kind == "hashtags" {
		tags = s.tagsLike(r, query, limit, offset)
	}
	document := object{"accounts": accounts, "statuses": posts, "hashtags": tags}
	if s.since(sinceCollections) {
		document["collections"] = []any{}
	}
	return jsonAnswer(200, document)
}

// accountsLike returns the accounts whose name begins with a text, or that it is the address of.
func (s *Server) accountsLike(r *request, query string, limit, offset int) []object {
	wanted, found := strings.ToLower(strings.TrimPrefix(query, "@")), []object{}
	wanted = strings.TrimSuffix(wanted, "@"+s.handleDomain(r))
	for _, user := range s.everybody() {
		fits := strings.HasPrefix(strings.ToLower(user.acct()), wanted) || s.profileOf(r, user) == query || s.actor(r, user) == query
		for word := range strings.FieldsSeq(strings.ToLower(user.displayName)) {
			fits = fits || strings.HasPrefix(word, wanted)
		}
		follows := !r.params.truthy("following") || r.reader != nil && s.tie(following, r.reader, user) != nil
		if fits && follows && user.visible() {
			found = append(found, s.account(r, user))
		}
	}
	return part(found, limit, offset)
}

// part returns some of a list.
func part(list []object, limit, offset int) []object {
	offset = min(max(offset, 0), len(list))
	return list[offset:min(offset+limit, len(list))]
}

// postsAt returns the post with an address, if there is one that the reader sees.
func (s *Server) postsAt(r *request, address string) []object {
	for _, post := range s.statuses {
		if s.sees(r.reader, post) && (s.postPage(r, post) == address || s.actor(r, post.user)+"/statuses/"+s.idText(post.id) == address) {
			return []object{s.statusDocument(r, post)}
		}
	}
	return []object{}
}

func (s *Server) tagsLike(r *request, query string, limit, offset int) []object {
	wanted, names := strings.ToLower(strings.TrimPrefix(query, "#")), []string{}
	for name := range s.tagNumbers {
		if strings.HasPrefix(name, wanted) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	found := []object{}
	for _, name := range names {
		found = append(found, s.tagDocument(r, name))
	}
	return part(found, limit, offset)
}

// searchAccounts looks for people only.
func (s *Server) searchAccounts(r *request) *answer {
	offset, _ := strconv.Atoi(r.params.Get("offset"))
	return jsonAnswer(200, s.accountsLike(r, strings.TrimSpace(r.params.Get("q")), r.limit(40, 80), offset))
}
