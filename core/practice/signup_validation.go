package practice

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

var (
	userNames     = regexp.MustCompile(`^[A-Za-z0-9_]+$`)
	mailAddresses = regexp.MustCompile(`^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$`)
	reservedNames = []string{"abuse", "account", "admin", "administrator", "help", "mastodon", "owner", "root", "security", "support", "webmaster"}
)

// checkSignUp returns the errors that Mastodon finds, in its order and with its codes. It looks at the e-mail address twice. Two
// domains stand for what a practice server cannot look up: addresses at blocked.example are blocked, and domains that end in
// .invalid have no mail server.
func (s *Server) checkSignUp(r *request) *findings {
	given, found := r.params, newFindings(r)
	s.checkEmail(found, given.Get("email"))

	password := utf8.RuneCountInString(given.Get("password"))
	found.add(password == 0, "password", "ERR_BLANK", "can't be blank")
	found.add(password > 0 && password < 8, "password", "ERR_TOO_SHORT", "is too short (minimum is 8 characters)")
	found.add(password > 72, "password", "ERR_TOO_LONG", "is too long (maximum is 72 characters)")

	s.checkName(found, given.Get("username"))
	s.checkEmailAgain(found, given.Get("email"))
	found.add(!given.agreed(), "agreement", "ERR_ACCEPTED", "must be accepted")

	reason := utf8.RuneCountInString(strings.TrimSpace(given.Get("reason")))
	needed := s.options.Registrations == RegistrationsApproval && given.Get("invite_code") == ""
	found.add(needed && reason == 0, "reason", "ERR_BLANK", "can't be blank")
	found.add(reason > 420, "reason", "ERR_TOO_LONG", "is too long (maximum is 420 characters)")

	locale := given.Get("locale")
	found.add(locale != "" && !slices.Contains(locales, locale), "locale", "ERR_INCLUSION", "is not included in the list")
	s.checkAge(found, given.Get("date_of_birth"))
	return found
}

// locales are some of the languages that Mastodon is translated to.
var locales = strings.Fields("ar ca cs da de el en en-GB eo es et eu fa fi fr gl he hu id it ja ko nl no pl pt-BR pt-PT ru sk sl sv th tr uk vi zh-CN zh-TW")

func (s *Server) checkName(found *findings, name string) {
	found.add(name == "", "username", "ERR_BLANK", "can't be blank")
	found.add(name != "" && !userNames.MatchString(name), "username", "ERR_INVALID", "must contain only letters, numbers and underscores")
	found.add(len(name) > 30, "username", "ERR_TOO_LONG", "is too long (maximum is 30 characters)")
	found.add(s.accountByHandle(name) != nil || s.userByName(name) != nil, "username", "ERR_TAKEN", "has already been taken")
	found.add(slices.Contains(reservedNames, strings.ToLower(name)), "username", "ERR_RESERVED", "is reserved")
}

func (s *Server) checkEmail(found *findings, email string) {
	if email == "" {
		found.add(true, "email", "ERR_BLANK", "can't be blank")
		return
	}
	found.add(!mailAddresses.MatchString(email), "email", "ERR_INVALID", "is invalid")
	found.add(len(email) > 320, "email", "ERR_TOO_LONG", "is too long (maximum is 320 characters)")
	found.add(s.userByLogin(email) != nil, "email", "ERR_TAKEN", "has already been taken")
}

// checkEmailAgain is the second look. An address without a domain counts as blocked.
func (s *Server) checkEmailAgain(found *findings, email string) {
	found.add(!mailAddresses.MatchString(email), "email", "ERR_INVALID", "is invalid")
	found.add(strings.HasSuffix(email, ".invalid"), "email", "ERR_UNREACHABLE", "does not seem to exist")
	blocked := strings.HasSuffix(email, "@blocked.example") || email != "" && !strings.Contains(email, "@")
	found.add(blocked, "email", "ERR_BLOCKED", "uses a disallowed e-mail provider")
}

func (s *Server) checkAge(found *findings, text string) {
	if s.options.MinAge == 0 {
		return
	}
	birth, err := time.Parse(time.DateOnly, text)
	found.add(err != nil, "date_of_birth", "ERR_BLANK", "can't be blank")
	found.add(err == nil && age(birth, time.Now()) < s.options.MinAge, "date_of_birth", "ERR_BELOW_LIMIT", "is below the age limit")
}
