package practice

import "strings"

// showSignIn shows the form. Whoever is signed in is sent on to where they wanted to go.
func (s *Server) showSignIn(r *request) *answer {
	if s.signedIn(r) != nil {
		return redirect(r.base + s.wish(r))
	}
	return s.signInPage(r, "")
}

// wish returns the page that the person wanted to open, and forgets it.
func (s *Server) wish(r *request) string {
	session := s.sessionOf(r)
	wish := session.returnTo
	session.returnTo = ""
	if wish == "" {
		return "/"
	}
	return wish
}

func (s *Server) signIn(r *request) *answer {
	if !s.ownForm(r) || s.breaksSignIn(s.sessionOf(r).returnTo) {
		return s.forgedForm(r)
	}
	session := s.sessionOf(r)
	if session.halfway != nil && r.params.Has("user[otp_attempt]") {
		return s.checkSecondFactor(r, session)
	}
	login := strings.TrimSpace(r.params.Get("user[email]"))
	user := s.userByLogin(login)
	switch {
	case user == nil || user.password != r.params.Get("user[password]"):
		session.notice = "Invalid e-mail address or password."
		return s.signInPage(r, login)
	case user.standing == StandingMemorial:
		session.notice = "Your account is not activated yet."
		return redirect(r.base + "/auth/sign_in")
	case user.secondFactor != "":
		session.halfway = user
		return s.secondFactorPage(r, user)
	}
	return s.enter(r, user)
}

// enter signs the person in and redirects them to where they wanted to go.
func (s *Server) enter(r *request, u *user) *answer {
	wish, asked := s.wish(r), s.sessionOf(r).asked
	s.endSession(r)
	s.newSession(r).user = u // a new one, because somebody else may know the old cookie
	s.sessionOf(r).asked, s.sessionOf(r).breaksConsent = asked, s.breaksConsent(wish)
	return redirect(r.base + wish)
}

// signInPage shows the sign-in form. login is the name that was typed before, if the sign-in failed.
func (s *Server) signInPage(r *request, login string) *answer {
	session := s.startSession(r)
	notice, app := session.notice, ""
	session.notice = ""
	if _, query, ok := strings.Cut(session.returnTo, "/oauth/authorize?"); ok {
		app = s.appNameIn(query)
	}
	return s.page(r, 200, "sign_in.html", "Sign in", object{
		"Login": login, "Notice": notice, "App": app, "Action": s.signInAction(), "People": s.publicPeople(),
	})
}
