package core

import "strings"

// leastReplacement returns the scope with the fewest rights that does the work of one that the server does not know, or "" if no
// other scope does it.
func leastReplacement(scope string) string {
	if scope == "profile" {
		return "read:accounts" // both say who it is
	}
	if coarse := coarserScopes([]string{scope})[0]; coarse != scope {
		return coarse
	}
	return ""
}

// replaceScopes returns the scopes with the refused ones replaced. What another scope includes is left out.
func replaceScopes(scopes, refused []string) []string {
	var replaced, kept []string
	for _, scope := range scopes {
		if other := leastReplacement(scope); contains(refused, scope) && other != "" {
			scope = other
		}
		if !contains(replaced, scope) {
			replaced = append(replaced, scope)
		}
	}
	for _, scope := range replaced {
		if !covers(without(replaced, scope), scope) {
			kept = append(kept, scope)
		}
	}
	return kept
}

// latestScopes are the newest scopes of Mastodon (4.6), which most servers do not know.
var latestScopes = []string{"read:collections", "write:collections"}

// otherScopes returns the scopes to ask for after the server has refused these. asked are those of the caller, and text is the
// server's own text. Where the text does not name what is refused, the scopes that the fewest servers know are replaced first.
func otherScopes(asked, scopes []string, text string) []string {
	if named := namedScopes(scopes, text); named != nil {
		return replaceScopes(scopes, named)
	}
	var latest, profile, rare []string
	for _, scope := range scopes {
		switch {
		case leastReplacement(scope) == "":
		case contains(latestScopes, scope):
			latest = append(latest, scope)
		case scope == "profile":
			profile = append(profile, scope)
		case contains(recentScopes, scope), contains(foreignScopes, scope), strings.HasPrefix(scope, "admin:"):
			rare = append(rare, scope)
		}
	}
	switch {
	case latest != nil:
		return replaceScopes(scopes, latest)
	case contains(asked, latestScopes[0]), contains(asked, latestScopes[1]):
		profile, rare = append(profile, rare...), nil // together, since one more registration is left before all become coarse
	}
	for _, guess := range [][]string{profile, rare} {
		if guess != nil {
			return replaceScopes(scopes, guess)
		}
	}
	if contains(asked, "profile") && !contains(asked, "read:accounts") && contains(scopes, "read:accounts") {
		return replaceScopes(scopes, []string{"read:accounts"})
	}
	return coarserScopes(scopes)
}

// namedScopes returns the scopes that a refusal names: "Invalid scope given: profile". A text that also names others lists the
// scopes that the server knows.
func namedScopes(scopes []string, text string) []string {
	var named []string
	for _, word := range words(lower(text), ",;\"'()[]") {
		word = trim(word, ".:")
		if contains(scopes, word) {
			named = append(named, word)
		} else if knownScope(word) {
			return nil
		}
	}
	return named
}
