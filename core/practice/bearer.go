package practice

import (
	"slices"
	"strings"
	"time"
)

// bearerToken returns the token of a request. The token must have one of the scopes. If no scopes are given, any token is
// accepted.
func (s *Server) bearerToken(r *request, scopes ...string) (*token, *answer) {
	token := s.tokenByText(r.bearer())
	switch {
	case token == nil:
		return nil, invalidToken(r.language(), "The access token is invalid")
	case token.user != nil && token.user.standing == StandingSuspended: // whatever the token is
		return nil, apiError(403, "Your login is currently disabled")
	case token.revoked:
		return nil, invalidToken(token.language(r), "The access token was revoked")
	case token.expired():
		return nil, invalidToken(token.language(r), "The access token expired")
	case len(scopes) > 0 && !s.options.Quirks.NoScopes && !slices.ContainsFunc(scopes, func(scope string) bool { return slices.Contains(token.scopes, scope) }):
		return nil, outsideScopes(scopes)
	}
	token.used = time.Now()
	r.token, r.reader = token, token.user
	return token, nil
}

func invalidToken(spoken language, text string) *answer {
	text = spoken.translate(text)
	return challenge(apiError(401, text).private(), "invalid_token", text)
}

func outsideScopes(scopes []string) *answer {
	refusal := apiError(403, "This action is outside the authorized scopes").private()
	return challenge(refusal, "insufficient_scope", `Access to this resource requires scope "`+strings.Join(scopes, " ")+`".`)
}

// challenge adds the header WWW-Authenticate.
func challenge(refusal *answer, code, text string) *answer {
	refusal.header.Set("WWW-Authenticate", `Bearer realm="Doorkeeper", error="`+code+`", error_description="`+ascii(text)+`"`)
	return refusal
}

// language is that of what is said about a token that is known: its owner's, whatever the request asks for.
func (t *token) language(r *request) language {
	if t.user == nil {
		return r.language()
	}
	return t.user.language()
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
