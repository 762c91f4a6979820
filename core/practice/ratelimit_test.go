package practice_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/mastoauth/mastoauth/core/practice"
)

func (a answer) rate() string {
	return a.header.Get("X-RateLimit-Limit") + " " + a.header.Get("X-RateLimit-Remaining") + " " + a.header.Get("X-RateLimit-Reset")
}

func TestRateHeaders(t *testing.T) {
	for name, c := range map[string]struct {
		format practice.RateHeaders
		want   string
	}{
		"Mastodon":       {practice.RateHeadersISO, "300 299 2000-01-01T00:05:00.000000Z"},
		"old GoToSocial": {practice.RateHeadersEpoch, "300 299 946685100"},
		"Pleroma":        {practice.RateHeadersNone, "  "},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, practice.Options{Quirks: practice.Quirks{RateHeaders: c.format}})
				time.Sleep(90 * time.Second)
				assert.Equal(t, c.want, w.get("/api/v1/instance", "").rate(), "periods begin at full minutes, not with the first request")
				assert.Equal(t, "  ", w.get("/.well-known/nodeinfo", "").rate(), "only the API has them")
				assert.Equal(t, "  ", w.post("/oauth/token").rate())
			})
		})
	}
}

// Attempts to sign in are counted by address and by e-mail address. The refusal is JSON, which the person sees.
func TestSignInLimits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, practice.Options{Limits: practice.MastodonLimits})
		attempt := func() answer {
			return w.post("/auth/sign_in", "user[email]", "alice@practice.example", "user[password]", "x")
		}
		for range 25 {
			got := attempt()
			assert.Equal(t, 422, got.status)
			assert.Equal(t, "  ", got.rate())
		}
		assert.Equal(t, "429 Too many requests", attempt().brief())
		assert.Equal(t, "25 0 2000-01-01T01:00:00.000000Z", attempt().rate())
		time.Sleep(5 * time.Minute)
		assert.Equal(t, 429, attempt().status, "with this e-mail address for an hour")
		assert.Equal(t, 422, w.post("/auth/sign_in", "user[email]", "bob@practice.example").status)
		time.Sleep(55 * time.Minute)
		assert.Equal(t, 422, attempt().status)
	})
}

// The limits of registrations and of sign-ups: refused ones count, and periods begin at multiples of their length.
func TestMastodonLimits(t *testing.T) {
	for path, period := range map[string]time.Duration{"/api/v1/apps": 10 * time.Minute, "/api/v1/accounts": 30 * time.Minute} {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t, practice.Options{Limits: practice.MastodonLimits})
			time.Sleep(period - time.Minute)
			for range 5 {
				assert.NotEqual(t, 429, w.post(path).status)
			}
			assert.Equal(t, "429 Too many requests", w.post(path).brief())
			time.Sleep(time.Minute)
			assert.NotEqual(t, 429, w.post(path).status, "a new period has begun")
			for range 400 {
				assert.NotEqual(t, 429, w.post("/oauth/token").status, "nothing under /oauth is limited")
			}
		})
	}
}

func TestRateLimits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, practice.Options{Limits: practice.Limits{PerToken: 3, PerUser: 5}})
		one, two := w.register(callback, "read"), w.register(callback, "read")
		first, second := one.logIn("alice"), two.logIn("alice")
		ask := func(token string) answer { return w.get("/api/v1/preferences", token) }
		assert.Equal(t, "3 2 2000-01-01T00:05:00.000000Z", ask(first).rate())
		assert.Equal(t, "3 1 2000-01-01T00:05:00.000000Z", ask(first).rate())
		assert.Equal(t, "3 0 2000-01-01T00:05:00.000000Z", ask(first).rate())
		refused := ask(first)
		assert.Equal(t, "429 Too many requests", refused.brief())
		assert.Equal(t, "3 0 2000-01-01T00:05:00.000000Z", refused.rate())
		assert.Empty(t, refused.header.Get("Retry-After"))

		assert.Equal(t, "200", ask(second).brief(), "another token, but")
		refused = ask(second)
		assert.Equal(t, "429 Too many requests", refused.brief(), "the same user")
		assert.Equal(t, "5 0 2000-01-01T00:05:00.000000Z", refused.rate(), "of all limits, the one that is nearest")
		assert.Equal(t, "200", w.get("/api/v1/instance", "").brief(), "somebody else")

		time.Sleep(5 * time.Minute)
		assert.Equal(t, "200", ask(first).brief(), "the next period begins with the full quota")
	})
}

func TestRegistrationLimits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, practice.Options{Limits: practice.Limits{Apps: 2, SignUps: 1, Period: time.Second}})
		register := func() string {
			return w.post("/api/v1/apps", "client_name", "a", "redirect_uris", callback, "scopes", "write").brief()
		}
		a := w.register(callback, "write")
		assert.Equal(t, "200", register())
		assert.Equal(t, "429 Too many requests", register())
		assert.Equal(t, 200, a.signUp().status)
		assert.Equal(t, "429 Too many requests", a.signUp().brief())
		time.Sleep(time.Second)
		assert.Equal(t, "200", register())
	})
}

func TestAnonymousLimit(t *testing.T) {
	w := newWorld(t, practice.Options{Limits: practice.Limits{PerAddress: 2, Period: time.Hour}})
	app := w.register(callback, "read").own()
	assert.Equal(t, "200", w.get("/api/v1/apps/verify_credentials", app).brief(), "an app's token counts as nobody's")
	assert.Equal(t, "429 Too many requests", w.get("/api/v1/instance", "").brief())
}
