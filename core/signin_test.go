package core_test

import (
	"fmt"
	"net/url"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

func (w *world) beginSignIn(t *testing.T, change func(*core.BeginSignInOptions)) core.SignInStart {
	t.Helper()
	options := core.BeginSignInOptions{Server: "practice.example", ClientName: "Test app", RedirectURI: redirectURI, ReturnTo: "/drafts#3", State: "draft 3"}
	if change != nil {
		change(&options)
	}
	start, err := core.BeginSignIn(w.ctx, w.host, options)
	require.NoError(t, err)
	checkParameters(t, core.Request{Method: "GET", URL: start.URL})
	return start
}

func (w *world) signIn(t *testing.T, person string) core.SignIn {
	t.Helper()
	callback, err := w.server.Person().Approve(w.ctx, w.beginSignIn(t, nil).URL, person)
	require.NoError(t, err)
	done, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
	require.NoError(t, err)
	return done
}

func (w *world) sessions(t *testing.T) core.SessionList {
	t.Helper()
	list, err := core.Sessions(w.ctx, w.host, core.SessionsOptions{})
	require.NoError(t, err)
	return list
}

func TestSignIn(t *testing.T) {
	w := newWorld(t, practice.Options{})
	start := w.beginSignIn(t, nil)
	assert.Equal(t, "mastodon", start.Server.Software)
	assert.True(t, start.Server.Registrations)
	callback := w.approve(t, start.URL)
	done, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
	require.NoError(t, err)
	assert.Equal(t, "/drafts#3", done.ReturnTo)
	assert.Equal(t, "draft 3", done.State)
	assert.Equal(t, "alice@practice.example", done.Session.Account.Handle)
	assert.Equal(t, []string{"read"}, done.Session.Scopes)
	assert.Equal(t, core.SessionList{Current: done.Session.ID, Sessions: []core.Session{done.Session}}, w.sessions(t))

	for server, count := range map[string]int{done.Session.Server: 1, "https://elsewhere.example": 0} {
		list, err := core.Sessions(w.ctx, w.host, core.SessionsOptions{Server: server})
		require.NoError(t, err)
		assert.Len(t, list.Sessions, count, server)
	}

	// The same address again: a reload, a second tab, React's StrictMode.
	again, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
	require.NoError(t, err)
	assert.True(t, again.Replayed)
	assert.Equal(t, done.Session, again.Session)

	client := w.client(t, core.Options{AccessTokenKey: "mastoauth:session:" + done.Session.ID})
	_, err = client.AccountVerifyCredentials(w.ctx)
	require.NoError(t, err)

	outcome, err := core.SignOut(w.ctx, w.host, core.SessionOptions{ID: done.Session.ID})
	require.NoError(t, err)
	assert.True(t, outcome.Confirmed)
	assert.Empty(t, w.sessions(t).Sessions)
	assert.Empty(t, w.sessions(t).Current)
	_, err = core.SignOut(w.ctx, w.host, core.SessionOptions{ID: done.Session.ID})
	require.NoError(t, err, "signing out twice is no error")
}

func TestSeveralAccountsOnOneServer(t *testing.T) {
	w := newWorld(t, practice.Options{})
	alice, bob := w.signIn(t, "alice").Session, w.signIn(t, "bob").Session
	list := w.sessions(t)
	assert.Equal(t, bob.ID, list.Current)
	assert.Equal(t, []core.Session{bob, alice}, list.Sessions)
	used, err := core.UseSession(w.ctx, w.host, core.SessionOptions{ID: alice.ID})
	require.NoError(t, err)
	assert.Equal(t, alice, used)
	assert.Equal(t, alice.ID, w.sessions(t).Current)
	_, err = core.SignOut(w.ctx, w.host, core.SessionOptions{ID: alice.ID})
	require.NoError(t, err)
	assert.Equal(t, bob.ID, w.sessions(t).Current, "the other one is still there, and in use")
	_, err = core.UseSession(w.ctx, w.host, core.SessionOptions{ID: alice.ID})
	assert.Equal(t, core.CodeSessionUnknown, core.AsError(err).Code)
}

func TestForgetSession(t *testing.T) {
	w := newWorld(t, practice.Options{})
	alice, bob := w.signIn(t, "alice").Session, w.signIn(t, "bob").Session
	record, err := w.host.Storage.Get(w.ctx, "mastoauth:session:"+bob.ID)
	require.NoError(t, err)
	kept := w.client(t, core.Options{APIBaseURL: w.base, AccessToken: record.Text("access_token")})
	asked := len(w.server.Log())
	for range 2 { // doing it twice is no error
		outcome, err := core.ForgetSession(w.ctx, w.host, core.SessionOptions{ID: bob.ID})
		require.NoError(t, err)
		assert.Equal(t, core.SignOutOutcome{AuthorizedAppsURL: w.base + "/oauth/authorized_applications"}, outcome)
		assert.Equal(t, core.SessionList{Current: alice.ID, Sessions: []core.Session{alice}}, w.sessions(t))
	}
	assert.Len(t, w.server.Log(), asked, "the server is not asked")
	record, err = w.host.Storage.Get(w.ctx, "mastoauth:session:"+bob.ID)
	require.NoError(t, err)
	assert.Nil(t, record)
	_, err = kept.AccountVerifyCredentials(w.ctx)
	assert.NoError(t, err, "the token lives on")
}

func TestARegistrationForEachNameAndWebsite(t *testing.T) {
	w := newWorld(t, practice.Options{})
	id := func(name, website string) string {
		start := w.beginSignIn(t, func(o *core.BeginSignInOptions) { o.ClientName, o.Website = name, website })
		url, err := url.Parse(start.URL)
		require.NoError(t, err)
		return url.Query().Get("client_id")
	}
	seen := map[string]string{}
	for _, app := range [][2]string{{"App", ""}, {"App", "https://app.example"}, {"App", "https://other.example"}, {"App https://app.example", ""}} {
		first := id(app[0], app[1])
		assert.Empty(t, seen[first], "%s is %s", app, seen[first])
		seen[first] = fmt.Sprint(app)
		assert.Equal(t, first, id(app[0], app[1]), "it is used again: %s", app)
	}
}

func TestASecondLoginReplacesTheToken(t *testing.T) {
	w := newWorld(t, practice.Options{})
	first := w.signIn(t, "alice").Session
	old := w.client(t, core.Options{AccessTokenKey: "mastoauth:session:" + first.ID}).Credentials().AccessToken
	// With other scopes, the app and the token are different.
	start := w.beginSignIn(t, func(o *core.BeginSignInOptions) { o.Scopes = []string{"read", "write"}; o.Session = first.ID })
	done, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: w.approve(t, start.URL)})
	require.NoError(t, err)
	assert.Equal(t, first.ID, done.Session.ID)
	assert.Equal(t, []string{"read", "write"}, done.Session.Scopes)
	_, err = w.client(t, core.Options{APIBaseURL: w.base, AccessToken: old}).AccountVerifyCredentials(w.ctx)
	assert.Equal(t, core.CodeUnauthorized, core.AsError(err).Code, "the old token is revoked")
	_, err = w.client(t, core.Options{AccessTokenKey: "mastoauth:session:" + first.ID}).AccountVerifyCredentials(w.ctx)
	require.NoError(t, err)

	// The same app and scopes give the same token, which must not be revoked.
	w.signIn(t, "bob")
	bob := w.signIn(t, "bob").Session
	_, err = w.client(t, core.Options{AccessTokenKey: "mastoauth:session:" + bob.ID}).AccountVerifyCredentials(w.ctx)
	require.NoError(t, err)
}

