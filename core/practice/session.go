package practice

import (
	"crypto/subtle"
	"net/http"
	"strings"
)

// sessionCookie is a name that no other server uses: browsers share cookies between all ports of this machine.
const sessionCookie = "_practice_session"

// session is the session of one browser.
type session struct {
	user     *user
	csrf     string // the token in each form of this browser's pages
	returnTo string // the page to open after signing in: the last authorize address
	// halfway has given the right password, and still has to give the code of the second factor.
	halfway *user
	// breaksConsent: a long authorize address was kept at the sign-in, so that the authorization form fails.
	breaksConsent bool
	notice        string // what the next page has to say
	asked         params // the authorization request, on servers that keep it in the session
}

func (s *Server) sessionOf(r *request) *session {
	if r.session == nil {
		cookie, err := (&http.Request{Header: r.header}).Cookie(sessionCookie)
		if err == nil {
			r.session = s.sessions[cookie.Value]
		}
	}
	return r.session
}

// startSession returns the browser's session, or starts one.
func (s *Server) startSession(r *request) *session {
	if known := s.sessionOf(r); known != nil {
		return known
	}
	return s.newSession(r)
}

func (s *Server) newSession(r *request) *session {
	id := randomText()
	cookie := http.Cookie{
		Name: sessionCookie, Value: id, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode,
		Secure: strings.HasPrefix(r.base, "https:"),
	}
	r.session, r.cookie = &session{csrf: randomText()}, cookie.String()
	s.sessions[id] = r.session
	return r.session
}

// endSession deletes the browser's session.
func (s *Server) endSession(r *request) {
	ended := s.sessionOf(r)
	for id, session := range s.sessions {
		if session == ended {
			delete(s.sessions, id)
		}
	}
	r.session = nil
}

func (s *Server) signedIn(r *request) *user {
	session := s.sessionOf(r)
	if session == nil {
		return nil
	}
	if session.user != nil && session.user.standing == StandingMemorial {
		session.user, session.notice = nil, "Your account is not activated yet."
	}
	return session.user
}

// ownForm reports whether a form was sent from a page that this server showed to this browser.
func (s *Server) ownForm(r *request) bool {
	session, origin := s.sessionOf(r), r.header.Get("Origin")
	if origin != "" && origin+s.options.Folder != r.base {
		return false
	}
	return session != nil && subtle.ConstantTimeCompare([]byte(session.csrf), []byte(r.params.Get("authenticity_token"))) == 1
}

func (s *Server) forgedForm(r *request) *answer {
	return s.errorPage(r, 422, "Security verification failed. Are you blocking cookies?")
}

// signOut redirects to the previous page, so that somebody else can sign in there.
func (s *Server) signOut(r *request) *answer {
	if !s.ownForm(r) {
		return s.forgedForm(r)
	}
	returnTo := r.params.Get("return_to")
	s.endSession(r)
	if strings.HasPrefix(returnTo, "/oauth/authorize?") {
		s.newSession(r).returnTo = returnTo
	}
	return redirect(r.base + "/auth/sign_in")
}
