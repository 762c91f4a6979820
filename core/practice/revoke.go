package practice

import "net/http"

// revokeToken revokes a token for the app that it belongs to. An unknown or revoked token is no error.
func (s *Server) revokeToken(r *request) *answer {
	switch {
	case s.options.Quirks.RevokeByBearer:
		return s.revokeByBearer(r)
	case s.options.Quirks.RevokeOnce:
		return s.revokeOnce(r)
	}
	app := s.authenticate(r)
	token := s.tokenByText(r.params.Get("token"))
	if app == nil || token != nil && token.app != app {
		return jsonAnswer(http.StatusForbidden, object{
			"error": "unauthorized_client", "error_description": oauthTexts["unauthorized_client"],
		})
	}
	if token != nil && r.params.Get("token_type_hint") != "refresh_token" { // Mastodon has no such tokens, so it finds none
		token.revoked = true
	}
	return jsonAnswer(http.StatusOK, object{})
}

// revokeByBearer revokes a token for anyone who has a token of the same person.
func (s *Server) revokeByBearer(r *request) *answer {
	bearer, refusal := s.bearerToken(r)
	if refusal != nil {
		return refusal
	}
	token := s.tokenByText(r.params.Get("token"))
	if token == nil || token.user != bearer.user {
		return apiError(http.StatusNotFound, "token not found")
	}
	token.revoked = true
	return jsonAnswer(http.StatusOK, object{})
}

// revokeOnce checks the secret against the token's, not against the app's, because the app may be deleted.
func (s *Server) revokeOnce(r *request) *answer {
	if r.params.Get("client_id") == "" || r.params.Get("client_secret") == "" || r.params.Get("token") == "" {
		return oauthError(http.StatusForbidden, "invalid_request")
	}
	token := s.tokenByText(r.params.Get("token"))
	if token == nil || token.revoked || token.app.secret != r.params.Get("client_secret") {
		return jsonAnswer(http.StatusForbidden, object{})
	}
	token.revoked = true
	s.forgetApp(s.appByClient(r.params.Get("client_id")))
	return jsonAnswer(http.StatusOK, object{})
}
