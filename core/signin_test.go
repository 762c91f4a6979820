package core_test

import (
	"fmt"
	"net/url"
	"strings"
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
	assert.Equal(t, "session_unknown", core.AsError(err).Code)
}

func TestForgetSession(t *testing.T) {
	w := newWorld(t, practice.Options{})
	alice, bob := w.signIn(t, "alice").Session, w.signIn(t, "bob").Session
	record, err := w.host.Storage.Get(w.ctx, "mastoauth:session:"+bob.ID)
	require.NoError(t, err)
	kept := w.client(t, core.Options{APIBaseURL: w.base, AccessToken: record.Text("access_token")})
	asked := len(w.server.Log())
	for range 2 { // the second time is no error
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

func TestOneRegistrationPerServer(t *testing.T) {
	w := newWorld(t, practice.Options{})
	count := func() (registrations int) {
		for _, line := range w.server.Log() {
			if len(line) > 17 && line[:17] == "POST /api/v1/apps" {
				registrations++
			}
		}
		return registrations
	}
	w.beginSignIn(t, nil)
	w.beginSignIn(t, nil)
	assert.Equal(t, 1, count())
	w.beginSignIn(t, func(o *core.BeginSignInOptions) { o.Scopes = []string{"read", "write"} })
	assert.Equal(t, 2, count(), "other scopes are another app")
	w.server.ForgetApps()
	w.signIn(t, "alice")
	assert.Equal(t, 3, count(), "a registration that the server forgot is made anew before the person leaves")
}

func TestADamagedRegistrationIsMadeAnew(t *testing.T) {
	w := newWorld(t, practice.Options{})
	w.beginSignIn(t, nil)
	keys, err := w.store.Keys(w.ctx, "mastoauth:app:")
	require.NoError(t, err)
	require.Len(t, keys, 1)
	for _, record := range []core.Fields{nil, {{Name: "client_id", Value: "5"}}, {{Name: "client_secret", Value: "5"}}} {
		require.NoError(t, w.store.Set(w.ctx, keys[0], record))
		w.signIn(t, "alice")
	}
}

func TestASecondLoginReplacesTheToken(t *testing.T) {
	w := newWorld(t, practice.Options{})
	first := w.signIn(t, "alice").Session
	old := w.client(t, core.Options{AccessTokenKey: "mastoauth:session:" + first.ID}).Credentials().AccessToken
	// Other scopes, another app, another token.
	start := w.beginSignIn(t, func(o *core.BeginSignInOptions) { o.Scopes = []string{"read", "write"}; o.Session = first.ID })
	done, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: w.approve(t, start.URL)})
	require.NoError(t, err)
	assert.Equal(t, first.ID, done.Session.ID)
	assert.Equal(t, []string{"read", "write"}, done.Session.Scopes)
	_, err = w.client(t, core.Options{APIBaseURL: w.base, AccessToken: old}).AccountVerifyCredentials(w.ctx)
	assert.Equal(t, "unauthorized", core.AsError(err).Code, "the old token is revoked")
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
	assert.Equal(t, "account_mismatch", core.AsError(err).Code)
	assert.Equal(t, []core.Session{alice}, w.sessions(t).Sessions)
}

func TestAStoreThatFailsLosesNoSession(t *testing.T) {
	for _, key := range []string{"mastoauth:account:", "mastoauth:session:", "mastoauth:sessions"} {
		t.Run(key, func(t *testing.T) {
			w := newWorld(t, practice.Options{})
			before := w.signIn(t, "alice")
			callback, err := w.server.Person().Approve(w.ctx, w.beginSignIn(t, nil).URL, "bob")
			require.NoError(t, err)
			w.store.fail = key
			_, err = core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
			assert.Equal(t, "storage_full", core.AsError(err).Code)
			w.store.fail = ""
			assert.Equal(t, before.Session.ID, w.sessions(t).Current)
			assert.Len(t, w.sessions(t).Sessions, 1)
			w.signIn(t, "bob")
			assert.Len(t, w.sessions(t).Sessions, 2)
		})
	}
}

