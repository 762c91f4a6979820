package practice

import (
	"bytes"
	"net/http"
)

var pleromaRoutes = map[string]handler{
	"POST /oauth/token":  (*Server).uncodedToken,
	"POST /oauth/revoke": (*Server).revocationForAnybody,
}

// uncodedToken refuses in free text, without the codes of OAuth. A missing parameter is a fault of the server.
func (s *Server) uncodedToken(r *request) *answer {
	made := s.giveToken(r)
	switch {
	case made.status < 400:
		return made
	case bytes.Contains(made.body, []byte(`"invalid_request"`)), bytes.Contains(made.body, []byte(`"unsupported_grant_type"`)):
		return apiError(http.StatusInternalServerError, "Bad request")
	}
	return apiError(http.StatusBadRequest, "Invalid credentials")
}

// revocationForAnybody does not look at the app.
func (s *Server) revocationForAnybody(r *request) *answer {
	if token := s.tokenByText(r.params.Get("token")); token != nil {
		token.revoked = true
	}
	return jsonAnswer(http.StatusOK, object{})
}