func TestMoreScopesForAnotherAccount(t *testing.T) {
	w := newWorld(t, practice.Options{})
	alice := w.signIn(t, "alice").Session
	start := w.beginSignIn(t, func(o *core.BeginSignInOptions) { o.Scopes = []string{"read", "write"}; o.Session = alice.ID })
	callback, err := w.server.Person().Approve(w.ctx, start.URL, "bob")
	require.NoError(t, err)
	_, err = core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
	assert.Equal(t, core.CodeAccountMismatch, core.AsError(err).Code)
	assert.Equal(t, []core.Session{alice}, w.sessions(t).Sessions)
}

func TestALateReturn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, practice.Options{})
		callback := w.approve(t, w.beginSignIn(t, nil).URL)
		time.Sleep(25 * time.Hour)
		_, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
		assert.Equal(t, core.CodeStateExpired, core.AsError(err).Code)
	})
}

func TestStatesOfASignIn(t *testing.T) {
	w := newWorld(t, practice.Options{})
	for popup, state := range map[bool]string{false: `^mastoauth-[\w-]{32}$`, true: `^mastoauth-popup-[\w-]{32}$`} {
		start := w.beginSignIn(t, func(o *core.BeginSignInOptions) { o.Popup = popup })
		assert.Regexp(t, state, start.State, "a page must know its own answers without the record, and where they belong")
		assert.Contains(t, start.URL, "state="+start.State)
	}
}

