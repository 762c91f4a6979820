package practice

import (
	"slices"
	"strings"
)

// grantable returns the requested scopes, if the app registered all of them. OAuth compares the exact words: an app that
// registered "write" may not request "write:statuses". A request without scopes means "read", if the app has it.
func (s *Server) grantable(a *app, asked string) (scopes []string, ok bool) {
	if s.options.Quirks.NoScopes {
		if scopes = splitScopes(asked); len(scopes) == 0 {
			scopes = a.scopes
		}
		return scopes, true
	}
	if strings.TrimSpace(asked) == "" {
		return intersection([]string{"read"}, a.scopes), true
	}
	scopes = splitScopes(asked)
	if s.options.Quirks.FinerScopes {
		return scopes, coveredBy(scopes, a.scopes)
	}
	return scopes, !strings.ContainsAny(asked, "\t\r\n") && subset(scopes, a.scopes)
}

// splitScopes returns the scopes in a text, each once.
func splitScopes(text string) []string {
	var scopes []string
	for scope := range strings.FieldsSeq(text) {
		if !slices.Contains(scopes, scope) {
			scopes = append(scopes, scope)
		}
	}
	return scopes
}

func subset(words, of []string) bool {
	for _, word := range words {
		if !slices.Contains(of, word) {
			return false
		}
	}
	return true
}

func intersection(a, b []string) []string {
	both := []string{}
	for _, word := range a {
		if slices.Contains(b, word) {
			both = append(both, word)
		}
	}
	return both
}

func sameScopes(a, b []string) bool { return subset(a, b) && subset(b, a) }

// explainScope says what a scope allows an app to do, for the authorization page.
func explainScope(scope string) string {
	if text, ok := scopeTexts[scope]; ok {
		return text
	}
	kind, rest, _ := strings.Cut(strings.TrimPrefix(scope, "admin:"), ":")
	what := strings.ReplaceAll(rest, "_", " ")
	verb := map[string]string{"read": "see", "write": "change"}[kind]
	if verb == "" {
		return scope
	}
	if strings.HasPrefix(scope, "admin:") {
		return verb + " sensitive information of all " + what + " on the server"
	}
	return verb + " your " + what
}

var scopeTexts = map[string]string{
	"profile":             "see only your profile",
	"read":                "see all your account's data",
	"write":               "change all your account's data",
	"follow":              "change who you follow, mute and block",
	"push":                "receive your push notifications",
	"read:search":         "search on your behalf",
	"write:media":         "upload media files",
	"write:reports":       "report other people",
	"write:statuses":      "publish posts",
	"read:statuses":       "see all posts",
	"write:accounts":      "change your profile",
	"write:conversations": "mute and delete conversations",
	"admin:read":          "see all data on the server",
	"admin:write":         "change all data on the server",
}
