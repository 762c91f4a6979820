package practice

import (
	"strings"
	"time"

	"github.com/mastoauth/mastoauth/core"
)

// codeLifetime is Doorkeeper's default.
const codeLifetime = 10 * time.Minute

// grant is an authorization code with what it stands for.
type grant struct {
	app               *app
	user              *user
	scopes            []string
	redirect          string
	challenge, method string // PKCE
	created           time.Time
	used              bool
}

// authorization is an authorization request.
type authorization struct {
	app               *app
	redirect, state   string
	scopes            []string
	challenge, method string
	mode              string
}

// readAuthorization checks an authorization request, in Doorkeeper's order. Problems are shown to the person and never sent to
// the app.
func (s *Server) readAuthorization(r *request) (a authorization, problem *answer) {
	fail := func(status int, code string) (authorization, *answer) {
		return a, s.errorPage(r, status, oauthTexts[code])
	}
	missing := func(name string) (authorization, *answer) {
		return a, s.errorPage(r, 400, "Missing required parameter: "+name+".")
	}
	given := r.params
	a = authorization{
		app: s.appByClient(given.Get("client_id")), redirect: given.Get("redirect_uri"), state: given.Get("state"),
		mode: given.Get("response_mode"),
	}
	if !s.options.Quirks.NoPKCE {
		a.challenge, a.method = given.Get("code_challenge"), given.Get("code_challenge_method")
	}
	switch {
	case given.Get("client_id") == "":
		return missing("client_id")
	case a.app == nil:
		return fail(401, "invalid_client")
	case a.redirect == "" || !s.accepts(a.app, a.redirect):
		return fail(400, "invalid_redirect_uri")
	case given.Get("response_type") == "":
		return missing("response_type")
	case given.Get("response_type") != "code":
		return fail(400, "unsupported_response_type")
	case !strings.Contains(" query fragment form_post ", " "+a.mode+" ") && a.mode != "":
		return fail(400, "unsupported_response_mode")
	}
	var ok bool
	if a.scopes, ok = s.grantable(a.app, given.Get("scope")); !ok || len(a.scopes) == 0 {
		return fail(400, "invalid_scope")
	}
	if a.challenge != "" && a.method != "S256" && !(a.method == "plain" && s.options.Quirks.PlainPKCE) {
		return fail(400, "invalid_code_challenge")
	}
	return a, nil
}

// askConsent shows the authorization page. It is skipped if the person authorized the same before and the app does not set
// force_login.
func (s *Server) askConsent(r *request) *answer {
	if s.options.Quirks.OneTimeApps {
		return s.openAuthSession(r)
	}
	user := s.signedIn(r)
	if len(r.target) > lengthIsRead {
		return newAnswer(400, "", nil)
	}
	if user == nil {
		return s.keepAddress(r)
	}
	s.sessionOf(r).returnTo = r.target
	if stopped := s.stopBarred(r, user); stopped != nil {
		return stopped
	}
	if r.header.Get("Accept") == "application/json" { // Mastodon has no page for it
		return jsonAnswer(500, object{"status": 500, "error": "Internal Server Error"})
	}
	asked, problem := s.readAuthorization(r)
	if problem != nil {
		return problem
	}
	if r.params.truthy("force_login") || s.options.Quirks.AlwaysAsk || s.livingToken(asked.app, user, asked.scopes) == nil {
		return s.consentPage(r, user, asked)
	}
	if s.options.Quirks.TokenInCallback && !isOutOfBand(asked.redirect) {
		token := s.livingToken(asked.app, user, asked.scopes)
		return s.sendBack(r, asked, core.Fields{{Name: "access_token", Value: token.text}}, asked.state)
	}
	return s.sendCode(r, user, asked)
}

func (s *Server) giveConsent(r *request) *answer { return s.decide(r, false, s.sendCode) }

func (s *Server) denyConsent(r *request) *answer {
	return s.decide(r, true, func(r *request, _ *user, asked authorization) *answer {
		if s.options.Quirks.DenyStays {
			return s.errorPage(r, 200, "You denied access. You can close this page.")
		}
		if isOutOfBand(asked.redirect) {
			return jsonAnswer(400, object{"error": "access_denied", "error_description": oauthTexts["access_denied"], "state": asked.state})
		}
		state := asked.state
		if s.options.Quirks.DenyWithoutState {
			state = ""
		}
		return s.sendBack(r, asked, core.Fields{
			{Name: "error", Value: "access_denied"}, {Name: "error_description", Value: oauthTexts["access_denied"]},
		}, state)
	})
}

// decide carries out a decision, after checking that the person made it on the authorization page.
func (s *Server) decide(r *request, denies bool, decision func(*request, *user, authorization) *answer) *answer {
	if !s.ownForm(r) || s.sessionOf(r).breaksConsent {
		return s.forgedForm(r)
	}
	user := s.signedIn(r)
	if user == nil {
		return redirect(r.base + "/auth/sign_in")
	}
	if stopped := s.stopBarred(r, user); stopped != nil {
		return stopped
	}
	asked, problem := s.readAuthorization(r)
	unchecked := denies && asked.app != nil && asked.redirect != "" // the address of a no is not checked again
	if problem != nil && !unchecked {
		return problem
	}
	return decision(r, s.chosenAccount(r, user), asked)
}

// sendCode makes an authorization code and redirects the person with it.
func (s *Server) sendCode(r *request, user *user, asked authorization) *answer {
	return s.sendBack(r, asked, core.Fields{{Name: "code", Value: s.newCode(user, asked)}}, asked.state)
}

// newCode makes an authorization code.
func (s *Server) newCode(user *user, asked authorization) string {
	code := randomText()
	if s.options.Quirks.OneTimeApps {
		code = asked.app.session
	}
	asked.app.lastUser = user
	s.grants[code] = &grant{
		app: asked.app, user: user, scopes: asked.scopes, redirect: asked.redirect,
		challenge: asked.challenge, method: asked.method, created: time.Now(),
	}
	return code
}

// sendBack redirects the person to the app, or to the page that shows the code.
func (s *Server) sendBack(r *request, asked authorization, parameters core.Fields, state string) *answer {
	if isOutOfBand(asked.redirect) {
		if shown := s.codeHere(r, parameters); shown != nil {
			return shown
		}
		return redirect(callback(r.base+"/oauth/authorize/native", parameters))
	}
	if s.options.Quirks.RawState && state != "" {
		return redirect(callback(asked.redirect, parameters) + "&state=" + state)
	}
	if state != "" {
		parameters = append(parameters, core.Field{Name: "state", Value: state})
	}
	switch s.options.Quirks.Issuer {
	case IssuerRight:
		parameters = append(parameters, core.Field{Name: "iss", Value: r.base + "/"})
	case IssuerWrong:
		parameters = append(parameters, core.Field{Name: "iss", Value: "https://attacker.example/"})
	}
	switch asked.mode {
	case "fragment":
		_, query, _ := strings.Cut(callback("", parameters), "?")
		return redirect(asked.redirect + "#" + query)
	case "form_post":
		return s.page(r, 200, "form_post.html", "Back to "+asked.app.name, object{"Redirect": asked.redirect, "Parameters": parameters})
	}
	return redirect(callback(asked.redirect, parameters))
}
