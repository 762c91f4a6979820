package practice_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mastoauth/mastoauth/core/practice"
)

// Each reason for which a person is barred: what their token gets, and where their browser ends up after the sign-in.
func TestBarredPeople(t *testing.T) {
	const disabled = "403 Your login is currently disabled"
	for standing, want := range map[practice.Standing]struct{ api, page string }{
		practice.StandingUnconfirmed:        {"403 Your login is missing a confirmed e-mail address", "/auth/setup"},
		practice.StandingPending:            {"403 Your login is currently pending approval", "/auth/edit"},
		practice.StandingUnconfirmedPending: {"403 Your login is missing a confirmed e-mail address", "/auth/setup"},
		practice.StandingDisabled:           {disabled, "/auth/edit"},
		practice.StandingSuspended:          {disabled, "/auth/edit"},
		practice.StandingMoved:              {disabled, "/auth/edit"},
		practice.StandingMemorial:           {disabled, "/auth/sign_in"},
		practice.StandingNoTwoFactor:        {disabled, "/settings/two_factor_authentication_methods?oauth=true"},
	} {
		t.Run(string(standing), func(t *testing.T) {
			w := newWorld(t, practice.Options{})
			a := w.register(callback, "read write profile")
			token, b := a.logIn("alice"), &browser{w: w}
			b.signIn("alice@practice.example", "practice-alice")
			w.Stand("alice", standing)

			for _, path := range []string{"/api/v1/accounts/verify_credentials", "/api/v1/preferences", "/oauth/userinfo", "/api/v1/scheduled_statuses"} {
				assert.Equal(t, want.api, w.get(path, token).brief(), path)
			}
			assert.Equal(t, want.api, w.ask("POST /api/v1/statuses", "status=x", "Authorization", "Bearer "+token, "Accept-Language", "de").brief())
			app := "200"
			if standing == practice.StandingSuspended {
				app = disabled
			}
			assert.Equal(t, app, w.get("/api/v1/apps/verify_credentials", token).brief())
			assert.Equal(t, 200, w.get("/api/v2/instance", token).status)

			authorize := "GET " + a.authorizeURL("force_login", "true")[len(w.URL()):]
			assert.Equal(t, w.URL()+want.page, b.send(authorize).header.Get("Location"), "who is signed in already")
			newcomer := &browser{w: w}
			newcomer.send(authorize)
			entered := newcomer.signIn("alice@practice.example", "practice-alice")
			if standing == practice.StandingMemorial {
				assert.Equal(t, w.URL()+"/auth/sign_in", entered.header.Get("Location"))
				assert.Contains(t, newcomer.send("GET /auth/sign_in").body, "Your account is not activated yet.")
			} else {
				assert.Equal(t, a.authorizeURL("force_login", "true"), entered.header.Get("Location"), "they sign in")
				assert.Equal(t, w.URL()+want.page, newcomer.send(authorize).header.Get("Location"), "and stay there")
				assert.Equal(t, 200, newcomer.send("GET "+want.page).status)
			}

			w.Stand("alice", practice.StandingGood)
			assert.Equal(t, "200", w.get("/api/v1/accounts/verify_credentials", token).brief(), "the token lives on")
			w.Stand("alice", standing)
			w.RevokeTokens()
			revoked := "401 The access token was revoked"
			if standing == practice.StandingSuspended {
				revoked = disabled
			}
			assert.Equal(t, revoked, w.get("/api/v1/accounts/verify_credentials", token).brief())
			assert.Equal(t, "200", w.post("/oauth/revoke", "client_id", a.id, "client_secret", a.secret, "token", token).brief())
		})
	}
}

func TestWhoIsVisible(t *testing.T) {
	w := newWorld(t, practice.Options{})
	for standing, want := range map[practice.Standing]int{
		practice.StandingGood: 200, practice.StandingMoved: 200, practice.StandingMemorial: 200, practice.StandingNoTwoFactor: 200,
		practice.StandingUnconfirmed: 404, practice.StandingPending: 404, practice.StandingDisabled: 404, practice.StandingSuspended: 404,
	} {
		w.Stand("alice", standing)
		assert.Equal(t, want, w.get("/@alice", "").status, standing)
		assert.Equal(t, want, w.get("/api/v1/accounts/lookup?acct=alice", "").status, standing)
	}
}

