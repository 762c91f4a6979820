package practice

import (
	"encoding/base64"
	"net/http"
	"slices"
	"strings"
)

// Misskey and its forks log people in with auth sessions: each login has its own page with its own name. In their Mastodon API,
// the client_id is the address of that page, and the code is its name.

func authSessionID(r *request, session string) string {
	return base64.StdEncoding.EncodeToString([]byte(r.base + "/auth/" + session))
}

// openAuthSession is the authorization endpoint of such a server. It checks nothing and escapes nothing.
func (s *Server) openAuthSession(r *request) *answer {
	address, err := base64.StdEncoding.DecodeString(r.params.Get("client_id"))
	if err != nil || !strings.HasPrefix(string(address), r.base+"/auth/") {
		return s.errorPage(r, 400, oauthTexts["invalid_client"])
	}
	return redirect(string(address) + "?mastodon=true&state=" + r.params.Get("state") + "&redirect_uri=" + r.params.Get("redirect_uri"))
}

// showAuthSession shows the authorization page, unless the session has been used for a login.
func (s *Server) showAuthSession(r *request) *answer {
	at := slices.IndexFunc(s.apps, func(app *app) bool { return app.session == r.wild["session"] })
	if at < 0 {
		return s.errorPage(r, 404, "NO_SUCH_SESSION: there is no such session.")
	}
	user := s.signedIn(r)
	if user == nil {
		s.startSession(r).returnTo = r.target
		return redirect(r.base + "/auth/sign_in")
	}
	asked := authorization{app: s.apps[at], redirect: r.params.Get("redirect_uri"), state: r.params.Get("state"), scopes: s.apps[at].scopes}
	if !slices.Contains(asked.app.redirects, asked.redirect) {
		return s.errorPage(r, 400, oauthTexts["invalid_redirect_uri"])
	}
	return s.consentPage(r, user, asked)
}

// tokenForSession checks only the secret and the code. It then deletes the session and the registration.
func (s *Server) tokenForSession(r *request) *answer {
	code := r.params.Get("code")
	found := s.grants[code]
	if found == nil || found.app.secret != r.params.Get("client_secret") {
		return oauthError(http.StatusUnauthorized, "invalid_grant")
	}
	delete(s.grants, code)
	s.forgetApp(found.app)
	return s.tokenAnswer(r, s.tokenFor(found.app, found.user, found.scopes))
}
