package practice

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// app is a registered client program.
type app struct {
	id              int
	name, website   string
	redirects       []string
	scopes          []string
	client, secret  string
	session         string // the auth session for its one login, on servers that have those
	lastUser        *user  // the last user who authorized it
	redirectText    string // the redirect URIs as they were given
	firstRedirectTo string // where the link in a confirmation e-mail leads: the given text up to its first line break
}

func (s *Server) registerApp(r *request) *answer {
	given, quirks := r.params, s.options.Quirks
	redirects := strings.TrimSpace(given.Get("redirect_uris"))
	if list := given.Values["redirect_uris[]"]; list != nil && !quirks.NoRedirectList {
		redirects = strings.TrimSpace(strings.Join(list, "\n"))
	}
	made := &app{
		name: given.Get("client_name"), website: strings.TrimSpace(given.Get("website")),
		redirects: strings.Fields(redirects), scopes: splitScopes(given.Get("scopes")),
		client: randomText(), secret: randomText(),
	}
	made.redirectText = redirects
	made.firstRedirectTo, _, _ = strings.Cut(redirects, "\n")
	if quirks.ScopesRequired && len(made.scopes) == 0 {
		return jsonAnswer(400, object{"error": "BAD_REQUEST", "error_description": `Missing required payload "scopes"`})
	}
	if !given.Has("scopes") { // a list of scopes is not read; a text without any registers an app that may do nothing
		made.scopes = []string{"read"}
	}
	if quirks.NoAppValidation {
		if made.name == "" || redirects == "" {
			return s.notFound(r)
		}
		made.redirects = []string{redirects}
	} else if problems := s.problemsOf(made, redirects); len(problems) > 0 {
		return validationFailed(r, problems...)
	}
	if quirks.OneTimeApps {
		made.session = randomText()
		made.client = authSessionID(r, made.session)
	}
	made.id = len(s.apps) + 1
	s.apps = append(s.apps, made)
	document := s.application(made)
	document["client_id"], document["client_secret"] = made.client, made.secret
	document["client_secret_expires_at"] = 0
	return jsonAnswer(200, document)
}

// problemsOf returns the errors of Mastodon's validations, in the same order and with the same texts.
func (s *Server) problemsOf(a *app, redirects string) (problems []problem) {
	find := func(bad bool, label, phrase string) {
		if bad {
			problems = append(problems, problem{label, phrase})
		}
	}
	find(strings.TrimSpace(a.name) == "", "Application name", "can't be blank")
	find(utf8.RuneCountInString(a.name) > 60, "Application name", "is too long (maximum is 60 characters)")
	for _, phrase := range redirectProblems(a.redirects) {
		find(true, "Redirect URI", phrase)
	}
	find(len(redirects) > 2000, "Redirect URI", "is too long (maximum is 2000 characters)")
	find(!s.options.Quirks.NoScopes && !subset(a.scopes, s.knownScopes()), "Scopes", s.unknownScope())
	find(a.website != "" && !isWebAddress(a.website), "Application website", "is not a valid URL")
	find(len(a.website) > 2000, "Application website", "is too long (maximum is 2000 characters)")
	return problems
}

func (s *Server) unknownScope() string {
	if s.since(sinceThoseConfigured) {
		return "doesn't match those configured on the server."
	}
	return "doesn't match configured on the server."
}

func isWebAddress(text string) bool {
	address, err := url.Parse(text)
	return err == nil && (address.Scheme == "http" || address.Scheme == "https") && address.Host != ""
}

// application returns the entity Application without its secrets.
func (s *Server) application(a *app) object {
	document := object{
		"id": strconv.Itoa(a.id), "name": a.name, "website": orNull(a.website), "vapid_key": vapidKey,
		"redirect_uri": cmp.Or(a.redirectText, strings.Join(a.redirects, "\n")),
	}
	if !s.options.Quirks.FewAppFields {
		document["scopes"], document["redirect_uris"] = a.scopes, a.redirects
	}
	if s.options.Quirks.NoAppValidation {
		delete(document, "website")
	}
	return document
}

// vapidKey is the public key for push notifications. This server never sends any.
const vapidKey = "BCk-QqERU0q-CfYZjcuB6lnyyOYfJ2AifKqfeGIm7Z-HiTU5T9eTG5GxVA0_OH5mMlI4UkkDTpaZwozy0TzdZ2M="

// orNull returns the text, or null if it is blank.
func orNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}

func (s *Server) verifyApp(r *request) *answer {
	var scopes []string
	if s.options.Quirks.AppCheckNeedsRead {
		scopes = []string{"read"}
	}
	token, refusal := s.bearerToken(r, scopes...)
	if refusal != nil {
		return refusal
	}
	return jsonAnswer(200, s.application(token.app))
}

func (s *Server) appByClient(client string) *app {
	for _, app := range s.apps {
		if app.client == client {
			return app
		}
	}
	return nil
}

// forgetApp deletes an app. Its tokens stay valid.
func (s *Server) forgetApp(forgotten *app) {
	s.apps = slices.DeleteFunc(s.apps, func(app *app) bool { return app == forgotten })
}

// authenticate returns the app that made the request, by its client id and secret.
func (s *Server) authenticate(r *request) *app {
	client, secret, ok := r.basic()
	if !ok || s.options.Quirks.NoBasic {
		client, secret = r.params.Get("client_id"), r.params.Get("client_secret")
	}
	if app := s.appByClient(client); app != nil && app.secret == secret {
		return app
	}
	return nil
}

// authenticatesTwice reports whether a request has client credentials both in the header and in the body.
func (r *request) authenticatesTwice() bool {
	client, _, ok := r.basic()
	return ok && (r.params.Get("client_secret") != "" || r.params.Get("client_id") != "" && r.params.Get("client_id") != client)
}
