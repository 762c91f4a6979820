package practice_test

import (
	"net/url"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core/practice"
)

var newbie = []string{
	"username", "newbie", "email", "newbie@example.org", "password", "correct horse", "agreement", "true", "locale", "de", "reason", "to practise",
}

// signUp creates an account, with some fields changed.
func (a app) signUp(changes ...string) answer {
	a.w.t.Helper()
	fields := form(newbie...)
	for i := 0; i < len(changes); i += 2 {
		fields.Set(changes[i], changes[i+1])
	}
	return a.w.ask("POST /api/v1/accounts", fields.Encode(), "Authorization", "Bearer "+a.own())
}

func TestSignUp(t *testing.T) {
	w := newWorld(t, practice.Options{})
	a := w.register(callback+"\nhttps://app.example/other", "read write:accounts")
	got := a.signUp()
	require.Equal(t, 200, got.status, got.body)
	assert.Equal(t, "read write:accounts", got.text("scope"), "all scopes of the app")
	token := got.text("access_token")
	const me, check = "/api/v1/accounts/verify_credentials", "/api/v1/emails/check_confirmation"
	assert.Equal(t, "403 Your login is missing a confirmed e-mail address", w.get(me, token).brief())
	assert.Equal(t, "false", w.get(check, token).body)

	unconfirmed := w.register(callback, "write").logIn("alice")
	w.Stand("alice", practice.StandingUnconfirmed)
	link := w.ConfirmationLink(w.URL(), "newbie")
	resend := func(bearer string, fields ...string) string {
		return w.ask("POST /api/v1/emails/confirmations", form(fields...).Encode(), "Authorization", "Bearer "+bearer).brief()
	}
	assert.Equal(t, "422 Validation failed: E-mail address is invalid, E-mail address is invalid, E-mail address uses a disallowed e-mail provider", resend(token, "email", "nonsense"))
	assert.Equal(t, "200", resend(token, "email", "new@example.org"))
	assert.NotEqual(t, link, w.ConfirmationLink(w.URL(), "newbie"), "a new letter was sent")
	assert.Contains(t, w.get("/", "").body, "To new@example.org")
	assert.Equal(t, 422, w.get(strings.TrimPrefix(link, w.URL()), "").status, "the old one is void")

	back := w.get(strings.TrimPrefix(w.ConfirmationLink(w.URL(), "newbie"), w.URL()), "")
	assert.Equal(t, w.URL()+"/auth/sign_in", back.header.Get("Location"), "the letter for a corrected address has no way back to the app")
	assert.Empty(t, w.ConfirmationLink(w.URL(), "newbie"))
	assert.Equal(t, "true", w.get(check, token).body)
	assert.Equal(t, "newbie", w.get(me, token).text("username"))
	assert.Equal(t, "de", w.get("/api/v1/preferences", token).text("posting:default:language"))
	assert.Equal(t, "403 This method is only available while the e-mail is awaiting confirmation", resend(token))
	assert.Equal(t, "403 This method is only available to the application the user originally signed-up with",
		resend(unconfirmed))
	assert.Equal(t, "401 This method requires an authenticated user", w.get(check, "").brief())
	assert.Equal(t, "401 This method requires an authenticated user", w.get(check, a.own()).brief())
}

func TestConfirmationSpaces(t *testing.T) {
	w := newWorld(t, practice.Options{})
	a := w.register(callback+" "+outOfBand, "write")
	a.signUp()
	back := w.get(strings.TrimPrefix(w.ConfirmationLink(w.URL(), "newbie"), w.URL()), "")
	assert.Equal(t, callback+" "+outOfBand, back.header.Get("Location"), "who joins by spaces sends people nowhere, as at Mastodon")
}

