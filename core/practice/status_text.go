package practice

import (
	"html"
	"regexp"
	"slices"
	"strings"
)

// entities finds the addresses, people and tags in a text.
var entities = regexp.MustCompile(`https?://[^\s<>"']+[^\s<>"'.,;:!?)]|@[A-Za-z0-9_]+(?:@[A-Za-z0-9.-]+[A-Za-z0-9])?|#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*`)

// readText finds out whom a post mentions and what tags it has.
func (s *Server) readText(p *status) {
	p.mentions, p.tags = nil, nil
	s.eachEntity(p.text, func(word string) string {
		if user := s.mentioned(word); user != nil && !slices.Contains(p.mentions, user) {
			p.mentions = append(p.mentions, user)
		}
		if tag, ok := strings.CutPrefix(word, "#"); ok && !slices.Contains(p.tags, strings.ToLower(tag)) {
			p.tags = append(p.tags, strings.ToLower(tag))
			s.numberTag(tag)
		}
		return ""
	})
}

// mentioned returns the person that a word of a text names.
func (s *Server) mentioned(word string) *user {
	if handle, ok := strings.CutPrefix(word, "@"); ok {
		return s.accountByHandle(handle)
	}
	return nil
}

// eachEntity replaces the addresses, people and tags in a text, and escapes the rest. They begin where a word does.
func (s *Server) eachEntity(text string, replace func(word string) string) string {
	if !strings.ContainsAny(text, "@#") && !strings.Contains(text, "://") { // most have none
		return html.EscapeString(text)
	}
	var made strings.Builder
	end := 0
	for _, at := range entities.FindAllStringIndex(text, -1) {
		if at[0] > 0 && !strings.ContainsAny(text[at[0]-1:at[0]], " \n\r\t(\"'.,:;>-") {
			continue
		}
		made.WriteString(html.EscapeString(text[end:at[0]]))
		made.WriteString(replace(text[at[0]:at[1]]))
		end = at[1]
	}
	made.WriteString(html.EscapeString(text[end:]))
	return made.String()
}

// content converts the text of a post to HTML as Mastodon does.
func (s *Server) content(r *request, text string) string {
	return paragraphsOf(s.eachEntity(text, func(word string) string {
		switch {
		case word[0] == '#':
			return `<a href="` + r.base + `/tags/` + strings.ToLower(word[1:]) + `" class="mention hashtag" rel="tag">#<span>` + word[1:] + `</span></a>`
		case word[0] != '@':
			return link(word)
		}
		if user := s.mentioned(word); user != nil {
			return `<span class="h-card" translate="no"><a href="` + s.profileOf(r, user) + `" class="u-url mention">@<span>` + user.name + `</span></a></span>`
		}
		return html.EscapeString(word)
	}))
}

// shownLength is how much of an address people see.
const shownLength = 30

// link makes a link that shows the beginning of its address. The rest is there for those who copy it.
func link(address string) string {
	scheme, shown, _ := strings.Cut(address, "://")
	scheme += "://"
	if rest, ok := strings.CutPrefix(shown, "www."); ok {
		scheme, shown = scheme+"www.", rest
	}
	class, rest := "", ""
	if runes := []rune(shown); len(runes) > shownLength {
		class, shown, rest = "ellipsis", string(runes[:shownLength]), string(runes[shownLength:])
	}
	return `<a href="` + html.EscapeString(address) + `" target="_blank" rel="nofollow noopener" translate="no"><span class="invisible">` + scheme +
		`</span><span class="` + class + `">` + html.EscapeString(shown) + `</span><span class="invisible">` + html.EscapeString(rest) + `</span></a>`
}

// paragraphs converts plain text to HTML.
func paragraphs(text string) string { return paragraphsOf(html.EscapeString(text)) }

// paragraphsOf makes paragraphs of a text that is escaped already: a blank line starts one, any other line break stays a line break.
func paragraphsOf(text string) string {
	text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	if text == "" {
		return ""
	}
	return "<p>" + strings.NewReplacer("\n\n", "</p><p>", "\n", "<br />").Replace(text) + "</p>"
}
