package practice

import "net/url"

// confirm is the page behind the link in the confirmation e-mail. It redirects to the app that created the account, without
// code or state. In a browser where somebody else is signed in, it confirms nothing.
func (s *Server) confirm(r *request) *answer {
	letter := r.params.Get("confirmation_token")
	viewer := s.signedIn(r)
	for _, user := range s.users {
		switch {
		case letter == "":
		case user.opened == letter:
			return s.confirmedPage(r, user)
		case user.letter == letter && viewer != nil && viewer != user && viewer.confirmed:
			return redirect(r.base + "/")
		case user.letter == letter:
			user.confirmed, user.letter, user.opened = true, "", letter
			switch {
			case r.params.truthy("redirect_to_app") && user.app != nil:
				return redirect(user.app.firstRedirectTo) // even if it leads nowhere
			case viewer == user:
				return redirect(r.base + "/web/start")
			}
			return redirect(r.base + "/auth/sign_in")
		}
	}
	return s.errorPage(r, 422, "Confirmation token is invalid")
}

// confirmedPage is what a link shows that is opened again.
func (s *Server) confirmedPage(r *request, u *user) *answer {
	app := "the app"
	if u.app != nil {
		app = "the " + u.app.name + " app"
	}
	return s.page(r, 200, "confirmed.html", "Welcome, "+u.name+"!", object{
		"Text": "Your e-mail address has been successfully confirmed. You should have been redirected to " + app + ".",
	})
}

// letter is an e-mail that the server would send.
type letter struct{ Name, Email, Link string }

// letters are those that nobody has opened. The one for a corrected address has no way back to the app.
func (s *Server) letters(base string) []letter {
	var waiting []letter
	for _, user := range s.users {
		if user.letter == "" {
			continue
		}
		query := url.Values{"confirmation_token": {user.letter}}
		if !user.corrected {
			query.Set("redirect_to_app", "true")
		}
		waiting = append(waiting, letter{user.name, user.email, base + "/auth/confirmation?" + query.Encode()})
	}
	return waiting
}