func TestAStoreThatFailsLeavesNoTokenBehind(t *testing.T) {
	for _, person := range []string{"alice", "bob"} {
		for write := 1; write <= 5; write++ {
			t.Run(fmt.Sprint(person, ", write ", write), func(t *testing.T) {
				// Each login has a token of its own there.
				w := newWorld(t, practice.Options{Quirks: practice.Quirks{NewTokens: true}})
				w.signIn(t, "alice")
				callback, err := w.server.Person().Approve(w.ctx, w.beginSignIn(t, nil).URL, person)
				require.NoError(t, err)
				w.store.failIn = write
				_, err = core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
				if write == 1 || write == 5 { // what only another try would read, and what only another tab would
					require.NoError(t, err)
				} else {
					require.Equal(t, "storage_full", core.AsError(err).Code)
				}
				records, err := w.store.Keys(w.ctx, "mastoauth:session:")
				require.NoError(t, err)
				sessions := w.sessions(t).Sessions
				assert.Len(t, records, len(sessions), "no token is kept that no session shows")
				assert.Equal(t, "alice", sessions[len(sessions)-1].Account.Username)
				for _, session := range sessions {
					_, err = w.client(t, core.Options{AccessTokenKey: "mastoauth:session:" + session.ID}).AccountVerifyCredentials(w.ctx)
					require.NoError(t, err)
				}
				w.signIn(t, person)
				given := 0
				for _, line := range w.server.Log() {
					if strings.Contains(line, "grant_type=authorization_code") {
						given++
					}
					if strings.HasPrefix(line, "POST /oauth/revoke") {
						given--
					}
				}
				assert.Equal(t, len(w.sessions(t).Sessions), given, "every token that is not kept is revoked")
			})
		}
	}
}

func TestCheckSession(t *testing.T) {
	w := newWorld(t, practice.Options{})
	id := core.SessionOptions{ID: w.signIn(t, "alice").Session.ID}
	health := func() core.Health {
		outcome, err := core.CheckSession(w.ctx, w.host, id)
		require.NoError(t, err)
		return outcome.Health
	}
	assert.Equal(t, core.HealthGood, health())
	w.server.Fail("/api/v1/accounts", practice.Status500HTML, 1)
	assert.Equal(t, core.HealthServerDown, health())
	w.server.RevokeTokens()
	assert.Equal(t, core.HealthRevoked, health())
	for text, want := range map[string]core.Health{
		"Your login is missing a confirmed e-mail address": core.HealthUnconfirmed,
		"Your login is currently pending approval":         core.HealthPending,
		"Your login is currently disabled":                 core.HealthDisabled,
		"This action is outside the authorized scopes":     core.HealthGood,
	} {
		assert.Equal(t, want, core.HealthOf(&core.Error{Kind: core.ErrAPI, Code: "forbidden", Status: 403, Description: text}).Health, text)
	}
}

// duringVerify is a Transport on which something happens while the server is asked who it is.
type duringVerify struct {
	core.Transport
	happens func()
}

func (d duringVerify) Do(ctx core.Context, request core.Request) (*core.Response, error) {
	response, err := d.Transport.Do(ctx, request)
	if strings.HasSuffix(request.URL, "/verify_credentials") {
		d.happens()
	}
	return response, err
}

func TestATokenThatWasReplacedMeanwhileIsNoEnd(t *testing.T) {
	w := newWorld(t, practice.Options{})
	id := w.signIn(t, "alice").Session.ID
	for name, happens := range map[string]func(){
		"signed in anew": func() { w.signIn(t, "alice") },
		"signed out":     func() { require.NoError(t, w.store.Delete(w.ctx, "mastoauth:session:"+id)) },
	} {
		w.signIn(t, "alice")
		w.server.RevokeTokens()
		host := w.host
		host.Transport = duringVerify{w.host.Transport, happens}
		health, err := core.CheckSession(w.ctx, host, core.SessionOptions{ID: id})
		require.NoError(t, err)
		assert.Equal(t, core.HealthGood, health.Health, name)
	}
}

func TestALateReturn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, practice.Options{})
		callback := w.approve(t, w.beginSignIn(t, nil).URL)
		time.Sleep(16 * time.Minute)
		_, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
		assert.Equal(t, "state_expired", core.AsError(err).Code)
	})
}

