package practice

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

var holloRoutes = map[string]handler{
	"POST /api/v1/apps":                   (*Server).strictRegistration,
	"POST /oauth/token":                   (*Server).tokenForClient,
	"GET /oauth/authorize":                (*Server).askThenCheck,
	"GET /api/v1/apps/verify_credentials": (*Server).verifyHolloApp,
	"GET /oauth/userinfo":                 (*Server).holloUserinfo,
	"POST /oauth/userinfo":                (*Server).holloUserinfo,
	"GET /login":                          (*Server).signInFor,
	"GET /nodeinfo/2.0":                   func(*Server, *request) *answer { return redirect("/nodeinfo/2.1") },
	"GET /.well-known/nodeinfo":           (*Server).typedNodeinfoLinks,
	"GET /.well-known/webfinger":          (*Server).webfingerOfPeople,
	"POST /oauth/revoke":                  (*Server).revocationForClient,
}

// zodIssue is one finding of Zod, the library that validates requests in Hollo.
type zodIssue struct {
	Origin    string   `json:"origin,omitempty"`
	Expected  string   `json:"expected,omitempty"`
	Code      string   `json:"code"`
	Values    []string `json:"values,omitempty"`
	Format    string   `json:"format,omitempty"`
	Minimum   int      `json:"minimum,omitempty"`
	Inclusive bool     `json:"inclusive,omitempty"`
	Keys      []string `json:"keys,omitempty"`
	Path      []string `json:"path"`
	Message   string   `json:"message"`
}

// zodError returns the refusal of a request that Zod has found an issue in.
func zodError(status int, issue zodIssue) *answer {
	return jsonAnswer(status, object{"error": "invalid_request", "zod_error": zodFound(issue)})
}

// zodFound returns what Zod shows: its name, and JSON in a text.
func zodFound(issue zodIssue) object {
	var found strings.Builder
	encoder := json.NewEncoder(&found)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode([]zodIssue{issue}); err != nil {
		panic(err) // an issue is texts and lists of texts
	}
	return object{"name": "ZodError", "message": strings.TrimSuffix(found.String(), "\n")}
}

func missingText(name string) zodIssue {
	return zodIssue{Expected: "string", Code: "invalid_type", Path: []string{name}, Message: "Invalid input: expected string, received undefined"}
}

// strictRegistration refuses every parameter that it does not know, but misses none.
func (s *Server) strictRegistration(r *request) *answer {
	given := r.params
	known := []string{"client_name", "redirect_uris", "scopes", "website"}
	if r.isJSON() {
		known = append(known, "redirect_uris[]")
	}
	for name := range given.Values {
		if !slices.Contains(known, name) {
			return zodError(422, zodIssue{Code: "unrecognized_keys", Keys: []string{name}, Path: []string{}, Message: `Unrecognized key: "` + name + `"`})
		}
	}
	made := &app{
		name: given.Get("client_name"), website: given.Get("website"), scopes: splitScopes(given.Get("scopes")),
		redirects: append(strings.Fields(given.Get("redirect_uris")), given.Values["redirect_uris[]"]...),
	}
	for _, redirect := range made.redirects {
		if address, err := url.Parse(redirect); err != nil || address.Scheme == "" {
			return zodError(422, zodIssue{Code: "invalid_format", Format: "url", Path: []string{"redirect_uris"}, Message: "Invalid URL"})
		}
	}
	if !subset(made.scopes, s.knownScopes()) {
		return zodError(422, zodIssue{Code: "invalid_value", Values: s.knownScopes(), Path: []string{"scopes"}, Message: "Invalid option"})
	}
	if len(made.scopes) == 0 {
		made.scopes = []string{"read"}
	}
	s.addApp(made)
	document := s.holloApplication(made)
	delete(document, "scopes")
	document["client_id"], document["client_secret"] = made.client, made.secret
	document["client_secret_expires_at"], document["vapid_key"] = 0, ""
	return jsonAnswer(200, document)
}

