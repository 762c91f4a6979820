package practice

import (
	"regexp"
	"slices"
	"time"
)

// filtered returns what a reader's filters find in a post: entities FilterResult.
// https://docs.joinmastodon.org/entities/FilterResult/
func (s *Server) filtered(r *request, p *status) []object {
	results := []object{}
	if r.reader == nil || r.reader == p.user {
		return results
	}
	for _, filter := range s.filtersOf(r.reader) {
		if !filter.expires.IsZero() && !time.Now().Before(filter.expires) {
			continue
		}
		words, posts := []string{}, []string{}
		for _, keyword := range filter.keywords {
			if keyword.in(p.text + " " + p.spoiler) {
				words = append(words, keyword.word)
			}
		}
		if slices.ContainsFunc(filter.posts, func(f *filterPost) bool { return f.post == p }) {
			posts = append(posts, s.idText(p.id))
		}
		if len(words)+len(posts) > 0 {
			result := object{"filter": filter.document(s, false), "keyword_matches": words, "status_matches": posts}
			results = append(results, result)
		}
	}
	return results
}

// in reports whether a text has the keyword, whatever its case.
func (k *filterKeyword) in(text string) bool {
	pattern := regexp.QuoteMeta(k.word)
	if k.whole {
		pattern = `(?:^|[^\pL\pN_])` + pattern + `(?:$|[^\pL\pN_])`
	}
	return regexp.MustCompile(`(?i)` + pattern).MatchString(text)
}
