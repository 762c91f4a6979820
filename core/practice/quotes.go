package practice

import "slices"

// addQuote adds what a post quotes to its document.
func (s *Server) addQuote(r *request, p *status, document object) {
	address := s.postPage(r, p.quoted)
	if s.isMastodon() { // for servers that cannot show quotes
		document["content"] = `<p class="quote-inline">RE: ` + link(address) + "</p>" + s.content(r, p.text)
	}
	document["quote"] = object{"state": s.quoteState(r, p), "quoted_status": nil}
	if s.quoteState(r, p) == "accepted" {
		document["quote"].(object)["quoted_status"] = s.statusPart(r, p.quoted, true)
	}
}

// quoteState says whether what a post quotes is shown. https://docs.joinmastodon.org/entities/Quote/#state
func (s *Server) quoteState(r *request, p *status) string {
	switch {
	case p.quoteRevoked:
		return "revoked"
	case !slices.Contains(s.statuses, p.quoted):
		return "deleted"
	case !s.sees(r.reader, p.quoted):
		return "unauthorized"
	}
	return "accepted"
}

// quoteApproval says who may quote a post, and whether the reader may.
func (s *Server) quoteApproval(r *request, p *status) object {
	automatic, reader := []string{}, "denied"
	if p.boosted != nil {
		p = p.boosted
	}
	switch {
	case !p.public():
	case p.quotePolicy == "public":
		automatic = []string{"public"}
	case p.quotePolicy == "followers":
		automatic = []string{"followers"}
	}
	switch {
	case r.reader == nil || p.visibility == "direct":
	case r.reader == p.user, slices.Contains(automatic, "public"),
		slices.Contains(automatic, "followers") && s.tie(following, r.reader, p.user) != nil:
		reader = "automatic"
	}
	return object{"automatic": automatic, "manual": []string{}, "current_user": reader}
}

func (s *Server) quotesOf(p *status) (quotes []*status) {
	for _, status := range s.statuses {
		if status.quoted == p && !status.quoteRevoked {
			quotes = append(quotes, status)
		}
	}
	return quotes
}

func (s *Server) countQuotes(p *status) int { return len(s.quotesOf(p)) }

// listQuotes lists the posts that quote one.
func (s *Server) listQuotes(r *request) *answer {
	post := s.postFor(r)
	if post == nil {
		return apiError(404, "Not Found")
	}
	return s.pageOfPosts(r, s.quotesOf(post), statusPages)
}

// revokeQuote takes one's own post out of somebody's quote.
func (s *Server) revokeQuote(r *request) *answer {
	post, quote := s.postFor(r), s.statusByID(r.wild["quote"])
	switch {
	case post == nil || quote == nil || quote.quoted != post:
		return lost()
	case post.user != r.reader:
		return apiError(403, "This action is not allowed")
	}
	quote.quoteRevoked = true
	return jsonAnswer(200, s.statusDocument(r, quote))
}

// setQuotePolicy says who may quote a post from now on.
func (s *Server) setQuotePolicy(r *request) *answer {
	post := s.postFor(r)
	switch {
	case post == nil:
		return apiError(404, "Not Found")
	case post.user != r.reader:
		return apiError(403, "This action is not allowed")
	}
	if policy := r.params.Get("quote_approval_policy"); policy != "" {
		post.quotePolicy = policy
	}
	return jsonAnswer(200, s.statusDocument(r, post))
}
