package practice

import (
	"html"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// profile is what people set about themselves. The zero value is what a new account has.
type profile struct {
	bot, undiscoverable, unindexed, hideCollections, sensitive bool
	hideMedia, hideMediaReplies, hideFeatured                  bool
	privacy, language, quotes                                  string // of new posts
	avatarText, headerText                                     string
	attributions                                               []string
}

// quotePolicy says who may quote the person's posts.
func (u *user) quotePolicy() string {
	if u.quotes != "" {
		return u.quotes
	}
	return "public"
}

// postLanguage is the language of the person's posts.
func (u *user) postLanguage() string {
	if u.profile.language != "" {
		return u.profile.language
	}
	return u.locale
}

// fieldValue is a field of the profile as HTML.
func (s *Server) fieldValue(r *request, text string) string {
	if strings.HasPrefix(text, "https://") || strings.HasPrefix(text, "http://") {
		return html.EscapeString(text)
	}
	return strings.TrimSuffix(strings.TrimPrefix(s.content(r, text), "<p>"), "</p>")
}

// updateAccount changes the profile and the settings of new posts. https://docs.joinmastodon.org/methods/accounts/#update_credentials
func (s *Server) updateAccount(r *request) *answer {
	if refusal := s.changeProfile(r); refusal != nil {
		return refusal
	}
	return jsonAnswer(http.StatusOK, s.credentialAccount(r, r.reader))
}

// changeProfile changes what the request gives, if all of it is valid.
func (s *Server) changeProfile(r *request) *answer {
	u, given := r.reader, r.params
	longest := 30
	if s.since(sinceCollections) {
		longest = 40
	}
	found := newFindings(r)
	found.add(utf8.RuneCountInString(given.Get("display_name")) > longest, "display_name", "ERR_TOO_LONG", tooLong(longest))
	found.add(utf8.RuneCountInString(given.Get("note")) > maxNote, "note", "ERR_TOO_LONG", "character limit of 500 exceeded")
	if len(found.problems) > 0 {
		return jsonAnswer(422, object{"error": found.message(), "details": found.details})
	}
	for name, text := range map[string]*string{
		"display_name": &u.displayName, "note": &u.note, "source[privacy]": &u.privacy, "source[language]": &u.profile.language,
		"source[quote_policy]": &u.quotes, "avatar_description": &u.avatarText, "header_description": &u.headerText,
	} {
		if given.Has(name) {
			*text = given.Get(name)
		}
	}
	for name, flag := range map[string]*bool{
		"locked": &u.locked, "bot": &u.bot, "hide_collections": &u.hideCollections, "source[sensitive]": &u.sensitive,
	} {
		if given.Has(name) {
			*flag = given.truthy(name)
		}
	}
	for name, hidden := range map[string]*bool{
		"discoverable": &u.undiscoverable, "indexable": &u.unindexed, "show_media": &u.hideMedia,
		"show_media_replies": &u.hideMediaReplies, "show_featured": &u.hideFeatured,
	} {
		if given.Has(name) {
			*hidden = !given.truthy(name)
		}
	}
	if given.Has("attribution_domains[]") {
		u.attributions = slices.DeleteFunc(given.list("attribution_domains"), func(domain string) bool { return domain == "" })
	}
	if fields := given.elements("fields_attributes"); len(fields) > 0 {
		u.fields = nil
		for _, field := range fields {
			if field.Get("name") != "" || field.Get("value") != "" {
				u.fields = append(u.fields, [2]string{field.Get("name"), field.Get("value")})
			}
		}
	}
	return nil
}

// maxNote is how many characters a person may write about themselves.
const maxNote = 500

// ownProfile returns the entity Profile: what its owner has written and set. https://docs.joinmastodon.org/entities/Profile/
func (s *Server) ownProfile(r *request) object {
	u := r.reader
	account, tags := s.account(r, u), []object{}
	for _, tag := range s.settingsOf(u).featuredTags {
		tags = append(tags, s.featuredDocument(r, u, tag))
	}
	document := object{
		"note": u.note, "fields": u.fieldList(func(text string) string { return text }), "attribution_domains": orEmpty(u.attributions),
		"featured_tags": tags,
	}
	for _, name := range []string{
		"id", "display_name", "avatar", "avatar_static", "avatar_description", "header", "header_static", "header_description", "locked",
		"bot", "hide_collections", "discoverable", "indexable", "show_media", "show_media_replies", "show_featured",
	} {
		document[name] = account[name]
	}
	return document
}

func (s *Server) showOwnProfile(r *request) *answer { return jsonAnswer(200, s.ownProfile(r)) }

func (s *Server) updateOwnProfile(r *request) *answer {
	if refusal := s.changeProfile(r); refusal != nil {
		return refusal
	}
	return s.showOwnProfile(r)
}

// dropPicture has nothing to do: the pictures here are drawn, and nobody can change them.
func (s *Server) dropPicture(r *request) *answer {
	return jsonAnswer(200, s.credentialAccount(r, r.reader))
}

func tooLong(most int) string {
	return "is too long (maximum is " + strconv.Itoa(most) + " characters)"
}
