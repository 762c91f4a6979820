package practice

import (
	"slices"
	"strings"

	"github.com/mastoauth/mastoauth/core"
)

// What the authorization page offers, beside the button that authorizes, and how an out-of-band login ends.

// Deny is how a person can refuse on the authorization page.
type Deny string

const (
	DenyButton Deny = ""
	DenyLink   Deny = "link" // leads straight back to the app: WordPress
	DenyNone   Deny = "none" // the window can only be closed: GoToSocial, snac
)

// CodePage is where the code of an out-of-band login is shown.
type CodePage string

const (
	CodePageOwn     CodePage = ""        // a page of its own, /oauth/authorize/native
	CodePageHere    CodePage = "here"    // the response to the authorization form. Such a login has no button to refuse: Hollo
	CodePageMissing CodePage = "missing" // the same, with status 404: WordPress
	CodePageBare    CodePage = "bare"    // the same, and nothing but the code: snac
)

// denial is how the person can refuse this request.
func (s *Server) denial(asked authorization) Deny {
	if s.options.Quirks.CodePage == CodePageHere && isOutOfBand(asked.redirect) {
		return DenyNone
	}
	return s.options.Quirks.Deny
}

// denyLink is the address that refuses a request, where that is a link.
func denyLink(asked authorization) string {
	const refusal = "error=access_denied&error_description=Access%20denied!%20Permission%20not%20granted."
	_, state, _ := strings.Cut(callback("", core.Fields{{Name: "state", Value: asked.state}}), "?")
	if strings.Contains(asked.redirect, "?") {
		return asked.redirect + "&" + refusal + "&" + state
	}
	return asked.redirect + "?" + refusal + "&" + state
}

// accountsOf are the accounts that the person can choose from, if there is a choice. Their own comes first.
func (s *Server) accountsOf(owner *user) (accounts []object) {
	if !s.options.Quirks.OneLogin {
		return nil
	}
	for _, user := range s.users {
		if user == owner {
			accounts = slices.Insert(accounts, 0, object{"ID": user.id, "Name": user.name, "Chosen": true})
		} else if user.visible() {
			accounts = append(accounts, object{"ID": user.id, "Name": user.name, "Chosen": false})
		}
	}
	return accounts
}

// chosenAccount is the account that the person chose on the authorization page, or their own.
func (s *Server) chosenAccount(r *request, owner *user) *user {
	for _, user := range s.users {
		if s.options.Quirks.OneLogin && user.visible() && user.id == r.params.Get("account_id") {
			return user
		}
	}
	return owner
}

// codeHere shows the code of an out-of-band login in the response to the authorization form.
func (s *Server) codeHere(r *request, parameters core.Fields) *answer {
	code := parameters.Get("code")
	switch s.options.Quirks.CodePage {
	case CodePageHere:
		return s.page(r, 200, "code.html", "Authorization code", object{"Code": code})
	case CodePageMissing:
		return s.page(r, 404, "code.html", code, object{"Code": code})
	case CodePageBare:
		return newAnswer(200, "text/html", []byte(code))
	}
	return nil
}

// signInAction is where the sign-in form is sent.
func (s *Server) signInAction() string {
	if s.options.Quirks.Engine == EngineSnac {
		return "/oauth/x-snac-login"
	}
	return "/auth/sign_in"
}
