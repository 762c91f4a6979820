package practice

import (
	"slices"
	"time"
)

// bearerToken returns the token of a request. The token must have one of the scopes. If no scopes are given, any token is
// accepted.
func (s *Server) bearerToken(r *request, scopes ...string) (*token, *answer) {
	token := s.tokenByText(r.bearer())
	switch {
	case token == nil:
		return nil, invalidToken("The access token is invalid")
	case token.user != nil && token.user.standing == StandingSuspended: // whatever the token is
		return nil, apiError(403, "Your login is currently disabled")
	case token.revoked:
		return nil, invalidToken("The access token was revoked")
	case token.expired():
		return nil, invalidToken("The access token expired")
	case len(scopes) > 0 && !s.options.Quirks.NoScopes && !slices.ContainsFunc(scopes, func(scope string) bool { return slices.Contains(token.scopes, scope) }):
		return nil, apiError(403, "This action is outside the authorized scopes").private()
	}
	token.used = time.Now()
	return token, nil
}

func invalidToken(text string) *answer {
	refusal := apiError(401, text).private()
	refusal.header.Set("WWW-Authenticate", `Bearer realm="Doorkeeper", error="invalid_token", error_description="`+text+`"`)
	return refusal
}

// userToken returns the token of a request that requires a user whose account is usable.
func (s *Server) userToken(r *request, scopes ...string) (*token, *answer) {
	token, refusal := s.bearerToken(r, scopes...)
	if refusal != nil {
		return nil, refusal
	}
	if token.user == nil {
		return nil, apiError(422, "This method requires an authenticated user")
	}
	if text := s.barred(token.user); text != "" {
		return nil, apiError(403, text)
	}
	return token, nil
}

func (s *Server) tokenByText(text string) *token {
	for _, token := range s.tokens {
		if text != "" && token.text == text {
			return token
		}
	}
	return nil
}
