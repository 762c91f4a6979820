//go:build !js

package core

import "strings"

// speaksGo is whether errors call options and functions as a Go program has them. The flows name them as in JavaScript; goName and the
// names below are Go's.
const speaksGo = true

const (
	nameAccessTokenKey      = "AccessTokenKey"
	nameAPIBaseURL          = "APIBaseURL"
	nameAuthRequestURL      = "AuthRequestURL"
	nameClientCredentialKey = "ClientCredentialKey"
	nameClientName          = "ClientName"
	nameCreateApp           = "CreateApp"
	nameExpiresIn           = "ExpiresIn"
	nameFeatureSet          = "FeatureSet"
	nameForceLogin          = "ForceLogin"
	nameHandleCallback      = "HandleCallback"
	nameID                  = "ID"
	nameMastodonVersion     = "MastodonVersion"
	nameQuotedStatusID      = "QuotedStatusID"
	nameRatelimitMaxWaitMs  = "RatelimitMaxWaitMs"
	nameRedirectURIs        = "RedirectURIs"
	nameVersionCheckMode    = "VersionCheckMode"

	wordsForCode = "LogIn, as Code"

	opBeginSignIn    = "beginSignIn"
	opCompleteSignIn = "completeSignIn"
	opCompleteSignUp = "completeSignUp"
)

// initialisms are the words of names that Go writes otherwise. A name keeps its other words, with a capital letter each.
var initialisms = map[string]string{
	"Api": "API", "Id": "ID", "Ids": "IDs", "Json": "JSON", "Oauth": "OAuth", "Pkce": "PKCE", "Uri": "URI", "Uris": "URIs", "Url": "URL",
}

// goName returns the name in Go of an option or function: RedirectURIs for redirectUris. A name of Go stays as it is.
func goName(name string) string {
	var spelled, word strings.Builder
	end := func() {
		written := word.String()
		if known, ok := initialisms[written]; ok {
			written = known
		}
		spelled.WriteString(written)
		word.Reset()
	}
	for i, r := range name {
		if i == 0 && r >= 'a' && r <= 'z' {
			r += 'A' - 'a'
		}
		if r >= 'A' && r <= 'Z' {
			end()
		}
		word.WriteRune(r)
	}
	end()
	return spelled.String()
}

// spell gives an error the name of the function that failed, and the option that is wrong the name that it has there. The flows have one
// check for all functions with such an option.
func (e *Error) spell() {
	e.Op = goName(e.Op)
	if contains([]string{"BeginSignIn", "FindServer", "SignUp"}, e.Op) {
		e.renameOption("APIBaseURL: ", "Server: ")
	}
	if contains([]string{"AuthRequestURL", "BeginSignIn", "SignUp"}, e.Op) {
		e.renameOption("RedirectURIs: ", "RedirectURI: ")
	}
}

func (e *Error) renameOption(old, own string) {
	if problem, ok := strings.CutPrefix(e.Message, old); ok {
		e.Message = own + problem
	}
}
