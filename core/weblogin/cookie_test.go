package weblogin

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core/native"
)

func TestTheCookieIsForThisSiteAndForNoScript(t *testing.T) {
	for address, want := range map[string]struct {
		name   string
		secure bool
	}{
		"https://site.example/login/": {"__Host-weblogin", true},
		"http://localhost:80/login/":  {"weblogin", false},
	} {
		s := newSite(t, Options{URL: address})
		b := s.browser(t)
		answer := b.post("/login/", "server", "practice.example")
		require.Len(t, answer.Cookies(), 1)
		c := answer.Cookies()[0]
		assert.Equal(t, want.name, c.Name)
		assert.Equal(t, want.secure, c.Secure)
		assert.True(t, c.HttpOnly)
		assert.Equal(t, http.SameSiteLaxMode, c.SameSite)
		assert.Equal(t, "/", c.Path)
		assert.Empty(t, c.Domain)
	}
}

func TestNobodyGetsACookieWhoOnlyLooks(t *testing.T) {
	s := newSite(t, Options{})
	b := s.browser(t)
	b.get("/login/")
	b.get("/open")
	assert.Equal(t, http.StatusBadRequest, b.post("/login/", "server", "not a server").StatusCode)
	assert.Empty(t, b.cookie())
	assert.Empty(t, ownRecords(t, s), "a typing error stores nothing")
}

// Somebody may have put their own cookie into the browser before the person signs in (session fixation).
func TestASignInMakesANewCookie(t *testing.T) {
	s := newSite(t, Options{})
	b := s.browser(t)
	page := b.begin()
	before := b.cookie()
	b.get(b.callback(page, "alice"))
	assert.True(t, b.isAlice())
	assert.NotEqual(t, before, b.cookie())
	attacker := s.browser(t)
	attacker.head["Cookie"] = before
	attacker.sees("/open", stranger)
	assert.NotContains(t, text(t, attacker.get("/login/")), "alice")

	for _, change := range []func(){ // each of these makes a new one, too
		func() { b.signIn("bob") },
		func() { b.post("/login/switch", "account", accountOf(t, b, "alice")) },
	} {
		before = b.cookie()
		change()
		assert.NotEqual(t, before, b.cookie())
		attacker.head["Cookie"] = before
		attacker.sees("/open", stranger)
	}
}

// The store may be read by others one day: in it is no cookie, nor what one is made of.
func TestTheStoreHasOnlyHashesOfCookies(t *testing.T) {
	s := newSite(t, Options{})
	b := s.browser(t)
	page := b.begin()
	secrets := []string{b.cookie()}
	b.get(b.callback(page, "alice"))
	secrets = append(secrets, b.cookie())
	all := dump(t, s.store)
	assert.Contains(t, all, "alice@practice.example")
	for _, secret := range secrets {
		_, value, _ := strings.Cut(secret, ".")
		require.Len(t, value, 43)
		assert.NotContains(t, all, value)
	}
}

// dump returns all that a store has.
func dump(t *testing.T, store Store) string {
	t.Helper()
	keys, err := store.Keys(t.Context(), "")
	require.NoError(t, err)
	var all strings.Builder
	for _, key := range keys {
		record, err := store.Get(t.Context(), key)
		require.NoError(t, err)
		content, err := native.Encode(record)
		require.NoError(t, err)
		all.WriteString(key + " " + string(content) + "\n")
	}
	return all.String()
}

// The connection may break before the browser has its new cookie. It then opens the same address with the old one.
func TestASignInWhoseAnswerWasLost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSite(t, Options{})
		b := s.browser(t)
		path := b.callback(b.begin("return", "/notes"), "alice")
		lost := s.browser(t)
		lost.head["Cookie"] = b.cookie()
		lost.get(path)
		assert.Equal(t, siteURL+"/notes", sent(t, b.get(path)))
		assert.True(t, b.isAlice())
		assert.Equal(t, lost.cookie(), b.cookie(), "both have the same")

		wrong, err := url.Parse(path)
		require.NoError(t, err)
		query := wrong.Query()
		query.Set("code", "guessed")
		thief := s.browser(t)
		thief.head["Cookie"] = lost.head["Cookie"]
		assert.Equal(t, http.StatusBadRequest, thief.get("/login/callback?"+query.Encode()).StatusCode, "who has the old cookie needs the code as well")
		assert.Empty(t, thief.cookie())
		begun, _, _ := strings.Cut(lost.head["Cookie"], ".")
		thief.head["Cookie"] = begun + "." + strings.Repeat("A", 43)
		assert.Equal(t, http.StatusBadRequest, thief.get(path).StatusCode, "and no other one of the same second")
		thief.head["Cookie"] = lost.head["Cookie"]
		stranger := s.browser(t)
		assert.Equal(t, http.StatusForbidden, stranger.get(path).StatusCode, "and who has the code needs the old cookie")
		time.Sleep(replayLifetime + time.Second)
		assert.Equal(t, http.StatusBadRequest, thief.get(path).StatusCode, "and not for long")
	})
}

// leaving ends the person's connection when the server has answered at a path.
type leaving struct {
	next http.RoundTripper
	path string
	end  func()
}

func (l *leaving) RoundTrip(request *http.Request) (*http.Response, error) {
	answer, err := l.next.RoundTrip(request)
	if request.URL.Path == l.path && l.end != nil {
		l.end()
	}
	return answer, err
}

// A person who loads the page again closes the first connection.
func TestASignInGoesOnWithoutItsConnection(t *testing.T) {
	server := &leaving{path: "/oauth/token"}
	s := newSite(t, Options{Transport: server})
	server.next = s.server.RoundTripper()
	b := s.browser(t)
	path := b.callback(b.begin(), "alice")
	var ctx context.Context
	ctx, server.end = context.WithCancel(t.Context())
	s.pages.ServeHTTP(httptest.NewRecorder(), b.request(path).WithContext(ctx))
	require.Error(t, ctx.Err())
	assert.Equal(t, siteURL+"/", sent(t, b.get(path)))
	assert.True(t, b.isAlice())
	assert.Equal(t, 1, s.asked("POST /oauth/token"), "the code was exchanged once")
}

func TestASessionEndsWithItsTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSite(t, Options{SessionLifetime: time.Hour})
		b := s.browser(t)
		b.signIn("alice")
		kept := b.cookie()
		time.Sleep(time.Hour - time.Second)
		assert.True(t, b.isAlice())
		time.Sleep(2 * time.Second)
		b.head["Cookie"] = kept // a browser drops it, but somebody may have copied it
		b.sees("/open", stranger)
	})
}

func TestCookiesThatNobodyGave(t *testing.T) {
	s := newSite(t, Options{})
	for _, value := range []string{"", ".", "x", "00000000.", strings.Repeat("a", 52), "7fffffff." + strings.Repeat("A", 43), "-0000001." + strings.Repeat("A", 43), strings.Repeat("9", 4000)} {
		b := s.browser(t)
		b.head["Cookie"] = "__Host-weblogin=" + value
		b.sees("/open", stranger)
		assert.Equal(t, http.StatusOK, b.get("/login/").StatusCode)
		assert.Less(t, b.get("/login/callback?code=1&state=2").StatusCode, 500)
	}
}
