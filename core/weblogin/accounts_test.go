package weblogin

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/practice"
)

// accountOf returns the id of an account that the browser is signed in with.
func accountOf(t *testing.T, b *browser, name string) string {
	t.Helper()
	v, err := b.site.login.findVisit(b.request("/login/"))
	require.NoError(t, err)
	list, err := b.site.login.accounts(t.Context(), v)
	require.NoError(t, err)
	for _, session := range list {
		if session.Account.Username == name {
			return session.ID
		}
	}
	t.Fatalf("%s is not signed in", name)
	return ""
}

func byName(_ context.Context, account core.Session, _ *core.Client) (string, error) {
	return "user-" + account.Account.Username, nil
}

func TestAccountsSideBySide(t *testing.T) {
	s := newSite(t, Options{User: byName})
	b := s.browser(t)
	b.signIn("alice")
	b.signIn("bob")
	b.sees("/open", "Hello, bob@practice.example, user user-bob")
	assert.Equal(t, siteURL+"/notes", sent(t, b.post("/login/switch", "account", accountOf(t, b, "alice"), "return", "/notes")))
	b.sees("/open", "Hello, alice@practice.example, user user-alice")

	assert.Contains(t, text(t, b.post("/login/sign-out", "account", accountOf(t, b, "bob"))), "bob@practice.example is signed out.")
	b.sees("/open", "Hello, alice@practice.example, user user-alice")
	b.signIn("bob")
	b.post("/login/sign-out")
	b.sees("/open", "Hello, alice@practice.example, user user-alice")
	b.post("/login/sign-out")
	b.sees("/open", stranger)
}

func TestAnAccountOfSomebodyElseIsNoChoice(t *testing.T) {
	s := newSite(t, Options{})
	alice, bob := s.browser(t), s.browser(t)
	alice.signIn("alice")
	bob.signIn("bob")
	answer := alice.post("/login/switch", "account", accountOf(t, bob, "bob"))
	assert.Equal(t, http.StatusBadRequest, answer.StatusCode)
	assert.True(t, alice.isAlice())
	alice.post("/login/sign-out", "account", accountOf(t, bob, "bob"))
	assert.Contains(t, text(t, bob.get("/open")), "bob@practice.example")
	assert.True(t, alice.isAlice())
}

func TestStepUp(t *testing.T) {
	s := newSite(t, Options{Scopes: []string{"read:accounts"}, MoreScopes: []string{"write:statuses", "follow"}})
	ask := s.login.Visitors(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.login.StepUp(w, r, "write:statuses") }))
	b := s.browser(t)
	site := s.pages
	onPage := func() string {
		s.pages = ask
		defer func() { s.pages = site }()
		return sent(t, b.get("/write?draft=1"))
	}
	assert.Equal(t, siteURL+"/login/?return=%2Fwrite%3Fdraft%3D1", onPage(), "a stranger signs in first")
	b.signIn("alice")
	token := s.visitor(t, b).Credentials().AccessToken
	page := text(t, b.get(strings.Replace(onPage()[len(siteURL):], "scopes=", "scopes=admin:read+", 1)))
	assert.Contains(t, page, "<code>write:statuses</code>")
	assert.NotContains(t, page, "admin:read", "the site has not said that it may ask for that")

	back := b.callback(sent(t, b.post("/login/more", "scopes", "write:statuses admin:read", "return", "/write?draft=1")), "alice")
	assert.Equal(t, siteURL+"/write?draft=1", sent(t, b.get(back)))
	visitor, err := s.login.visitorOf(b.request("/"))
	require.NoError(t, err)
	assert.ElementsMatch(t, []string{"read:accounts", "write:statuses"}, visitor.Session.Scopes)
	assert.True(t, visitor.Has("write:statuses"))
	assert.False(t, visitor.Has("follow"))
	assert.False(t, s.alive(t, token), "the token with fewer scopes is revoked")

	answer := b.get(b.callback(sent(t, b.post("/login/more", "scopes", "follow")), "bob"))
	assert.Equal(t, http.StatusForbidden, answer.StatusCode)
	assert.Contains(t, text(t, answer), "account_mismatch")
	assert.True(t, b.isAlice(), "another account does not take the place of the one that was asked")
	b.get(b.callback(sent(t, b.post("/login/more", "scopes", "follow")), "alice"))
	visitor, err = s.login.visitorOf(b.request("/"))
	require.NoError(t, err)
	assert.ElementsMatch(t, []string{"read:accounts", "write:statuses", "follow"}, visitor.Session.Scopes, "what was granted before stays")
}

