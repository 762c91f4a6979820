package practice

import "net/http"

var snacRoutes = map[string]handler{
	"GET /oauth/authorize":     (*Server).askToSignIn,
	"POST /oauth/x-snac-login": (*Server).signInAndAgree,
}

// askToSignIn shows a form for each login. It checks the app, and neither the redirect URI nor the scopes.
func (s *Server) askToSignIn(r *request) *answer {
	if s.appByClient(r.params.Get("client_id")) == nil {
		return s.errorPage(r, http.StatusBadRequest, "Bad Request")
	}
	s.endSession(r)
	s.newSession(r).asked = r.params
	return s.signInPage(r, "")
}

// signInAndAgree sends the person to the app as soon as the password is right. There is no other question.
func (s *Server) signInAndAgree(r *request) *answer {
	session := s.sessionOf(r)
	if session == nil || session.asked.Values == nil || !s.ownForm(r) {
		return s.forgedForm(r)
	}
	asked := session.asked
	app, user := s.appByClient(asked.Get("client_id")), s.userByLogin(r.params.Get("user[email]"))
	if app == nil || user == nil || user.password != r.params.Get("user[password]") {
		session.notice = "Invalid e-mail address or password."
		return s.signInPage(r, r.params.Get("user[email]"))
	}
	s.endSession(r)
	made := s.sendCode(r, user, authorization{
		app: app, redirect: asked.Get("redirect_uri"), state: asked.Get("state"), scopes: app.scopes,
	})
	if made.status == http.StatusFound {
		made.status = http.StatusSeeOther
	}
	return made
}
