package practice

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
)

// reader returns the user of a request that does not require one. An invalid token is an error nevertheless.
func (s *Server) reader(r *request) (*user, *answer) {
	if r.bearer() == "" && !s.options.Quirks.NoPublicPosts {
		return nil, nil
	}
	token, refusal := s.bearerToken(r, "read", "read:statuses")
	if refusal != nil {
		return nil, refusal
	}
	return token.user, nil
}

func (s *Server) showStatus(r *request) *answer {
	reader, refusal := s.reader(r)
	if refusal != nil {
		return refusal
	}
	if found := s.statusByID(r.wild["id"]); found != nil && found.visibleTo(reader) {
		return jsonAnswer(200, s.statusDocument(r, found))
	}
	return apiError(404, "Not Found")
}

func (s *Server) deleteStatus(r *request) *answer {
	token, refusal := s.userToken(r, "write", "write:statuses")
	if refusal != nil {
		return refusal
	}
	found := s.statusByID(r.wild["id"])
	if found == nil || found.user != token.user {
		return apiError(404, "Record not found")
	}
	document := s.statusDocument(r, found)
	document["text"] = found.text // so that the client can post it again
	if s.options.Quirks.KeepsDeleted {
		return jsonAnswer(200, document)
	}
	s.statuses = slices.DeleteFunc(s.statuses, func(p *status) bool { return p == found })
	return jsonAnswer(200, document)
}

// listStatuses lists an account's posts, newest first. The Link header connects the pages.
func (s *Server) listStatuses(r *request) *answer {
	reader, refusal := s.reader(r)
	if refusal != nil {
		return refusal
	}
	limit, err := strconv.Atoi(r.params.Get("limit"))
	if err != nil || limit < 1 {
		limit = 20
	}
	limit = min(limit, 40)
	below, above := s.idNumber(r.params.Get("max_id")), max(s.idNumber(r.params.Get("since_id")), s.idNumber(r.params.Get("min_id")))
	var page []*status
	for _, p := range slices.Backward(s.statuses) {
		if p.user.id == r.wild["id"] && p.visibleTo(reader) && (below == 0 || p.id < below) && p.id > above {
			page = append(page, p)
		}
	}
	if r.params.Get("min_id") != "" && len(page) > limit { // the page right after that id, not the newest page
		page = page[len(page)-limit:]
	}
	page = page[:min(limit, len(page))]
	documents := []object{}
	for _, p := range page {
		documents = append(documents, s.statusDocument(r, p))
	}
	made := jsonAnswer(200, documents)
	if len(page) > 0 {
		made.header.Set("Link", links(r, limit, s.idText(page[len(page)-1].id), s.idText(page[0].id)))
	}
	return made
}

func links(r *request, limit int, last, first string) string {
	address := func(name, id string) string {
		query := url.Values{"limit": {strconv.Itoa(limit)}, name: {id}}
		return r.base + r.path + "?" + query.Encode()
	}
	return fmt.Sprintf(`<%s>; rel="next", <%s>; rel="prev"`, address("max_id", last), address("min_id", first))
}