// A page that asks for what the options do not allow would have the person sign in again and again.
func TestStepUpForWhatTheOptionsDoNotName(t *testing.T) {
	s := newSite(t, Options{MoreScopes: []string{"write:statuses"}})
	b := s.browser(t)
	b.signIn("alice")
	site := s.pages
	s.pages = s.login.Require(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.login.StepUp(w, r, "write:statuses", "write:media") }))
	answer := b.get("/write")
	s.pages = site
	assert.Equal(t, http.StatusInternalServerError, answer.StatusCode)
	assert.Contains(t, text(t, answer), "Tell the people who run it.")
	assert.Contains(t, s.logged.String(), `write:media`)
}

// visitor returns the client of the account that a browser uses.
func (s *site) visitor(t *testing.T, b *browser) *core.Client {
	t.Helper()
	v, err := s.login.visitorOf(b.request("/"))
	require.NoError(t, err)
	require.NotNil(t, v)
	client, err := v.Client(t.Context())
	require.NoError(t, err)
	return client
}

func TestATokenThatTheServerEndedLeadsToASignIn(t *testing.T) {
	s := newSite(t, Options{})
	b := s.browser(t)
	b.signIn("alice")
	s.server.RevokeTokens()
	site := s.pages
	s.pages = s.login.Require(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		client, err := From(r).Client(r.Context())
		if err == nil {
			_, err = client.AccountVerifyCredentials(r.Context())
		}
		s.login.ShowError(w, r, err)
	}))
	answer := b.get("/notes?page=2")
	page := text(t, answer)
	s.pages = site
	assert.Equal(t, http.StatusForbidden, answer.StatusCode)
	assert.Contains(t, page, "You are not signed in any more. Sign in again.")
	assert.Contains(t, page, `value="practice.example"`)
	assert.Contains(t, page, `name="return" value="/notes?page=2"`)
	assert.NotEmpty(t, answer.Header.Get("Content-Security-Policy"))
	assert.Equal(t, siteURL+"/notes?page=2", b.signIn("alice", "return", "/notes?page=2"))
	_, err := s.visitor(t, b).AccountVerifyCredentials(t.Context())
	assert.NoError(t, err)
}

func TestASignOutThatTheServerDoesNotConfirmSaysSo(t *testing.T) {
	s := newSite(t, Options{})
	b := s.browser(t)
	b.signIn("alice")
	s.server.Fail("/", practice.Refuse, 100)
	page := text(t, b.post("/login/sign-out"))
	assert.Contains(t, page, "practice.example did not confirm it")
	assert.Contains(t, page, "https://practice.example/oauth/authorized_applications")
	b.sees("/open", stranger)
	assert.Empty(t, b.cookie())
}

// mindfulStore does nothing for a request that has ended, as a database does.
type mindfulStore struct{ Store }

func (s mindfulStore) Set(ctx core.Context, key string, fields core.Fields) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return s.Store.Set(ctx, key, fields)
}

func (s mindfulStore) Delete(ctx core.Context, key string) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return s.Store.Delete(ctx, key)
}

func TestASignOutGoesOnWithoutItsConnection(t *testing.T) {
	server := &leaving{path: "/oauth/revoke"}
	s := newSite(t, Options{Store: mindfulStore{native.NewMemStore()}, Transport: server})
	server.next = s.server.RoundTripper()
	b := s.browser(t)
	b.signIn("alice")
	token := s.visitor(t, b).Credentials().AccessToken
	var ctx context.Context
	ctx, server.end = context.WithCancel(t.Context())
	r := b.request("/login/sign-out").WithContext(ctx)
	r.Method = http.MethodPost
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	s.pages.ServeHTTP(httptest.NewRecorder(), r)
	require.Error(t, ctx.Err())
	assert.False(t, b.isAlice())
	assert.False(t, s.alive(t, token))
	assert.Empty(t, ownRecords(t, s))
}
