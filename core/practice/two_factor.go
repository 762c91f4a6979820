package practice

import (
	"crypto/rand"
	"fmt"
	"math/big"
)

// twoFactorPath is where people set up two-factor sign-in. Mastodon spreads it over several addresses.
const twoFactorPath = "/settings/two_factor_authentication_methods"

// showTwoFactor is the first page of setting up: it asks for the password again.
func (s *Server) showTwoFactor(r *request) *answer {
	if s.signedIn(r) == nil {
		return redirect(r.base + "/auth/sign_in")
	}
	return s.twoFactorPage(r, "password", "")
}

// setUpTwoFactor goes from page to page: the password again, the QR code with the first code, the recovery codes. The last page
// links to where the person wanted to go.
func (s *Server) setUpTwoFactor(r *request) *answer {
	user := s.signedIn(r)
	switch {
	case user == nil || !s.ownForm(r):
		return s.forgedForm(r)
	case !r.params.Has("form_challenge[current_password]"):
	case r.params.Get("form_challenge[current_password]") != user.password:
		return s.twoFactorPage(r, "password", "Incorrect password")
	default:
		user.proposedFactor = sixDigits()
		return s.twoFactorPage(r, "code", "")
	}
	if user.proposedFactor == "" || r.params.Get("form_two_factor_confirmation[otp_attempt]") != user.proposedFactor {
		return s.twoFactorPage(r, "code", "The entered code was invalid! Are server time and device time correct?")
	}
	user.secondFactor, user.proposedFactor = user.proposedFactor, ""
	return s.twoFactorPage(r, "recovery", "")
}

func (s *Server) twoFactorPage(r *request, step, problem string) *answer {
	session := s.sessionOf(r)
	data := object{"Step": step, "Problem": problem, "Phone": session.user.proposedFactor, "Action": twoFactorPath}
	if step == "recovery" {
		data["Wish"], data["Codes"] = s.wish(r), []string{sixDigits(), sixDigits()}
	}
	return s.page(r, 200, "two_factor.html", "Two-factor authentication", data)
}

// secondFactorPage asks for the code at the sign-in.
func (s *Server) secondFactorPage(r *request, u *user) *answer {
	session := s.sessionOf(r)
	notice := session.notice
	session.notice = ""
	return s.page(r, 200, "second_factor.html", "Two-factor authentication", object{"Notice": notice, "Phone": u.secondFactor})
}

func (s *Server) checkSecondFactor(r *request, session *session) *answer {
	if r.params.Get("user[otp_attempt]") != session.halfway.secondFactor {
		session.notice = "Invalid two-factor code"
		return s.secondFactorPage(r, session.halfway)
	}
	return s.enter(r, session.halfway)
}

// sixDigits returns a code. Real ones change every half minute. Here they stay, since the pages show what the phone would show.
func sixDigits() string {
	number, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
	if err != nil {
		panic(err) // it never fails
	}
	return fmt.Sprintf("%06d", number)
}
