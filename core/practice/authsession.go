package practice

import (
	"encoding/base64"
	"net/http"
	"slices"
	"strings"
)

// An auth session is how the Misskey family logs people in: a page with a name of its own for each login. Its shim for
// Mastodon's API hands out the address of that page as the client_id, and the name in it as the code.

func authSessionID(r *request, session string) string {
	return base64.StdEncoding.EncodeToString([]byte(r.base + "/auth/" + session))
}

// openAuthSession is all that the authorization endpoint does there: nothing is checked, and nothing is escaped.
func (s *Server) openAuthSession(r *request) *answer {
	address, err := base64.StdEncoding.DecodeString(r.params.Get("client_id"))
	if err != nil || !strings.HasPrefix(string(address), r.base+"/auth/") {
		return s.errorPage(r, 400, oauthTexts["invalid_client"])
	}
	return redirect(string(address) + "?mastodon=true&state=" + r.params.Get("state") + "&redirect_uri=" + r.params.Get("redirect_uri"))
}

// showAuthSession asks the person, as long as the session has not served its login.
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

// tokenForSession looks at the secret and the code only. The session ends with it, and so does the registration.
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
