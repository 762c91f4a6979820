package practice

import "strings"

// Mastodon keeps the authorize address in an encrypted cookie of at most 4,096 bytes, together with all else that it has to remember.
// A long address therefore breaks a login, each length in its own way. These are the weights up to which it still works so far, as
// measured with eight parameters in Chromium while nobody was signed in.
const (
	weightAuthorizes = 1840 + 7*ampersand // pressing Authorize works
	weightSignsIn    = 1920 + 7*ampersand // the sign-in form works
	weightIsKept     = 1960 + 7*ampersand // the address is kept; from here on the person lands on the home page
	weightIsAnswered = 2060 + 7*ampersand // the server answers; from here on it has an error
	lengthIsRead     = 10257              // the web server reads the address, whoever is signed in
)

// ampersand is what an & weighs beyond its own character, since the address is kept as JSON.
const ampersand = 5

func weight(address string) int { return len(address) + ampersand*strings.Count(address, "&") }

// keepAddress remembers the authorize address until the person has signed in.
func (s *Server) keepAddress(r *request) *answer {
	session := s.startSession(r)
	session.returnTo = r.target
	switch {
	case !s.isMastodon() || weight(r.target) <= weightIsKept:
	case weight(r.target) <= weightIsAnswered:
		session.returnTo = ""
	default:
		return newAnswer(500, "text/html; charset=UTF-8", nil)
	}
	return redirect(r.base + "/auth/sign_in")
}

// breaksSignIn reports whether the address that waits is so long that the sign-in form fails.
func (s *Server) breaksSignIn(waiting string) bool {
	return s.isMastodon() && weight(waiting) > weightSignsIn
}

// breaksConsent reports whether the authorization form will fail.
func (s *Server) breaksConsent(waiting string) bool {
	return s.isMastodon() && weight(waiting) > weightAuthorizes
}
