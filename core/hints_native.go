//go:build !js

package core

import (
	"strings"
	"unicode"
)

// What errors tell a Go program to do. hints_js.go has the same for a page.
const (
	ownWords           = "The server's own words (Description)"
	hintCallbackEmpty  = "Give the whole address that the person came back to. If that was it, start the login again."
	hintScopeMissing   = "Ask for the scope that is missing: log in again with it."
	hintServerNotFound = "Check the spelling. If the server's name is not the one in its handles, write the server's name."
	hintClientMissing  = "Register it with CreateApp, then give ClientID and ClientSecret."
	hintKeyMissing     = "Register it with CreateApp: its option ToKey is this key."
	hintNotLoggedIn    = "Log in first, or give an AccessToken."
)

// quotation returns the server's own words for the end of a message. They are one line, and no character of them can command a terminal.
func (e *Error) quotation() string {
	printable := func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}
	said := join(strings.Fields(strings.Map(printable, e.Description)), " ")
	if said == "" {
		return ""
	}
	return " The server said: “" + shortened(said) + "”"
}
