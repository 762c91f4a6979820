package practice

import (
	"fmt"
	"time"
)

// signUp creates an account at the request of an app. The token works once the e-mail address is confirmed.
func (s *Server) signUp(r *request) *answer {
	token, refusal := s.bearerToken(r, "write", "write:accounts")
	switch {
	case refusal != nil:
		return refusal
	case token.user != nil:
		return apiError(403, "This method requires an client credentials authentication")
	case s.options.Registrations == RegistrationsClosed:
		return apiError(403, "Forbidden")
	}
	if found := s.checkSignUp(r); len(found.problems) > 0 {
		return jsonAnswer(422, object{"error": found.message(), "details": found.details})
	}
	given := r.params
	made := &user{
		id: fmt.Sprint(s.newID()), name: given.Get("username"), email: given.Get("email"), password: given.Get("password"),
		colour: "#55606e", role: "signed up here", app: token.app, letter: randomText(), locale: "en", created: time.Now().UTC(),
		approved: s.options.Registrations != RegistrationsApproval || given.Get("invite_code") != "",
	}
	if given.Get("locale") != "" {
		made.locale = given.Get("locale")
	}
	s.users = append(s.users, made)
	return s.tokenAnswer(r, s.tokenFor(token.app, made, token.app.scopes))
}

// agreed reads the flag as Mastodon's validation does, which does not accept a JSON 1.
func (p params) agreed() bool {
	value := p.Get("agreement")
	return (value == "true" || value == "1") && !p.numbers["agreement"]
}

// age returns the age in whole years.
func age(birth, now time.Time) int {
	years := now.Year() - birth.Year()
	if now.Before(birth.AddDate(years, 0, 0)) {
		years--
	}
	return years
}