func TestSignInWhoseRecordIsLost(t *testing.T) {
	w := newWorld(t, practice.Options{})
	start := w.beginSignIn(t, nil)
	assert.Regexp(t, `^mastoauth-[\w-]{32}$`, start.State, "a page must know its own answers without the record")
	callback := w.approve(t, start.URL)
	require.NoError(t, w.host.Storage.Delete(w.ctx, "mastoauth:pending:"+start.State))
	_, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
	assert.Equal(t, "state_mismatch", core.AsError(err).Code)
}

func TestSignInWhereTheStoreLetsNobodyIn(t *testing.T) {
	w := newWorld(t, practice.Options{})
	w.host.Storage = blockedStore{w.store}
	_, err := core.BeginSignIn(w.ctx, w.host, core.BeginSignInOptions{Server: "practice.example", ClientName: "Test app", RedirectURI: redirectURI})
	assert.Equal(t, "storage_blocked", core.AsError(err).Code)
}

// A server may say anything about an account: what pages identify people by, and what they link to, is checked.
func TestWhatAServerSaysAboutAnAccount(t *testing.T) {
	for name, test := range map[string]struct{ account, code, handle, url string }{
		"a name on another server": {`{"id":"1","username":"eve","acct":"Gargron@mastodon.example","url":"https://practice.example/@eve"}`, "", "eve@practice.example", "https://practice.example/@eve"},
		"a script for an address":  {`{"id":"1","username":"eve","url":"javascript:alert(1)","avatar":"javascript:alert(1)"}`, "", "eve@practice.example", ""},
		"nobody":                   {`{"hello":1}`, "answer_unexpected", "", ""},
		"an id that is two":        {`{"id":"1 https://victim.example#9","username":"eve"}`, "answer_unexpected", "", ""},
		"an id of an object":       {`{"id":{"a":1},"username":"eve"}`, "answer_unexpected", "", ""},
		"a name with a server":     {`{"id":"1","username":"Gargron@mastodon.example"}`, "answer_unexpected", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, practice.Options{})
			callback := w.approve(t, w.beginSignIn(t, nil).URL)
			inner := w.host.Transport
			w.host.Transport = answering{inner, "/api/v1/accounts/verify_credentials", jsonAnswer(200, test.account)}
			done, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
			if test.code != "" {
				assert.Equal(t, test.code, core.AsError(err).Code)
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

func TestAnAnswerOfAnotherAccountCostsItNothing(t *testing.T) {
	w := newWorld(t, practice.Options{})
	bob := w.signIn(t, "bob").Session
	alice := w.signIn(t, "alice").Session
	start := w.beginSignIn(t, func(o *core.BeginSignInOptions) { o.Session = alice.ID })
	callback, err := w.server.Person().Approve(w.ctx, start.URL, "bob")
	require.NoError(t, err)
	_, err = core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
	assert.Equal(t, "account_mismatch", core.AsError(err).Code)
	for _, session := range []core.Session{alice, bob} {
		health, err := core.CheckSession(w.ctx, w.host, core.SessionOptions{ID: session.ID})
		require.NoError(t, err)
		assert.Equal(t, core.HealthGood, health.Health, session.ID)
	}
}

func TestAClientFollowsItsLogin(t *testing.T) {
	w := newWorld(t, practice.Options{Quirks: practice.Quirks{NewTokens: true}})
	session := w.signIn(t, "alice").Session
	held := w.client(t, core.Options{AccessTokenKey: "mastoauth:session:" + session.ID})
	_, err := held.Preferences(w.ctx)
	require.NoError(t, err)
	again := w.signIn(t, "alice").Session // the token from before is revoked
	require.Equal(t, session.ID, again.ID)
	_, err = held.Preferences(w.ctx)
	require.NoError(t, err, "it takes the token that the login has by now")

	held = w.client(t, core.Options{AccessTokenKey: "mastoauth:session:" + session.ID})
	w.signIn(t, "alice")
	now, err := w.host.Storage.Get(w.ctx, "mastoauth:session:"+session.ID)
	require.NoError(t, err)
	_, err = held.RevokeAccessToken(w.ctx)
	require.NoError(t, err)
	left := w.client(t, core.Options{APIBaseURL: w.base, AccessToken: now.Text("access_token")})
	_, err = left.Preferences(w.ctx)
	assert.Equal(t, "unauthorized", core.AsError(err).Code, "the token that the login had is revoked, not the one before")
}
