package practice

import "slices"

// statusDocument returns the entity Status, as the request's reader sees it. https://docs.joinmastodon.org/entities/Status/
func (s *Server) statusDocument(r *request, p *status) object { return s.statusPart(r, p, false) }

// statusPart returns the same. A post that is in a quote does not show what it quotes itself.
func (s *Server) statusPart(r *request, p *status, quoted bool) object {
	id := s.idText(p.id)
	shown := p // whose counts and marks these are
	if p.boosted != nil {
		shown = p.boosted
	}
	document := object{
		"id": id, "created_at": timestamp(p.created), "in_reply_to_id": nil, "in_reply_to_account_id": nil,
		"sensitive": p.sensitive, "spoiler_text": p.spoiler, "visibility": p.visibility, "language": orNull(p.language),
		"uri": s.actor(r, p.user) + "/statuses/" + id, "url": s.postPage(r, p), "replies_count": s.countReplies(p),
		"reblogs_count": s.countBoosts(p), "favourites_count": len(s.marksOn(favourited, p)), "quotes_count": s.countQuotes(p), "edited_at": nil,
		"favourited": s.marked(favourited, r.reader, shown), "reblogged": s.boostOf(shown, r.reader) != nil,
		"muted": s.marked(silenced, r.reader, shown), "bookmarked": s.marked(bookmarked, r.reader, shown), "pinned": s.marked(pinned, r.reader, p),
		"content": s.content(r, p.text), "filtered": s.filtered(r, shown), "reblog": nil, "quote": nil, "application": p.application(),
		"account": s.account(r, p.user), "media_attachments": s.mediaDocuments(r, p.media), "mentions": s.mentionDocuments(r, p),
		"tags": tagLinks(r, p), "emojis": s.emojisIn(r, p.text+" "+p.spoiler), "card": p.card.document(r),
		"poll": s.pollDocument(r, p),
	}
	if !p.edited.IsZero() {
		document["edited_at"] = timestamp(p.edited)
	}
	if p.boosted != nil {
		document["uri"] = s.actor(r, p.user) + "/statuses/" + id + "/activity"
		document["url"] = r.base + "/users/" + p.user.name + "/statuses/" + id + "/activity"
		document["reblog"] = s.statusDocument(r, p.boosted)
	}
	if p.inReplyTo != nil {
		document["in_reply_to_id"] = s.idText(p.inReplyTo.id)
		document["in_reply_to_account_id"] = p.inReplyTo.user.id
	}
	switch {
	case p.quoted != nil && quoted:
		document["quote"] = object{"state": s.quoteState(r, p), "quoted_status_id": s.idText(p.quoted.id)}
	case p.quoted != nil:
		s.addQuote(r, p, document)
	}
	s.addStatusDetails(r, p, document)
	document = s.shaped(r, shapeStatus, document)
	if s.options.Quirks.ShowsSource {
		document["text"] = p.text
	}
	return document
}

// addStatusDetails adds the members that came with Mastodon 4.5 and 4.6, and takes out those that this reader does not get.
func (s *Server) addStatusDetails(r *request, p *status, document object) {
	if !s.isMastodon() {
		return
	}
	if s.since(sinceQuotes) {
		document["quote_approval"] = s.quoteApproval(r, p)
	}
	if s.since(sinceCollections) {
		document["tagged_collections"] = []any{}
	}
	if r.reader != p.user || p.boosted != nil || p.visibility == "direct" {
		delete(document, "pinned")
	}
	if p.user.domain != "" { // another server does not say which app it was
		delete(document, "application")
	}
	if r.reader == nil {
		for _, name := range []string{"favourited", "reblogged", "muted", "bookmarked", "filtered"} {
			delete(document, name)
		}
	}
}

// postPage is the address of a post's page.
func (s *Server) postPage(r *request, p *status) string { return p.user.url(r) + "/" + s.idText(p.id) }

func (p *status) application() any {
	if p.app == nil {
		return nil
	}
	return object{"name": p.app.name, "website": orNull(p.app.website)}
}

func (s *Server) mentionDocuments(r *request, p *status) []object {
	list := []object{}
	for _, user := range p.mentions {
		list = append(list, object{"id": user.id, "username": user.name, "url": s.profileOf(r, user), "acct": user.acct()})
	}
	return list
}

func (s *Server) countReplies(p *status) (count int) {
	for _, status := range s.statuses {
		if status.inReplyTo == p && status.public() {
			count++
		}
	}
	return count
}

func (s *Server) countBoosts(p *status) (count int) {
	for _, status := range s.statuses {
		if status.boosted == p {
			count++
		}
	}
	return count
}

// sourced returns a post's document with its plain text in place of the HTML, so that its author can write it anew.
func (s *Server) sourced(r *request, p *status) object {
	document := s.statusDocument(r, p)
	s.showSource(document, p)
	if quote, ok := document["quote"].(object); ok && quote["quoted_status"] != nil {
		s.showSource(quote["quoted_status"].(object), p.quoted)
	}
	return document
}

func (s *Server) showSource(document object, p *status) {
	document["text"] = p.text
	if s.isMastodon() {
		delete(document, "content")
	}
}

// statusesByIDs returns the posts that are asked for, newest first.
func (s *Server) statusesByIDs(r *request) *answer {
	documents, ids := []object{}, r.params.list("id")
	for _, post := range slices.Backward(s.statuses) {
		if slices.Contains(ids, s.idText(post.id)) && s.sees(r.reader, post) {
			documents = append(documents, s.statusDocument(r, post))
		}
	}
	return jsonAnswer(200, documents)
}
