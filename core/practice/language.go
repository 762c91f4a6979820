package practice

import (
	"regexp"
	"strconv"
	"strings"
)

// language is one of the two that this server speaks. Mastodon speaks a hundred.
type language string

const (
	english language = "en"
	german  language = "de"
)

// language returns what the header Accept-Language asks for.
func (r *request) language() language {
	best, weight := english, 0.0
	for item := range strings.SplitSeq(r.header.Get("Accept-Language"), ",") {
		tag, parameter, _ := strings.Cut(item, ";")
		quality := 1.0
		if text, ok := strings.CutPrefix(strings.TrimSpace(parameter), "q="); ok {
			quality, _ = strconv.ParseFloat(text, 64) // an invalid number is none
		}
		if known, ok := spoken(tag); ok && quality > weight {
			best, weight = known, quality
		}
	}
	return best
}

// spoken returns the language of a tag such as "de-AT", if it is one of the two.
func spoken(tag string) (known language, ok bool) {
	primary, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(tag)), "-")
	known = language(primary)
	return known, known == english || known == german
}

// language is the person's own, as chosen in their settings.
func (u *user) language() language {
	if known, ok := spoken(u.locale); ok {
		return known
	}
	return english
}

// pageLanguage is the language of a page: what its address asks for, else the person's own, else that of the browser.
func (s *Server) pageLanguage(r *request) language {
	if known, ok := spoken(r.params.Get("lang")); ok {
		return known
	}
	if user := s.signedIn(r); user != nil {
		return user.language()
	}
	return r.language()
}

// Speak changes a person's language, "en" or "de".
func (s *Server) Speak(username, locale string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if user := s.userByName(username); user != nil {
		user.locale = locale
	}
}

var digits = regexp.MustCompile(`\d+`)

// translate returns a text in a language. Numbers are kept.
func (l language) translate(text string) string {
	if l != german {
		return text
	}
	number := digits.FindString(text)
	translated, ok := inGerman[strings.Replace(text, number, "#", min(len(number), 1))]
	if !ok {
		return text
	}
	return strings.Replace(translated, "#", number, 1)
}

// ascii replaces the letters that a header cannot hold.
func ascii(text string) string {
	return strings.Map(func(letter rune) rune {
		if letter < ' ' || letter > '~' || letter == '"' {
			return '_'
		}
		return letter
	}, text)
}
