package practice

import "slices"

// addQuote adds what a post quotes to its document.
func (s *Server) addQuote(r *request, p *status, document object) {
	address := s.postPage(r, p.quoted)
	if s.isMastodon() { // for servers that cannot show quotes
		document["content"] = `<p class="quote-inline">RE: ` + link(address) + "</p>" + s.content(r, p.text)
	}
	switch {
	case p.quoteRevoked:
		document["quote"] = object{"state": "revoked", "quoted_status": nil}
	case !slices.Contains(s.statuses, p.quoted):
		document["quote"] = object{"state": "deleted", "quoted_status": nil}
	case r.reader != nil && !s.sees(r.reader, p.quoted):
		document["quote"] = object{"state": "unauthorized", "quoted_status": nil}
	default:
		document["quote"] = object{"state": "accepted", "quoted_status": s.statusDocument(r, p.quoted.of(p))}
	}
}

// of is a quoted post as it is shown in another: what it quotes itself is left out.
func (p *status) of(*status) *status {
	if p.quoted == nil {
		return p
	}
	return p.alone()
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

// quotable reports whether somebody may quote a post.
func (s *Server) quotable(by *user, p *status) bool {
	asked := &request{reader: by}
	return s.sees(by, p) && (!s.since(sinceQuotes) || s.quoteApproval(asked, p)["current_user"] == "automatic")
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