func TestSignInWhoseRecordIsLost(t *testing.T) {
	w := newWorld(t, practice.Options{})
	start := w.beginSignIn(t, nil)
	callback := w.approve(t, start.URL)
	require.NoError(t, w.host.Storage.Delete(w.ctx, "mastoauth:pending:"+start.State))
	_, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
	assert.Equal(t, core.CodeStateMismatch, core.AsError(err).Code)
}

func TestSignInWhereTheStoreLetsNobodyIn(t *testing.T) {
	w := newWorld(t, practice.Options{})
	w.host.Storage = blockedStore{w.store}
	_, err := core.BeginSignIn(w.ctx, w.host, core.BeginSignInOptions{Server: "practice.example", ClientName: "Test app", RedirectURI: redirectURI})
	assert.Equal(t, core.CodeStorageBlocked, core.AsError(err).Code)
}

// A server may send anything about an account. What identifies people in a page, and what a page links to, is checked.
func TestWhatAServerSaysAboutAnAccount(t *testing.T) {
	for name, test := range map[string]struct{ account, code, handle, url string }{
		"a name on another server":   {`{"id":"1","username":"eve","acct":"Gargron@mastodon.example","url":"https://practice.example/@eve"}`, "", "eve@practice.example", "https://practice.example/@eve"},
		"a script for an address":    {`{"id":"1","username":"eve","url":"javascript:alert(1)","avatar":"javascript:alert(1)"}`, "", "eve@practice.example", ""},
		"nobody":                     {`{"hello":1}`, "answer_unexpected", "", ""},
		"an id that is two":          {`{"id":"1 https://victim.example#9","username":"eve"}`, "answer_unexpected", "", ""},
		"an id of an object":         {`{"id":{"a":1},"username":"eve"}`, "answer_unexpected", "", ""},
		"an address of this network": {`{"id":"1","username":"eve","url":"https://localhost/@eve","avatar":"http://192.168.0.1/set?dns=1"}`, "", "eve@practice.example", ""},
		"a name with a server":       {`{"id":"1","username":"Gargron@mastodon.example"}`, "", "Gargron_mastodon.example@practice.example", ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, practice.Options{})
			callback := w.approve(t, w.beginSignIn(t, nil).URL)
			inner := w.host.Transport
			w.host.Transport = answering{inner, "/api/v1/accounts/verify_credentials", jsonAnswer(200, test.account)}
			done, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
			if test.code != "" {
				assert.Equal(t, test.code, string(core.AsError(err).Code))
				assert.Empty(t, w.sessions(t).Sessions)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, test.handle, done.Session.Account.Handle)
			assert.Equal(t, test.url, done.Session.Account.URL)
			assert.Empty(t, done.Session.Account.Avatar)
		})
	}
}
