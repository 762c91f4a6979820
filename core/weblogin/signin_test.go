package weblogin

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

func TestSignInFromAPageAndBack(t *testing.T) {
	s := newSite(t, Options{})
	b := s.browser(t)
	form, err := url.Parse(sent(t, b.get("/notes?page=2")))
	require.NoError(t, err)
	assert.Equal(t, "/login/", form.Path)
	assert.Equal(t, "/notes?page=2", form.Query().Get("return"))
	assert.Contains(t, text(t, b.get(form.RequestURI())), `name="return" value="/notes?page=2"`)
	assert.Equal(t, siteURL+"/notes?page=2", b.signIn("alice", "return", "/notes?page=2"))
	assert.True(t, b.isAlice())

	page := text(t, b.get("/login/"))
	assert.Contains(t, page, "@alice@practice.example")
	assert.Contains(t, text(t, b.post("/login/sign-out")), "You are signed out.")
	b.sees("/open", stranger)
	assert.Empty(t, b.cookie())
	assert.Empty(t, ownRecords(t, s), "nothing of a visitor who has left stays")
}

// ownRecords lists the records of the site that are no registrations.
func ownRecords(t *testing.T, s *site) []string {
	t.Helper()
	keys, err := s.store.Keys(t.Context(), "weblogin:")
	require.NoError(t, err)
	return keys
}

func TestTheHookGetsTheAccountAndItsClient(t *testing.T) {
	var asked core.Session
	s := newSite(t, Options{User: func(ctx context.Context, account core.Session, client *core.Client) (string, error) {
		asked = account
		me, err := native.Decode(client.AccountVerifyCredentials(ctx))
		return "user-" + me.Username, err
	}})
	b := s.browser(t)
	b.signIn("bob")
	assert.Equal(t, "bob@practice.example", asked.Account.Handle)
	b.sees("/open", "Hello, bob@practice.example, user user-bob")
}

// However the hook fails, the person sees why or a general text, the log has the reason, and the token is revoked.
func TestAnAccountThatTheHookRefusesIsSignedOut(t *testing.T) {
	for name, c := range map[string]struct {
		user         func(context.Context) (string, error)
		status       int
		page, logged string
	}{
		"for the person": {func(context.Context) (string, error) { return "", Refusal("Members only, please.") }, 403, "Members only, please.", ""},
		"a fault":        {func(context.Context) (string, error) { return "", errors.New("the database has gone") }, 500, "Something went wrong.", "the database has gone"},
		"its client":     {func(context.Context) (string, error) { return "", &core.Error{Code: core.CodeServerDown} }, 502, "The server has a problem", ""},
		"no user":        {func(context.Context) (string, error) { return "", nil }, 500, "Something went wrong.", "neither a user nor an error"},
		"a panic":        {func(context.Context) (string, error) { panic("the map is nil") }, 500, "Something went wrong.", "the map is nil"},
		"too slow": {func(ctx context.Context) (string, error) {
			<-ctx.Done()
			return "", ctx.Err()
		}, 500, "Something went wrong.", "deadline exceeded"},
	} {
		synctest.Test(t, func(t *testing.T) {
			token := ""
			s := newSite(t, Options{User: func(ctx context.Context, _ core.Session, client *core.Client) (string, error) {
				token = client.Credentials().AccessToken
				return c.user(ctx)
			}})
			b := s.browser(t)
			answer := b.get(b.callback(b.begin(), "alice"))
			assert.Equal(t, c.status, answer.StatusCode, name)
			page := text(t, answer)
			assert.Contains(t, page, c.page, name)
			assert.Contains(t, s.logged.String(), c.logged, name)
			if c.logged != "" {
				assert.NotContains(t, page, c.logged, name)
			}
			b.sees("/open", stranger)
			require.NotEmpty(t, token)
			assert.False(t, s.alive(t, token), "%s: the token is revoked", name)
		})
	}
}

// alive reports whether the server accepts a token.
func (s *site) alive(t *testing.T, token string) bool {
	t.Helper()
	host := native.Host(native.NewMemStore())
	host.Transport = s.server.Transport()
	client, err := core.New(t.Context(), host, core.Options{APIBaseURL: s.server.URL(), AccessToken: token})
	require.NoError(t, err)
	_, err = client.AccountVerifyCredentials(t.Context())
	return err == nil
}

func TestAPersonMaySayNo(t *testing.T) {
	s := newSite(t, Options{})
	b := s.browser(t)
	back, err := s.server.Person().Deny(t.Context(), b.begin("return", "/notes"), "alice")
	require.NoError(t, err)
	answer := b.get(back[len(siteURL):])
	assert.Equal(t, 403, answer.StatusCode)
	page := text(t, answer)
	assert.Contains(t, page, "You said no at your server, so nothing has happened.")
	assert.Contains(t, page, `name="return" value="/notes"`, "the next try leads back, too")
	b.sees("/open", stranger)
}

