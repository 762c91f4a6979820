package practice

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/mastoauth/mastoauth/core"
)

// The authorization endpoints that are not like Doorkeeper's. They differ in when the person signs in, and in who is told of a
// faulty request.

func seeOther(target string) *answer {
	made := redirect(target)
	made.status = http.StatusSeeOther
	return made
}

// askAgain lets the person sign in for each request, which the session keeps (GoToSocial).
func (s *Server) askAgain(r *request) *answer {
	if r.target != r.path { // the request itself
		if r.params.Get("redirect_uri") == "" {
			return s.errorPage(r, 400, "Bad Request: Key: 'OAuthAuthorize.RedirectURI' Error:Field validation for 'RedirectURI' failed on the 'required' tag")
		}
		s.endSession(r)
		session := s.newSession(r)
		session.asked, session.returnTo = r.params, r.path
		return seeOther(r.base + "/auth/sign_in")
	}
	user, asked := s.keptAuthorization(r)
	switch {
	case user == nil:
		return seeOther(r.base + "/auth/sign_in")
	case asked.app == nil:
		return s.errorPage(r, 500, "Internal Server Error: no application found")
	}
	return s.consentPage(r, user, asked)
}

// keptAuthorization returns the request that the session keeps, and who has signed in for it.
func (s *Server) keptAuthorization(r *request) (*user, authorization) {
	session := s.sessionOf(r)
	if session == nil || session.user == nil || session.asked.Values == nil {
		return nil, authorization{}
	}
	asked := session.asked
	return session.user, authorization{
		app: s.appByClient(asked.Get("client_id")), redirect: asked.Get("redirect_uri"), state: asked.Get("state"),
		scopes: splitScopes(asked.Get("scope")),
	}
}

// consentOnce checks the request after the person has agreed, tells the app of a fault, and forgets who has signed in (GoToSocial).
func (s *Server) consentOnce(r *request) *answer {
	user, asked := s.keptAuthorization(r)
	if user == nil || asked.app == nil || !s.ownForm(r) {
		return s.forgedForm(r)
	}
	s.endSession(r)
	scopes, ok := s.grantable(asked.app, strings.Join(asked.scopes, " "))
	switch {
	case !slices.Contains(asked.app.redirects, asked.redirect):
		return redirect(sortedCallback(asked.redirect, "error", "server_error", "error_description",
			"The authorization server encountered an unexpected condition that prevented it from fulfilling the request"))
	case !ok:
		return redirect(sortedCallback(asked.redirect, "error", "invalid_scope", "error_description",
			"The requested scope is invalid, unknown, or malformed"))
	}
	asked.scopes = scopes
	code := s.newCode(user, asked)
	parameters := []string{"code", code}
	if asked.state != "" {
		parameters = append(parameters, "state", asked.state)
	}
	if isOutOfBand(asked.redirect) {
		return redirect(sortedCallback(r.base+"/oauth/oob", parameters...))
	}
	return redirect(sortedCallback(asked.redirect, parameters...))
}

// sortedCallback adds names and values to an address, and sorts its query.
func sortedCallback(address string, more ...string) string {
	parsed, err := url.Parse(address)
	if err != nil {
		return address
	}
	query := parsed.Query()
	for i := 0; i < len(more); i += 2 {
		query.Set(more[i], more[i+1])
	}
	parsed.RawQuery = query.Encode()
	return parsed.String()
}

// askThenCheck lets the person sign in first. Faults are JSON (Hollo).
func (s *Server) askThenCheck(r *request) *answer {
	if r.params.Get("response_type") != "code" {
		issue := zodIssue{Code: "invalid_value", Values: []string{"code"}, Path: []string{"response_type"}, Message: `Invalid input: expected "code"`}
		return jsonAnswer(400, object{"success": false, "error": zodFound(issue)})
	}
	user := s.signedIn(r)
	if user == nil {
		return redirect("/login?next=" + url.QueryEscape(r.base+r.target))
	}
	app := s.appByClient(r.params.Get("client_id"))
	switch {
	case app == nil:
		return apiError(400, "invalid_client_id")
	case !subset(splitScopes(r.params.Get("scope")), app.scopes):
		return apiError(400, "invalid_scope")
	case !slices.Contains(app.redirects, r.params.Get("redirect_uri")):
		return apiError(400, "invalid_redirect_uri")
	}
	asked, problem := s.readAuthorization(r)
	if problem != nil {
		return problem
	}
	return s.consentPage(r, user, asked)
}

// signInFor shows the sign-in form, and keeps the page to open then (Hollo).
func (s *Server) signInFor(r *request) *answer {
	session := s.startSession(r)
	if next, ok := strings.CutPrefix(r.params.Get("next"), r.base+"/"); ok {
		session.returnTo = "/" + next
	}
	return s.signInPage(r, "")
}

// checkThenAsk checks the request first. The app is told of a fault, unless it is in the address to tell it at. Then the person
// signs in on WordPress' own page.
func (s *Server) checkThenAsk(r *request) *answer {
	app, redirectURI := s.appByClient(r.params.Get("client_id")), r.params.Get("redirect_uri")
	tell := func(code, text string) *answer {
		state := r.params.Get("state")
		told := jsonAnswer(http.StatusFound, object{"error": code, "error_description": text, "state": state}).private()
		told.header.Set("Location", callback(redirectURI, core.Fields{
			{Name: "error", Value: code}, {Name: "error_description", Value: text}, {Name: "state", Value: state},
		}))
		return told
	}
	if app != nil && redirectURI == "" {
		redirectURI = app.redirects[0]
	}
	switch {
	case r.params.Get("client_id") == "":
		return plainOAuthError(400, "invalid_client", "No client id supplied")
	case app == nil:
		return plainOAuthError(400, "invalid_client", "The client id supplied is invalid")
	case !slices.Contains(app.redirects, redirectURI):
		return jsonAnswer(400, object{
			"error": "redirect_uri_mismatch", "error_description": "The redirect URI provided is missing or does not match",
			"error_uri": "http://tools.ietf.org/html/rfc6749#section-3.1.2",
		}).private()
	case r.params.Get("response_type") == "token":
		return tell("unsupported_response_type", "implicit grant type not supported")
	case !coveredBy(splitScopes(r.params.Get("scope")), app.scopes):
		return tell("invalid_scope", "An unsupported scope was requested")
	}
	query := r.params.Values
	query.Set("action", "enable-mastodon-apps-authenticate")
	return redirect(r.base + "/wp-login.php?" + query.Encode())
}

// askAtLoginPage shows the authorization page where WordPress has it.
func (s *Server) askAtLoginPage(r *request) *answer {
	user := s.signedIn(r)
	if user == nil {
		s.startSession(r).returnTo = r.target
		return redirect(r.base + "/auth/sign_in")
	}
	if app := s.appByClient(r.params.Get("client_id")); app != nil && r.params.Get("redirect_uri") == "" {
		r.params.Set("redirect_uri", app.redirects[0])
	}
	asked, problem := s.readAuthorization(r)
	if problem != nil {
		return problem
	}
	return s.consentPage(r, user, asked)
}
