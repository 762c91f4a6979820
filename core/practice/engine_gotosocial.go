package practice

import (
	"net/http"
	"net/url"
	"strings"
	"time"
)

var goToSocialRoutes = map[string]handler{
	"POST /api/v1/apps":          (*Server).proseRegistration,
	"POST /oauth/token":          (*Server).proseToken,
	"GET /oauth/authorize":       (*Server).askAgain,
	"POST /oauth/authorize":      (*Server).consentOnce,
	"GET /.well-known/webfinger": (*Server).proseWebfinger,
	"GET /oauth/oob":             (*Server).showCode,
	"POST /oauth/revoke":         (*Server).proseRevocation,
}

// advice is the end of each error of a token request.
const advice = ": If you arrived at this error during a sign in/oauth flow, please try clearing your session cookies and signing in again; if problems persist, make sure you're using the correct credentials"

// proseRegistration requires a name and nothing else. It takes one text of redirect URIs, and stands for any word as a scope.
func (s *Server) proseRegistration(r *request) *answer {
	given := r.params
	_, isList := given.Values["redirect_uris[]"]
	switch {
	case isList && r.isJSON():
		return apiError(400, "Bad Request: json: cannot unmarshal array into Go struct field ApplicationCreateRequest.redirect_uris of type string")
	case given.Get("client_name") == "":
		return apiError(400, "Bad Request: Key: 'ApplicationCreateRequest.ClientName' Error:Field validation for 'ClientName' failed on the 'required' tag")
	}
	made := &app{name: given.Get("client_name"), website: given.Get("website"), scopes: splitScopes(given.Get("scopes"))}
	for line := range strings.Lines(given.Get("redirect_uris")) {
		if address := strings.TrimSpace(line); address != "" {
			made.redirects = append(made.redirects, escapedSpaces(address))
		}
	}
	if len(made.redirects) == 0 {
		made.redirects = []string{outOfBand}
	}
	if len(made.scopes) == 0 {
		made.scopes = []string{"read"}
	}
	s.addApp(made)
	document := object{
		"id": s.idText(s.newID()), "created_at": timestamp(time.Now()), "name": made.name,
		"redirect_uri": strings.Join(made.redirects, "\n"), "redirect_uris": made.redirects, "scopes": made.scopes,
		"client_id": made.client, "client_secret": made.secret, "vapid_key": vapidKey,
	}
	if made.website != "" {
		document["website"] = made.website
	}
	return jsonAnswer(200, document)
}

func escapedSpaces(address string) string {
	if isOutOfBand(address) {
		return address
	}
	parsed, err := url.Parse(address)
	if err != nil {
		return address
	}
	return parsed.String()
}

// proseToken names all missing parameters at once. PKCE is ignored.
func (s *Server) proseToken(r *request) *answer {
	kind := r.params.Get("grant_type")
	var faults []string
	if kind == "" {
		faults = append(faults, "grant_type was not set in the token request form, but must be set to authorization_code or client_credentials")
	}
	for _, name := range r.missing("client_id", "client_secret", "redirect_uri") {
		faults = append(faults, name+" was not set in the token request form")
	}
	if kind == "authorization_code" && r.params.Get("code") == "" {
		faults = append(faults, "code was not set in the token request form, but must be set since grant_type is authorization_code")
	}
	if len(faults) > 0 {
		return plainOAuthError(400, "invalid_request", "Bad Request: "+strings.Join(faults, ": "))
	}
	if kind != "authorization_code" && kind != "client_credentials" {
		return plainOAuthError(400, "unsupported_grant_type", "Bad Request: could not validate token request: unsupported_grant_type: If you arrived at this error during a sign in/oauth flow, your client is trying to use an unsupported OAuth grant type. Supported grant types are: authorization_code, client_credentials; please reach out to developer of your client")
	}
	refuse := func(word string) *answer {
		return plainOAuthError(400, word, "Bad Request: could not get access token: "+word+advice)
	}
	app, found := s.appByClient(r.params.Get("client_id")), s.grants[r.params.Get("code")]
	switch {
	case app == nil:
		return refuse("func5: no application found with client id " + r.params.Get("client_id"))
	case app.secret != r.params.Get("client_secret"):
		return refuse("invalid_client")
	case kind == "client_credentials":
		scopes, ok := s.grantable(app, r.params.Get("scope"))
		if !ok {
			return refuse("invalid_scope")
		}
		token := s.tokenFor(app, nil, scopes)
		token.expires = token.created.Add(2 * time.Hour) // a user's token does not expire
		return s.tokenAnswer(r, token)
	case found == nil || found.app != app || !found.living():
		return refuse("sql: no rows in result set")
	case r.params.Get("redirect_uri") != found.redirect:
		return plainOAuthError(http.StatusForbidden, "invalid redirect uri", "Forbidden: requested redirect URI "+
			r.params.Get("redirect_uri")+" was not covered by client redirect URIs"+advice)
	}
	found.used = true
	return s.tokenAnswer(r, s.tokenFor(app, found.user, found.scopes))
}

// proseRevocation looks at the app only if there is such a token.
func (s *Server) proseRevocation(r *request) *answer {
	if missing := r.missing("client_id", "client_secret", "token"); len(missing) > 0 {
		return plainOAuthError(400, "invalid_request", "Bad Request: "+missing[0]+" not set")
	}
	token := s.tokenByText(r.params.Get("token"))
	if token != nil && !token.revoked {
		if token.app != s.authenticate(r) {
			return plainOAuthError(http.StatusForbidden, "unauthorized_client", "Forbidden: "+oauthTexts["unauthorized_client"])
		}
		token.revoked = true
	}
	return jsonAnswer(http.StatusOK, object{})
}

// proseWebfinger takes the server's own address for that of a person.
func (s *Server) proseWebfinger(r *request) *answer {
	resource := r.params.Get("resource")
	if isServer(r, resource) {
		return apiError(400, "Bad Request: bad webfinger request with resource query "+resource+": failed to extract username from: "+resource)
	}
	return s.webfinger(r)
}
