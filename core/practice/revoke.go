package practice

import "net/http"

// revokeToken obeys whoever proves to be the token's own app. A token that is unknown or revoked already is no error.
func (s *Server) revokeToken(r *request) *answer {
	app := s.authenticate(r)
	token := s.tokenByText(r.params.Get("token"))
	if app == nil || token != nil && token.app != app {
		return jsonAnswer(http.StatusForbidden, object{
			"error": "unauthorized_client", "error_description": oauthTexts["unauthorized_client"],
		})
	}
	if token != nil {
		token.revoked = true
	}
	return jsonAnswer(http.StatusOK, object{})
}
