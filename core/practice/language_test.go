package practice_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/mastoauth/mastoauth/core/practice"
)

// What Accept-Language chooses.
func TestLanguageOfRequests(t *testing.T) {
	w := newWorld(t, practice.Options{})
	const english, german = "401 The access token is invalid", "401 Der Zugriffstoken ist ungültig"
	for header, want := range map[string]string{
		"": english, "en": english, "de": german, "de-AT": german, "DE": german, "fr": english, "fr, de;q=0.5": german, "de;q=0.5, en": english,
		"en;q=0.5,de;q=0.9": german, "de;q=0": english, "de;q=x": english, "*": english, "german": english,
	} {
		got := w.speaking(header).get("/api/v1/accounts/verify_credentials", "bogus")
		assert.Equal(t, want, got.brief(), header)
	}
	got := w.speaking("de").get("/api/v1/accounts/verify_credentials", "bogus")
	assert.Equal(t, `Bearer realm="Doorkeeper", error="invalid_token", error_description="Der Zugriffstoken ist ung_ltig"`, got.header.Get("WWW-Authenticate"))
}

// A revoked token is talked about in its owner's language, whatever the request asks for.
func TestLanguageOfRevokedTokens(t *testing.T) {
	for _, c := range []struct{ own, request, want string }{
		{"en", "en", "401 The access token was revoked"}, {"en", "de", "401 The access token was revoked"},
		{"de", "en", "401 Der Zugriffstoken wurde widerrufen"}, {"de", "de", "401 Der Zugriffstoken wurde widerrufen"},
		{"fr", "de", "401 The access token was revoked"},
	} {
		w := newWorld(t, practice.Options{})
		token := w.register(callback, "read").logIn("alice")
		w.Speak("alice", c.own)
		w.RevokeTokens()
		assert.Equal(t, c.want, w.speaking(c.request).get("/api/v1/accounts/verify_credentials", token).brief(), "%+v", c)
	}
}

// What is English in every language, and what is not: each refusal of this server in both.
func TestWhatIsTranslated(t *testing.T) {
	const translated = true
	w := newWorld(t, practice.Options{Limits: practice.Limits{SignUps: 1}})
	a := w.register(callback, "read write")
	good, own := a.logIn("alice"), a.own()
	narrow := w.register(callback, "push").logIn("alice")
	w.Stand("bob", practice.StandingGood)
	barred := a.logIn("bob")
	w.Stand("bob", practice.StandingDisabled)
	register := func(fields ...string) func(*world) answer {
		return func(w *world) answer { return w.post("/api/v1/apps", fields...) }
	}
	toot := func(fields ...string) func(*world) answer {
		return func(w *world) answer { return w.toot(good, "", fields...) }
	}
	for name, c := range map[string]struct {
		ask        func(*world) answer
		translated bool
	}{
		"no token":      {func(w *world) answer { return w.get("/api/v1/preferences", "") }, translated},
		"no name":       {register("redirect_uris", callback), translated},
		"unknown scope": {register("client_name", "a", "redirect_uris", callback, "scopes", "everything"), translated},
		"redirect":      {register("client_name", "a", "redirect_uris", "callback"), translated},
		"website":       {register("client_name", "a", "redirect_uris", callback, "website", "x"), translated},
		"empty post":    {toot(), translated},
		"visibility":    {toot("status", "x", "visibility", "secret"), translated},
		"scheduled":     {toot("status", "x", "scheduled_at", "tomorrow"), translated},
		"scope":         {func(w *world) answer { return w.get("/api/v1/preferences", narrow) }, false},
		"app's token":   {func(w *world) answer { return w.get("/api/v1/preferences", own) }, false},
		"barred":        {func(w *world) answer { return w.get("/api/v1/preferences", barred) }, false},
		"no such post":  {func(w *world) answer { return w.get("/api/v1/statuses/1", "") }, false},
		"no such code":  {func(w *world) answer { return app{w, a.id, a.secret, callback, "read"}.exchange("bogus") }, false},
		"no client":     {func(w *world) answer { return w.post("/oauth/token", "grant_type", "client_credentials") }, false},
		"not to revoke": {func(w *world) answer { return w.post("/oauth/revoke", "token", good) }, false},
		"too many": {func(w *world) answer {
			w.ask("POST /api/v1/accounts", "")
			return w.ask("POST /api/v1/accounts", "")
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			english, german := c.ask(w), c.ask(w.speaking("de"))
			assert.GreaterOrEqual(t, english.status, 400)
			assert.Equal(t, english.status, german.status)
			assert.Equal(t, c.translated, english.body != german.body, german.body)
			assert.Equal(t, english.at("error_description"), german.at("error_description"))
		})
	}
}

// The pages speak the language that the address asks for, else the person's own, else the browser's.
func TestLanguageOfPages(t *testing.T) {
	w := newWorld(t, practice.Options{})
	a := w.register(callback, "read")
	consent := func(w *world, more ...string) string {
		b := &browser{w: w}
		b.signIn("alice@practice.example", "practice-alice")
		return b.send("GET " + a.authorizeURL(more...)[len(w.URL()):]).body
	}
	english, german := ">Authorize</button>", ">Autorisieren</button>"
	assert.Contains(t, consent(w), english)
	assert.Contains(t, consent(w, "lang", "de"), german)
	assert.Contains(t, consent(w, "lang", "de"), "möchte auf dein Konto zugreifen.")
	assert.Contains(t, consent(w, "lang", "fr"), english)
	assert.Contains(t, consent(w.speaking("de")), english, "her own is English")
	w.Speak("alice", "de")
	assert.Contains(t, consent(w), german)
	assert.Contains(t, consent(w, "lang", "en"), english)
	assert.Contains(t, (&browser{w: w.speaking("de")}).send("GET /auth/sign_in").body, ">Anmelden</button>")
}

func TestFaultsInGerman(t *testing.T) {
	w := newWorld(t, practice.Options{}).speaking("de")
	got := w.post("/api/v1/apps", "redirect_uris", callback, "client_name", "", "scopes", "everything", "website", "x")
	assert.Equal(t, "422 Gültigkeitsprüfung ist fehlgeschlagen: Anwendungsname muss ausgefüllt werden, "+
		"Befugnisse entsprechen nicht den auf dem Server konfigurierten., Website der Anwendung ist keine gültige URL", got.brief())
	got = w.post("/api/v1/apps", "redirect_uris", callback, "client_name", strings.Repeat("x", 61))
	assert.Equal(t, "422 Gültigkeitsprüfung ist fehlgeschlagen: Anwendungsname ist zu lang (mehr als 60 Zeichen)", got.brief())
}

func TestExpiredTokenInGerman(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, practice.Options{Quirks: practice.Quirks{ExpiresIn: time.Hour}})
		token := w.register(callback, "read").logIn("alice")
		w.Speak("alice", "de")
		time.Sleep(time.Hour)
		assert.Equal(t, "401 Der Zugriffstoken ist abgelaufen", w.get("/api/v1/preferences", token).brief())
	})
}
