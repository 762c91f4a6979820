package practice

import (
	"net/http"
	"strings"
)

// stopStrangers refuses a request that no person's token comes with, on a server that answers people only. What a login needs
// stays open: the instance, registering an app, signing up. Whether the token is still good is not looked at here.
func (s *Server) stopStrangers(r *request) *answer {
	if !s.options.DisallowUnauthenticatedAPI && !s.options.LimitedFederation {
		return nil
	}
	if token := s.tokenByText(r.bearer()); token != nil && token.user != nil {
		return nil
	}
	switch {
	case r.path == "/oauth/userinfo":
	case !strings.HasPrefix(r.path, "/api/"):
		return s.hideProfiles(r)
	case r.path == "/api/v1/instance", r.path == "/api/v2/instance",
		r.method == http.MethodPost && (r.path == "/api/v1/apps" || r.path == "/api/v1/accounts"):
		return nil
	case r.path == "/api/v1/instance/rules" && !s.options.LimitedFederation:
		return nil
	}
	return apiError(http.StatusUnauthorized, "This method requires an authenticated user")
}

// hideProfiles sends strangers to the sign-in page, where federation is limited.
func (s *Server) hideProfiles(r *request) *answer {
	if !s.options.LimitedFederation || !strings.HasPrefix(r.path, "/@") || s.signedIn(r) != nil {
		return nil
	}
	made := redirect(r.base + "/auth/sign_in")
	made.header.Set("Cache-Control", "no-cache")
	return made
}
