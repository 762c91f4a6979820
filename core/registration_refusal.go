package core

import "strings"

// A server refuses a registration for its scopes, or for something else. Only in the first case do other scopes help. The word of
// the error says which, then the names in its details, and its text last: that may be in any language.

// refusedPart is the part of a registration that a server refuses.
type refusedPart int

const (
	unknownPart refusedPart = iota
	refusedScopes
	refusedName
	otherPart
)

// partNames are what servers call the parts, in lower case. A part that is wrong beside the scopes comes first: other scopes do not
// mend it.
var partNames = []struct {
	text string
	part refusedPart
}{
	{"client_name", refusedName}, {"clientname", refusedName}, {"client name", refusedName}, {"application name", otherPart},
	{"website", otherPart}, {"redirect", otherPart}, {"scope", refusedScopes},
	// These are in Mastodon's texts about redirect URI and website, in every language: 2000 is the most characters that they may have.
	{"uri", otherPart}, {"url", otherPart}, {"2000", otherPart},
}

// partIn returns the part that a text names.
func partIn(text string) refusedPart {
	text = lower(text)
	for _, name := range partNames {
		at := strings.Index(text, name.text)
		if at >= 0 && (len(name.text) > 4 || !letterAt(text, at-1) && !letterAt(text, at+len(name.text))) {
			return name.part
		}
	}
	return unknownPart
}

func letterAt(text string, i int) bool {
	return i >= 0 && i < len(text) && text[i] >= 'a' && text[i] <= 'z'
}

// partRefused returns the part of a registration that the server refused.
func partRefused(err error) refusedPart {
	known := AsError(err)
	found := unknownPart
	if isSoftwaresWord(known.word) {
		found = partIn(known.word)
	}
	if found == unknownPart && known.Details != nil {
		found = partIn(join(known.Details.Keys(), " "))
	}
	if found == unknownPart {
		found = partIn(known.Description)
	}
	return found
}

// refusesForm reports whether the server read the registration and refuses something in it. Other statuses than 400 and 422, such as
// 405 and 410, speak of the address.
func refusesForm(err error) bool {
	return hasCode(err, CodeValidationFailed, CodeInvalidRequest) || hasCode(err, CodeRequestRefused) && AsError(err).Status == 400
}