// Of several reasons, the first one is told: unconfirmed before unapproved.
func TestUnconfirmedComesFirst(t *testing.T) {
	w := newWorld(t, practice.Options{Registrations: practice.RegistrationsApproval})
	token := w.register(callback, "read write").signUp("reason", "because").text("access_token")
	assert.Equal(t, "403 Your login is missing a confirmed e-mail address", w.get("/api/v1/preferences", token).brief())
	w.get(w.ConfirmationLink(w.URL(), "newbie")[len(w.URL()):], "")
	assert.Equal(t, "403 Your login is currently pending approval", w.get("/api/v1/preferences", token).brief())
	w.LetIn("newbie")
	assert.Equal(t, "200", w.get("/api/v1/preferences", token).brief())
}

// A person whose role demands two-factor sign-in sets it up on the way, and comes to the app's page after all. At the next sign-in
// the server asks for the code.
func TestTwoFactorOnTheWay(t *testing.T) {
	for name, options := range map[string]practice.Options{"one person": {}, "everybody": {TwoFactorRequired: true}} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, options)
			if !options.TwoFactorRequired {
				w.Stand("alice", practice.StandingNoTwoFactor)
			}
			a := w.register(callback, "read")
			token := a.logIn("alice")
			assert.Equal(t, "200", w.get("/api/v1/accounts/verify_credentials", token).brief(), "she has set it up")

			w.person = w.Server.Person()
			a.approved("alice", "force_login", "true")
			codes := 0
			for _, line := range w.Log() {
				if strings.HasPrefix(line, "POST /auth/sign_in") && strings.Contains(line, "otp_attempt") {
					codes++
				}
			}
			assert.Equal(t, 1, codes, "in another browser, her code is asked for")
		})
	}
}

func TestWrongSecondFactor(t *testing.T) {
	w := newWorld(t, practice.Options{TwoFactorRequired: true})
	a := w.register(callback, "read")
	a.logIn("alice")
	b := &browser{w: w}
	b.send("GET " + a.authorizeURL()[len(w.URL()):])
	assert.Contains(t, b.signIn("alice@practice.example", "practice-alice").body, "Enter the two-factor code")
	got := b.send("POST /auth/sign_in", "authenticity_token", b.csrf, "user[otp_attempt]", "no")
	assert.Equal(t, 200, got.status)
	assert.Contains(t, got.body, "Invalid two-factor code")
	assert.Equal(t, 302, b.send("GET "+a.authorizeURL()[len(w.URL()):]).status, "not signed in yet")
}

// No flavour plays what was never recorded: Mastodon's answers for people whom it bars are Mastodon's only.
func TestOnlyWhatWasRecordedIsPlayedOfBarredPeople(t *testing.T) {
	for _, flavour := range practice.Flavours() {
		options, _ := practice.Flavour(flavour)
		w := newWorld(t, options)
		isMastodon := strings.HasPrefix(flavour, "mastodon")
		for _, standing := range []practice.Standing{
			practice.StandingUnconfirmed, practice.StandingUnconfirmedPending, practice.StandingPending, practice.StandingDisabled, practice.StandingSuspended,
			practice.StandingMoved, practice.StandingMemorial, practice.StandingNoTwoFactor, practice.StandingReader,
		} {
			err := w.Stand("alice", standing)
			if isMastodon && standing != practice.StandingReader || flavour == "wordpress-ema" && standing == practice.StandingReader {
				assert.NoError(t, err, "%s: %s", flavour, standing)
				continue
			}
			assert.ErrorContains(t, err, string(standing), flavour)
		}
		assert.NoError(t, w.Stand("alice", practice.StandingGood), flavour)
		assert.Equal(t, isMastodon, strings.Contains(w.get("/", "").body, "erin@practice.example"), flavour)
	}
}