// holloApplication returns the entity Application without its secrets.
func (s *Server) holloApplication(a *app) object {
	return object{
		"id": s.idText(uint64(a.id)), "name": a.name, "website": orNull(a.website), "scopes": a.scopes,
		"redirect_uris": a.redirects, "redirect_uri": strings.Join(a.redirects, " "),
	}
}

// typedNodeinfoLinks says the type of each document.
func (s *Server) typedNodeinfoLinks(r *request) *answer {
	const schema = "http://nodeinfo.diaspora.software/ns/schema/2.1"
	made := jsonAnswer(200, object{"links": []object{
		{"rel": schema, "href": r.base + "/nodeinfo/2.1", "type": `application/json; profile="` + schema + `#"`},
	}})
	made.header.Set("Content-Type", "application/jrd+json")
	return made
}

// webfingerOfPeople knows nothing of the server itself.
func (s *Server) webfingerOfPeople(r *request) *answer {
	if isServer(r, r.params.Get("resource")) {
		return s.notFound(r)
	}
	return s.webfinger(r)
}

func (s *Server) verifyHolloApp(r *request) *answer {
	token, refusal := s.bearerToken(r)
	if refusal != nil {
		return refusal
	}
	return jsonAnswer(200, s.holloApplication(token.app))
}

// holloUserinfo spells preferredUsername in its own way, and names the person by the address of their page.
func (s *Server) holloUserinfo(r *request) *answer {
	token, refusal := s.userToken(r, "profile")
	if refusal != nil {
		return refusal
	}
	user := token.user
	return jsonAnswer(200, object{
		"iss": r.base + "/", "sub": user.url(r), "name": user.displayName, "preferredUsername": user.name,
		"profile": user.url(r), "picture": r.base + "/avatars/" + user.name + ".svg",
	})
}

// clientOf authenticates the app before anything else is looked at.
func (s *Server) clientOf(r *request) (*app, *answer) {
	client, _, ok := r.basic()
	if !ok && r.params.Get("client_id") == "" && r.params.Get("client_secret") == "" || ok && client == "" {
		return nil, plainOAuthError(http.StatusUnauthorized, "invalid_client",
			"Client authentication failed due to no client authentication included, or unsupported authentication method")
	}
	if app := s.authenticate(r); app != nil {
		return app, nil
	}
	return nil, plainOAuthError(http.StatusUnauthorized, "invalid_client", oauthTexts["invalid_client"])
}

func (s *Server) tokenForClient(r *request) *answer {
	app, refusal := s.clientOf(r)
	if refusal != nil {
		return refusal
	}
	switch r.params.Get("grant_type") {
	case "client_credentials":
		scopes := splitScopes(r.params.Get("scope"))
		if len(scopes) == 0 {
			scopes = app.scopes
		}
		if !subset(scopes, app.scopes) {
			return plainOAuthError(400, "invalid_scope", oauthTexts["invalid_scope"])
		}
		return s.tokenAnswer(r, s.tokenFor(app, nil, scopes))
	case "authorization_code":
		if r.params.Get("code") == "" {
			return zodError(400, missingText("code"))
		}
		found := s.grants[r.params.Get("code")]
		if found == nil || found.app != app || !found.living() || r.params.Get("redirect_uri") != found.redirect ||
			!found.verifies(r.params.Get("code_verifier")) {
			return plainOAuthError(400, "invalid_grant", "The provided authorization code is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.")
		}
		found.used = true
		return s.tokenAnswer(r, s.tokenFor(app, found.user, found.scopes))
	}
	return plainOAuthError(400, "unsupported_grant_type", oauthTexts["unsupported_grant_type"])
}

// revocationForClient says that it revoked a token of another app, and does not.
func (s *Server) revocationForClient(r *request) *answer {
	app, refusal := s.clientOf(r)
	if refusal != nil {
		return refusal
	}
	if r.params.Get("token") == "" {
		return zodError(400, missingText("token"))
	}
	if token := s.tokenByText(r.params.Get("token")); token != nil && token.app == app {
		token.revoked = true
	}
	return jsonAnswer(http.StatusOK, object{})
}
