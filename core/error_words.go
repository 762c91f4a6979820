package core

import "strings"

// oauthCodes are the error codes of RFC 6749, 6750 and 7009, and Pleroma's code for two-factor logins. Only these are used as
// codes. Anything else in "error" is a word of that software, or prose, which is often localised.
var oauthCodes = []Code{
	CodeAccessDenied, CodeInvalidClient, CodeInvalidGrant, CodeInvalidRequest, CodeInvalidScope, CodeInvalidToken,
	CodeInsufficientScope, CodeMFARequired, CodeServerError, CodeTemporarilyUnavailable, CodeUnauthorizedClient,
	CodeUnsupportedGrantType, CodeUnsupportedResponseType, CodeUnsupportedTokenType,
}

const (
	appsPath  = "/api/v1/apps"
	tokenPath = "/oauth/token"
)

// codeOf returns the code that a server's own words mean, or "" if they are no known ones. word is the member "error", and text
// its description.
func codeOf(call call, word, text string) Code {
	known := oauthCode(word)
	switch {
	case call.path == tokenPath && word == "invalid_request" && isOtherGrant(call.form.Get("grant_type")) &&
		strings.Contains(text, "was not set in the token request form"):
		return CodeUnsupportedGrantType // GoToSocial checks the parameters of its own two grants before the grant
	case known != "":
		return known
	case call.path == tokenPath:
		return tokenErrorCode(word)
	case word == "invalid-scopes": // WordPress
		return CodeInvalidScope
	case isScopeRefusal(word):
		return CodeInsufficientScope
	}
	return ""
}

// isScopeRefusal reports whether a word says that the token lacks a scope. No software translates it.
func isScopeRefusal(word string) bool {
	return word == "This action is outside the authorized scopes" || // Mastodon
		word == "Forbidden: token has insufficient scope permission" || // GoToSocial
		word == "insufficient-permissions" // WordPress, with status 401
}

// oauthCode returns the code of OAuth that a word is, or "".
func oauthCode(word string) Code {
	for _, code := range oauthCodes {
		if string(code) == word {
			return code
		}
	}
	return ""
}

func isOtherGrant(grant string) bool {
	return grant != "authorization_code" && grant != "client_credentials"
}

// tokenErrorCode returns the code of RFC 6749 that the prose of GoToSocial and the word of WordPress mean. Neither is translated.
func tokenErrorCode(word string) Code {
	switch {
	case strings.Contains(word, "no application found with client id"):
		return CodeInvalidClient
	case word == "sql: no rows in result set", word == "invalid redirect uri", word == "redirect_uri_mismatch":
		return CodeInvalidGrant
	}
	return ""
}
