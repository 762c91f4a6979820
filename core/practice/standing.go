package practice

import "fmt"

// Standing is the state of a person's account. Unless it is good, the API answers 403, and the person cannot get as far as the
// authorization page.
type Standing string

const (
	StandingGood        Standing = "good"
	StandingUnconfirmed Standing = "unconfirmed" // the e-mail address is not confirmed
	// StandingUnconfirmedPending: both are missing.
	StandingUnconfirmedPending Standing = "unconfirmed-pending"
	StandingPending            Standing = "pending"   // waiting for an admin's approval
	StandingDisabled           Standing = "disabled"  // locked by an admin
	StandingSuspended          Standing = "suspended" // suspended by an admin
	StandingMoved              Standing = "moved"     // moved to another server
	StandingMemorial           Standing = "memorial"  // the person has died
	// StandingNoTwoFactor: the person's role demands two-factor sign-in, which they have not set up.
	StandingNoTwoFactor Standing = "no-two-factor"
	// StandingReader: the person may read but not post, as a subscriber of WordPress. Mastodon has no such people.
	StandingReader Standing = "reader"
)

// Stand changes the state of a person's account. Their tokens stay as they are. Only Mastodon was recorded with people whom it bars,
// and only WordPress with readers: on other software, Stand returns an error.
func (s *Server) Stand(username string, standing Standing) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case standing == StandingGood:
	case standing == StandingReader && s.options.Quirks.Errors == ErrorsHyphen: // WordPress
	case standing == StandingReader || !s.isMastodon():
		return fmt.Errorf("practice: there is no recording of how %s treats a person whose standing is %q", s.software(), standing)
	}
	if user := s.userByName(username); user != nil {
		user.confirmed = standing != StandingUnconfirmed && standing != StandingUnconfirmedPending
		user.approved = standing != StandingPending && standing != StandingUnconfirmedPending
		user.standing = standing
		if standing == StandingNoTwoFactor {
			user.secondFactor = ""
		}
	}
	return nil
}

// lacksTwoFactor reports whether the person still has to set up two-factor sign-in.
func (s *Server) lacksTwoFactor(u *user) bool {
	return u.secondFactor == "" && (s.options.TwoFactorRequired || u.standing == StandingNoTwoFactor)
}

// barred returns the error of the API for the person, or "". The same words stand for six reasons, and they are English always.
func (s *Server) barred(u *user) string {
	switch {
	case !u.confirmed:
		return "Your login is missing a confirmed e-mail address"
	case !u.approved:
		return "Your login is currently pending approval"
	case u.locksOut() || s.lacksTwoFactor(u):
		return "Your login is currently disabled"
	}
	return ""
}

// locksOut reports whether the account's own state bars its person, however well they sign in.
func (u *user) locksOut() bool {
	switch u.standing {
	case StandingDisabled, StandingSuspended, StandingMoved, StandingMemorial:
		return true
	}
	return false
}

// visible reports whether the account is shown in public.
func (u *user) visible() bool {
	return u.confirmed && u.approved && u.standing != StandingDisabled && u.standing != StandingSuspended
}

// stopBarred redirects a person who is signed in and may not use their account to the page where they can do something about it.
func (s *Server) stopBarred(r *request, u *user) *answer {
	path := "/auth/edit"
	switch {
	case s.barred(u) == "":
		return nil
	case !u.confirmed:
		path = "/auth/setup"
	case u.approved && !u.locksOut():
		path = twoFactorPath + "?oauth=true"
	}
	made := redirect(r.base + path)
	made.header.Set("Cache-Control", "no-cache")
	return made
}

// showSetup is the page of people who have not confirmed their e-mail address.
func (s *Server) showSetup(r *request) *answer {
	user := s.signedIn(r)
	switch {
	case user == nil:
		return redirect(r.base + "/auth/sign_in")
	case user.confirmed:
		return redirect(r.base + "/")
	}
	return s.page(r, 200, "barred.html", "Check your inbox", object{
		"Text": "Click the link we sent to " + user.email + " to begin using Mastodon. We'll wait right here.",
	})
}

// showEdit is the page of the account's settings, the only one that is left to people who are barred.
func (s *Server) showEdit(r *request) *answer {
	user := s.signedIn(r)
	if user == nil {
		return redirect(r.base + "/auth/sign_in")
	}
	text := "Your account is fully operational."
	switch {
	case !user.approved:
		text = "Your application is pending review by our staff. This may take some time."
	case user.standing == StandingMoved:
		text = "Your account is inactive because it is currently redirecting to another one."
	case user.standing == StandingSuspended:
		text = "Your account has been suspended."
	case user.locksOut():
		text = "Your account is disabled."
	}
	return s.page(r, 200, "barred.html", "Account settings", object{"Text": text})
}
