package practice

import (
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"
)

var wordPressRoutes = map[string]handler{
	"POST /api/v1/apps":        (*Server).pluginRegistration,
	"POST /oauth/token":        (*Server).pluginToken,
	"GET /oauth/token":         (*Server).pluginWrongMethod,
	"GET /oauth/authorize":     (*Server).checkThenAsk,
	"OPTIONS /oauth/authorize": (*Server).checkThenAsk,
	"POST /api/v1/statuses":    (*Server).postAsEditor,
	"GET /wp-login.php":        (*Server).askAtLoginPage,
	"POST /oauth/revoke":       (*Server).pluginRevocation,
}

// pluginRegistration takes one text of redirect URIs, separated by commas or line breaks.
func (s *Server) pluginRegistration(r *request) *answer {
	given := r.params
	if s.options.AppsClosed {
		return plainOAuthError(403, "registation-disabled", "Mastodon app registration has been disabled.")
	}
	if given.Has("redirect_uris[]") {
		return plainOAuthError(400, "rest_invalid_param", "Invalid parameter(s): redirect_uris")
	}
	if missing := r.missing("client_name", "redirect_uris"); len(missing) > 0 {
		return plainOAuthError(422, "rest_missing_callback_param", "Missing parameter(s): "+strings.Join(missing, ", "))
	}
	made := &app{name: given.Get("client_name"), scopes: splitScopes(given.Get("scopes"))}
	if isWebAddress(given.Get("website")) {
		made.website = given.Get("website")
	}
	for _, redirect := range strings.FieldsFunc(given.Get("redirect_uris"), func(r rune) bool { return r == ',' || r == '\n' || r == '\r' }) {
		if address, err := url.Parse(redirect); err == nil && address.Scheme != "" {
			made.redirects = append(made.redirects, redirect)
		}
	}
	if length := utf8.RuneCountInString(made.name); length < 3 || length > 200 {
		return plainOAuthError(422, "invalid-client_name", "Client name must be a string with a length between 3 and 200 chars.")
	}
	if len(made.redirects) == 0 {
		return plainOAuthError(422, "invalid-redirect_uris", "No valid redirect URIs given")
	}
	for _, scope := range made.scopes {
		if kind, _, _ := strings.Cut(scope, ":"); !subset([]string{kind}, s.knownScopes()) {
			return plainOAuthError(422, "invalid-scopes", "Invalid scope given: "+scope)
		}
	}
	if len(made.scopes) == 0 {
		made.scopes = []string{"read"}
	}
	s.addApp(made)
	return jsonAnswer(200, object{
		"id": made.client, "name": made.name, "website": made.website, "redirect_uri": given.Get("redirect_uris"),
		"client_id": made.client, "client_secret": made.secret,
	})
}

// pluginToken ignores PKCE. Basic works, and client_credentials need no redirect URI.
func (s *Server) pluginToken(r *request) *answer {
	kind := r.params.Get("grant_type")
	switch kind {
	case "":
		return plainOAuthError(400, "invalid_request", "The grant type was not specified in the request")
	case "client_credentials", "authorization_code":
	default:
		return plainOAuthError(400, "unsupported_grant_type", `Grant type "`+kind+`" not supported`)
	}
	app, code := s.authenticate(r), r.params.Get("code")
	found := s.grants[code]
	switch {
	case app == nil:
		return plainOAuthError(400, "invalid_client", "The client credentials are invalid")
	case kind == "client_credentials":
		scopes := splitScopes(r.params.Get("scope"))
		if len(scopes) == 0 {
			scopes = app.scopes
		}
		if !coveredBy(scopes, app.scopes) {
			return plainOAuthError(400, "invalid_scope", "The scope requested is invalid for this request")
		}
		return s.tokenAnswer(r, s.tokenFor(app, nil, scopes))
	case code == "":
		return plainOAuthError(400, "invalid_request", `Missing parameter: "code" is required`)
	case found == nil || found.app != app || !found.living():
		return plainOAuthError(400, "invalid_grant", "Authorization code doesn't exist or is invalid for the client")
	case r.params.Get("redirect_uri") != found.redirect: // the code stays good
		return jsonAnswer(400, object{
			"error": "redirect_uri_mismatch", "error_description": "The redirect URI is missing or do not match",
			"error_uri": "http://tools.ietf.org/html/rfc6749#section-4.1.3",
		}).private()
	}
	found.used = true
	return s.tokenAnswer(r, s.tokenFor(app, found.user, found.scopes))
}

func (s *Server) pluginWrongMethod(*request) *answer {
	return plainOAuthError(http.StatusMethodNotAllowed, "invalid_request", "The request method must be POST when requesting an access token")
}

// postAsEditor refuses a person who may only read. Its words are those of a bad token, which it is not.
func (s *Server) postAsEditor(r *request) *answer {
	token, refusal := s.userToken(r, "write", "write:statuses")
	if refusal == nil && token.user.standing == StandingReader {
		return plainOAuthError(401, "mastodon_api_submit_post", "The access token is invalid")
	}
	return s.postStatus(r)
}

// pluginRevocation revokes any token for anybody.
func (s *Server) pluginRevocation(r *request) *answer {
	if r.params.Get("token") == "" {
		return plainOAuthError(400, "invalid_request", "Missing token parameter to revoke")
	}
	if token := s.tokenByText(r.params.Get("token")); token != nil {
		token.revoked = true
	}
	return jsonAnswer(http.StatusOK, object{"revoked": true})
}
