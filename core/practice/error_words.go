package practice

import (
	"net/http"
	"strings"
)

// apiFault is why the API refuses a request, whatever words a server has for it.
type apiFault int

const (
	otherFault apiFault = iota
	noToken             // the request has none
	badToken            // it is unknown, revoked or expired
	appToken            // it belongs to no person
	barred              // the person's account may not be used
	scopeFault          // the token lacks the scope
	blankPost           // nothing is to be posted
	gone                // there is no such post or account
)

// faultOf finds out why the API refused a request.
func (s *Server) faultOf(r *request, made *answer) apiFault {
	token := s.tokenByText(r.bearer())
	switch {
	case made.status == http.StatusUnauthorized && r.bearer() == "":
		return noToken
	case made.status == http.StatusUnauthorized && (token == nil || token.revoked || token.expired()):
		return badToken
	case made.status == http.StatusForbidden && token != nil && token.user != nil && token.user.visible():
		return scopeFault
	case made.status == http.StatusForbidden:
		return barred
	case made.status == http.StatusUnprocessableEntity && token != nil && token.user == nil:
		return appToken
	case made.status == http.StatusUnprocessableEntity && r.path == "/api/v1/statuses" && strings.TrimSpace(r.params.Get("status")) == "":
		return blankPost
	case made.status == http.StatusNotFound:
		return gone
	}
	return otherFault
}

// ownRefusal returns a server's own answer where it has nothing at a path, or cannot read the body.
func (s *Server) ownRefusal(r *request, made *answer) *answer {
	kind := s.options.Quirks.Errors
	switch {
	case kind == ErrorsProse && r.broken:
		return apiError(400, "Bad Request: invalid character 'b' looking for beginning of object key string")
	case kind == ErrorsProse && r.wantsJSON() && !strings.HasPrefix(r.path, "/api/"):
		return apiError(404, "Not Found")
	case kind == ErrorsWord && r.broken:
		failed := newAnswer(500, "", nil)
		failed.unreadable = true
		return failed
	case kind == ErrorsWord:
		return newAnswer(404, "text/plain; charset=UTF-8", []byte("404 Not Found"))
	case kind == ErrorsHyphen && r.broken:
		return plainOAuthError(400, "rest_invalid_json", "Invalid JSON body passed.")
	case kind == ErrorsHyphen:
		if _, ok := s.options.Quirks.CORS.find(s, r.path); ok && strings.HasPrefix(r.path, "/api/") {
			lost := plainOAuthError(404, "rest_no_route", "No route was found matching the URL and request method.")
			lost.header.Set("Access-Control-Allow-Headers", "Authorization, X-WP-Nonce, Content-Disposition, Content-MD5, Content-Type")
			return lost
		}
		return newAnswer(404, "text/html; charset=UTF-8", nil)
	}
	return nil
}

// proseError explains an error in a sentence (GoToSocial).
func (s *Server) proseError(r *request, made *answer) *answer {
	prose := map[apiFault]*answer{
		noToken:    apiError(401, "Unauthorized: token not supplied"),
		badToken:   apiError(401, "Unauthorized: token not supplied"),
		appToken:   apiError(401, "Unauthorized: user not supplied or not authorized"),
		scopeFault: apiError(403, "Forbidden: token has insufficient scope permission"),
		blankPost:  apiError(400, "Bad Request: status contains no text, media or poll"),
	}
	if found, ok := prose[s.faultOf(r, made)]; ok {
		return found
	}
	// These exist, for people only.
	if r.path == "/api/v1/apps/verify_credentials" || r.method == "POST" && r.path == "/api/v1/accounts" {
		switch token := s.tokenByText(r.bearer()); {
		case token == nil || token.revoked || token.expired():
			return prose[badToken]
		case token.user == nil:
			return prose[appToken]
		}
	}
	switch {
	case made.status == http.StatusNotFound && r.method == "GET" && strings.HasPrefix(r.path, "/api/v1/statuses/"):
		return apiError(404, "Not Found: target status not found")
	case made.status == http.StatusNotFound:
		return apiError(404, "Not Found")
	}
	return made
}

// wordError gives the word of an error, and no description (Hollo).
func (s *Server) wordError(r *request, made *answer) *answer {
	switch s.faultOf(r, made) {
	case noToken:
		return apiError(401, "unauthorized")
	case badToken:
		return apiError(401, "invalid_token")
	case scopeFault:
		return apiError(403, "insufficient_scope")
	case gone:
		return apiError(404, "Record not found")
	case blankPost:
		return zodError(422, zodIssue{
			Origin: "string", Code: "too_small", Minimum: 1, Inclusive: true, Path: []string{"status"},
			Message: "Too small: expected string to have >=1 characters",
		})
	}
	return made
}

// hyphenError has a word with hyphens, and a description (WordPress). A token that lacks a scope is a 401, as a bad one.
func (s *Server) hyphenError(r *request, made *answer) *answer {
	switch s.faultOf(r, made) {
	case noToken, badToken, appToken:
		return jsonAnswer(401, object{"error": "token-required", "error_description": "Token required"})
	case scopeFault:
		return jsonAnswer(401, object{"error": "insufficient-permissions", "error_description": "Insufficient permissions"})
	case blankPost:
		return jsonAnswer(422, object{"error": "mastodon_api_submit_post", "error_description": "Validation failed: Text can't be blank"})
	}
	return made
}