func TestALoginBegunAtOneProcessFinishesAtAnother(t *testing.T) {
	s := newSite(t, Options{})
	b := s.browser(t)
	page := b.begin()
	s.mount(t, Options{})
	assert.Equal(t, siteURL+"/", sent(t, b.get(b.callback(page, "alice"))))
	s.mount(t, Options{})
	assert.True(t, b.isAlice())
}

// The site has another name, such as 127.0.0.1 where the options say localhost. A cookie of that name would not come back.
func TestASiteThatWasOpenedByAnotherName(t *testing.T) {
	s := newSite(t, Options{})
	b := s.browser(t)
	b.head["Origin"] = "https://www.site.example"
	form := sent(t, b.post("/login/", "server", "practice.example", "return", "/notes"))
	assert.Equal(t, siteURL+"/login/?server=practice.example&return=%2Fnotes", form)
	assert.Empty(t, b.cookie())
	assert.Empty(t, s.server.Log())
	page := text(t, s.browser(t).get(form[len(siteURL):]))
	assert.Contains(t, page, `value="practice.example"`)
	assert.Contains(t, page, `value="/notes"`)
	for _, own := range []string{siteURL, "null", ""} { // some browsers do not say it
		b.head["Origin"] = own
		b.begin()
	}
}

func TestPagesHaveAClientOfTheVisitor(t *testing.T) {
	s := newSite(t, Options{Scopes: []string{"read:accounts"}})
	b := s.browser(t)
	b.signIn("alice")
	visitor, err := s.login.visitorOf(b.request("/open"))
	require.NoError(t, err)
	client, err := visitor.Client(t.Context())
	require.NoError(t, err)
	me, err := native.Decode(client.AccountVerifyCredentials(t.Context()))
	require.NoError(t, err)
	assert.Equal(t, "alice", me.Username)
	b.post("/login/sign-out")
	again, err := visitor.Client(t.Context())
	require.NoError(t, err)
	_, err = again.AccountVerifyCredentials(t.Context())
	assert.ErrorIs(t, err, core.CodeNotLoggedIn, "a page that still has the visitor cannot act any more")
}

func TestOptionsThatCannotWork(t *testing.T) {
	for want, options := range map[string]Options{
		"URL is \"\"":             {Name: "x"},
		"/login":                  {Name: "x", URL: "https://site.example/login"},
		"needs https":             {Name: "x", URL: "http://site.example/login/"},
		"Options.Name":            {URL: "https://site.example/login/"},
		"Options.Home":            {Name: "x", URL: "https://site.example/login/", Home: "https://elsewhere.example/"},
		"tea":                     {Name: "x", URL: "https://site.example/login/", Scopes: []string{"read:accounts", "tea"}},
		"coffee":                  {Name: "x", URL: "https://site.example/login/", MoreScopes: []string{"coffee"}},
		"Options.SessionLifetime": {Name: "x", URL: "https://site.example/login/", SessionLifetime: 1},
		"Options.MostWaiting":     {Name: "x", URL: "https://site.example/login/", MostWaiting: -1},
		"nil *native.MemStore":    {Name: "x", URL: "https://site.example/login/", Store: (*native.MemStore)(nil)},
	} {
		_, err := New(options)
		assert.ErrorContains(t, err, want)
	}
	for _, home := range elsewhere {
		login, err := New(Options{Name: "x", URL: "https://site.example/login/", Home: home})
		if err == nil {
			assert.Regexp(t, within, login.options.Home, "%q", home) // a link has it without the origin
		} else {
			assert.ErrorContains(t, err, "Options.Home")
		}
	}
	for _, bad := range []string{"https://site.example//", "https://site.example/a//login/", "https:///login/", "https://site.example/%zz/", "//site.example/login/"} {
		_, err := New(Options{Name: "x", URL: bad})
		assert.ErrorContains(t, err, "Options.URL", bad)
	}
	for _, good := range []string{
		"https://site.example/", "https://site.example/a/{b}/über uns/", "https://site.example/a/../%7b/", "http://localhost:8080/login/", "http://127.0.0.1/l/", "http://[::1]:1/", "http://a.localhost/",
	} {
		login, err := New(Options{Name: "x", URL: good})
		require.NoError(t, err, good)
		recorder := httptest.NewRecorder()
		login.ServeHTTP(recorder, httptest.NewRequest("GET", login.address("", nil), nil))
		assert.Equal(t, http.StatusOK, recorder.Code, good)
	}
}