func TestSignUpProblems(t *testing.T) {
	cases := map[string]struct{ field, value, want string }{
		"no name":          {"username", "", "ERR_BLANK"},
		"name":             {"username", "new.bie", "ERR_INVALID"},
		"long name":        {"username", strings.Repeat("x", 31), "ERR_TOO_LONG"},
		"taken name":       {"username", "Alice", "ERR_TAKEN"},
		"reserved name":    {"username", "admin", "ERR_RESERVED"},
		"no email":         {"email", "", "ERR_BLANK"},
		"email":            {"email", "newbie", "ERR_INVALID"},
		"taken email":      {"email", "ALICE@practice.example", "ERR_TAKEN"},
		"blocked email":    {"email", "a@blocked.example", "ERR_BLOCKED"},
		"unreachable":      {"email", "a@nowhere.invalid", "ERR_UNREACHABLE"},
		"no password":      {"password", "", "ERR_BLANK"},
		"short password":   {"password", "1234567", "ERR_TOO_SHORT"},
		"long password":    {"password", strings.Repeat("x", 73), "ERR_TOO_LONG"},
		"no agreement":     {"agreement", "false", "ERR_ACCEPTED"},
		"long reason":      {"reason", strings.Repeat("x", 421), "ERR_TOO_LONG"},
		"no reason":        {"reason", "", "ERR_BLANK"},
		"locale":           {"locale", "tlh", "ERR_INCLUSION"},
		"no date of birth": {"date_of_birth", "", "ERR_BLANK"},
		"too young":        {"date_of_birth", "1984-01-02", "ERR_BELOW_LIMIT"},
		"old enough":       {"date_of_birth", "1984-01-01", ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { // in synctest, it is 1 January 2000
				w := newWorld(t, practice.Options{Registrations: practice.RegistrationsApproval, MinAge: 16})
				got := w.register(callback, "write").signUp("date_of_birth", "1970-01-01", c.field, c.value)
				if c.want == "" {
					assert.Equal(t, "200", got.brief())
					return
				}
				assert.Equal(t, 422, got.status)
				assert.Equal(t, c.want, got.text("details."+c.field+".0.error"), got.body)
				english := got.text("details." + c.field + ".0.description")
				assert.NotEmpty(t, english)
				inGerman := w.speaking("de").register(callback, "write").signUp("date_of_birth", "1970-01-01", c.field, c.value)
				assert.Equal(t, c.want, inGerman.text("details."+c.field+".0.error"))
				assert.NotEqual(t, english, inGerman.text("details."+c.field+".0.description"))
				assert.Contains(t, got.text("error"), "Validation failed: ")
			})
		})
	}
	t.Run("several", func(t *testing.T) {
		got := newWorld(t, practice.Options{}).register(callback, "write").signUp("username", "", "email", "", "password", "")
		assert.Equal(t, "422 Validation failed: E-mail address can't be blank, Password can't be blank, Username can't be blank, E-mail address is invalid", got.brief())
	})
	t.Run("the number 1 is no agreement", func(t *testing.T) {
		w := newWorld(t, practice.Options{})
		token := "Bearer " + w.register(callback, "write").own()
		for value, want := range map[string]int{"1": 422, `"1"`: 200, "true": 200} {
			body := `{"username":"n` + strings.Trim(value, `"`) + `","email":"` + url.QueryEscape(value) + `@example.org","password":"correct horse","agreement":` + value + `}`
			assert.Equal(t, want, w.ask("POST /api/v1/accounts", body, "Content-Type", "application/json", "Authorization", token).status, value)
		}
	})
}

func TestWhoMaySignPeopleUp(t *testing.T) {
	w := newWorld(t, practice.Options{})
	a := w.register(callback, "read write")
	const endpoint = "POST /api/v1/accounts"
	assert.Equal(t, "401 The access token is invalid", w.ask(endpoint, "").brief())
	assert.Equal(t, "403 This method requires an client credentials authentication", w.ask(endpoint, "", "Authorization", "Bearer "+a.logIn("alice")).brief())
	assert.Equal(t, "403 This action is outside the authorized scopes", w.ask(endpoint, "", "Authorization", "Bearer "+w.register(callback, "read").own()).brief())

	closed := newWorld(t, practice.Options{Registrations: practice.RegistrationsClosed})
	assert.Equal(t, "403 Forbidden", closed.register(callback, "write").signUp().brief())
	none := newWorld(t, practice.Options{Quirks: practice.Quirks{NoSignUp: true}})
	assert.Equal(t, 404, none.register(callback, "write").signUp().status)
}

func TestApproval(t *testing.T) {
	w := newWorld(t, practice.Options{Registrations: practice.RegistrationsApproval})
	a := w.register(callback, "read write")
	token := a.signUp().text("access_token")
	w.get(strings.TrimPrefix(w.ConfirmationLink(w.URL(), "newbie"), w.URL()), "")
	const me = "/api/v1/accounts/verify_credentials"
	assert.Equal(t, "403 Your login is currently pending approval", w.get(me, token).brief())
	w.LetIn("newbie")
	assert.Equal(t, "200", w.get(me, token).brief())
}
