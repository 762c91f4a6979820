package core

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
// server's own text. Where the text does not name what is refused, the newest scopes are replaced first.
func otherScopes(asked, scopes []string, text string) []string {
	guesses := [][]string{namedScopes(scopes, text), latestScopes, {"profile"}}
	if contains(asked, "profile") && !contains(asked, "read:accounts") {
		guesses = append(guesses, []string{"read:accounts"})
	}
	for _, guess := range guesses {
		for _, scope := range scopes {
			if contains(guess, scope) && leastReplacement(scope) != "" {
				return replaceScopes(scopes, guess)
			}
		}
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
