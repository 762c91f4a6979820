package practice

import (
	"strings"
)

func (s *Server) verifyAccount(r *request) *answer {
	token, refusal := s.userToken(r, "profile", "read", "read:accounts")
	if refusal != nil {
		return refusal
	}
	return jsonAnswer(200, s.credentialAccount(r, token.user))
}

func (s *Server) lookUpAccount(r *request) *answer {
	name := strings.TrimPrefix(r.params.Get("acct"), "@")
	name = strings.TrimSuffix(name, "@"+s.handleDomain(r))
	if user := s.accountByHandle(name); user != nil {
		return jsonAnswer(200, s.account(r, user))
	}
	return lost()
}

func (s *Server) showAccount(r *request) *answer {
	if user := s.accountByID(r.wild["id"]); user != nil {
		return jsonAnswer(200, s.account(r, user))
	}
	return lost()
}

// account returns the entity Account. https://docs.joinmastodon.org/entities/Account/
func (s *Server) account(r *request, u *user) object {
	count, last := 0, any(nil)
	for _, status := range s.statuses {
		if status.user == u {
			count, last = count+1, status.created.UTC().Format("2006-01-02")
		}
	}
	avatar, header := r.base+"/avatars/"+u.name+".svg", r.base+"/headers/"+u.name+".svg"
	document := object{
		"id": u.id, "username": u.name, "acct": u.acct(), "display_name": u.displayName, "locked": u.locked, "bot": u.bot,
		"discoverable": !u.undiscoverable, "indexable": !u.unindexed, "group": false, "created_at": u.created.Format("2006-01-02T00:00:00.000Z"),
		"note": s.content(r, u.note), "url": s.profileOf(r, u), "uri": s.actor(r, u),
		"avatar": avatar, "avatar_static": avatar, "header": header, "header_static": header,
		"followers_count": u.followers + len(s.tied(following, nil, u)), "following_count": u.following + len(s.tied(following, u, nil)),
		"statuses_count": count, "last_status_at": last, "hide_collections": u.hideCollections, "noindex": u.unindexed,
		"emojis": s.emojisIn(r, u.displayName+" "+u.note), "roles": []any{}, "fields": u.fieldList(func(text string) string { return s.fieldValue(r, text) }),
	}
	if u.domain != "" { // another server's people have no roles here
		delete(document, "roles")
	}
	s.addAccountDetails(u, document)
	document = s.shaped(r, shapeAccount, document)
	if s.options.Quirks.SourceForAll {
		document["source"] = s.source(r, u)
	}
	return document
}

// credentialAccount returns the entity CredentialAccount, which only the account's owner gets.
func (s *Server) credentialAccount(r *request, u *user) object {
	document := s.account(r, u)
	document["source"] = s.source(r, u)
	role := object{"id": "-99", "name": "", "permissions": "65536", "color": "", "highlighted": false}
	if s.since(sinceCollections) {
		role["collection_limit"] = 10
	}
	document["role"] = role
	return s.shaped(r, shapeOwnAccount, document)
}

// source returns what the account's owner has written and set.
func (s *Server) source(r *request, u *user) object {
	document := object{
		"privacy": s.defaultVisibility(u), "sensitive": u.sensitive, "language": u.postLanguage(), "note": u.note,
		"fields": u.fieldList(func(text string) string { return text }), "follow_requests_count": len(s.tied(asking, nil, u)),
		"hide_collections": u.hideCollections, "discoverable": !u.undiscoverable, "indexable": !u.unindexed,
		"attribution_domains": orEmpty(u.attributions),
	}
	if s.since(sinceQuotePolicy) {
		document["quote_policy"] = u.quotePolicy()
	}
	return s.shaped(r, shapeSource, document)
}

func (u *user) fieldList(format func(string) string) []object {
	list := []object{}
	for _, field := range u.fields {
		list = append(list, object{"name": field[0], "value": format(field[1]), "verified_at": nil})
	}
	return list
}

// preferences returns the entity Preferences. https://docs.joinmastodon.org/entities/Preferences/
func (s *Server) preferences(r *request) *answer {
	if s.options.Quirks.NoPreferences {
		return jsonAnswer(200, object{})
	}
	token, refusal := s.userToken(r, "read", "read:accounts")
	if refusal != nil {
		return refusal
	}
	user := token.user
	expandMedia := user.expandMedia
	if expandMedia == "" {
		expandMedia = "default"
	}
	document := object{
		"posting:default:visibility": s.defaultVisibility(user), "posting:default:sensitive": user.sensitive,
		"posting:default:language": user.postLanguage(),
		"reading:expand:media":     expandMedia, "reading:expand:spoilers": user.allSpoilers, "reading:autoplay:gifs": user.autoplayGifs,
	}
	if s.since(sinceQuotePolicy) {
		document["posting:default:quote_policy"] = user.quotePolicy()
	}
	return jsonAnswer(200, s.shaped(r, shapePreferences, document))
}

// userinfo returns the userinfo of OpenID Connect, with the members that Mastodon has.
func (s *Server) userinfo(r *request) *answer {
	token, refusal := s.userToken(r, "profile")
	if refusal != nil {
		return refusal
	}
	user := token.user
	return jsonAnswer(200, object{
		"iss": r.base + "/", "sub": s.actor(r, user), "name": user.displayName, "preferred_username": user.name,
		"profile": user.url(r), "picture": r.base + "/avatars/" + user.name + ".svg",
	})
}
