package core_test

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

// What goes wrong half-way, in this tab, in another one, in the store or at the server.

func (w *world) complete(t *testing.T, person string, change func(*core.BeginSignInOptions)) (core.SignIn, error) {
	t.Helper()
	callback, err := w.server.Person().Approve(w.ctx, w.beginSignIn(t, change).URL, person)
	require.NoError(t, err)
	return core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
}

// tokens counts those that were given to people, and those that were to be revoked.
func (w *world) tokens() (given, revoked int) {
	for _, line := range w.server.Log() {
		if strings.Contains(line, "grant_type=authorization_code") {
			given++
		}
		if strings.HasPrefix(line, "POST /oauth/revoke") {
			revoked++
		}
	}
	return given, revoked
}

func (w *world) healthOf(t *testing.T, id string) core.Health {
	t.Helper()
	outcome, err := core.CheckSession(w.ctx, w.host, core.SessionOptions{ID: id})
	require.NoError(t, err)
	return outcome.Health
}

func sessionKey(id string) string { return "mastoauth:session:" + id }

func TestASignInThatIsCalledOffAfterItsCode(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, practice.Options{})
		callback := w.approve(t, w.beginSignIn(t, nil).URL)
		w.server.Fail("/api/v1/accounts/verify_credentials", practice.Hang, 1)
		ctx, cancel := context.WithCancel(w.ctx)
		time.AfterFunc(time.Second, cancel)
		begun := time.Now()
		_, err := core.CompleteSignIn(ctx, w.host, core.CompleteSignInOptions{URL: callback})
		assert.Equal(t, "aborted", core.AsError(err).Code)
		assert.Equal(t, time.Second, time.Since(begun))
		synctest.Wait()
		_, revoked := w.tokens()
		assert.Equal(t, 1, revoked)
		_, err = core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
		assert.Equal(t, "state_used", core.AsError(err).Code, "it is over")
		assert.Empty(t, w.sessions(t).Sessions)
	})
}

// lateStore is that of a tab which is late to see what another one stored.
type lateStore struct {
	core.Storage
	before core.Document
	late   int
}

func (s *lateStore) Get(ctx core.Context, key string) (core.Document, error) {
	if strings.HasPrefix(key, "mastoauth:pending:") && s.late > 0 {
		s.late--
		return s.before, nil
	}
	return s.Storage.Get(ctx, key)
}

func TestATabThatIsLateToSeeThatAnotherCompletedTheLogin(t *testing.T) {
	w := newWorld(t, practice.Options{})
	callback := w.approve(t, w.beginSignIn(t, nil).URL)
	before, err := w.host.Storage.Get(w.ctx, "mastoauth:pending:"+w.states(t)[0])
	require.NoError(t, err)
	done, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
	require.NoError(t, err)

	other := w.host
	other.Storage = &lateStore{w.host.Storage, before, 3}
	again, err := core.CompleteSignIn(w.ctx, other, core.CompleteSignInOptions{URL: callback})
	require.NoError(t, err)
	assert.Equal(t, core.SignIn{Session: done.Session, Replayed: true}, again)
	assert.Equal(t, core.HealthGood, w.healthOf(t, done.Session.ID))
}

func TestAServerThatFailsAfterTheCodeIsAskedAgain(t *testing.T) {
	for name, fault := range map[string]practice.Fault{
		"an error": practice.Status500HTML, "a pause": practice.TooManyRequests(time.Now().Add(10 * time.Minute)), "no answer": practice.CloseConnection,
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, practice.Options{})
			callback := w.approve(t, w.beginSignIn(t, nil).URL)
			w.server.Fail("/api/v1/accounts/verify_credentials", fault, 1)
			begun := time.Now()
			_, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
			require.Error(t, err)
			assert.Less(t, time.Since(begun), time.Minute, "nobody waits for the end of a pause")
			done, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
			require.NoError(t, err)
			assert.Equal(t, "/drafts#3", done.ReturnTo)
			given, revoked := w.tokens()
			assert.Equal(t, []int{1, 0}, []int{given, revoked}, "with the token that the code was exchanged for")
			record, err := w.host.Storage.Get(w.ctx, "mastoauth:pending:"+w.states(t)[0])
			require.NoError(t, err)
			assert.Empty(t, record.Text("access_token"), "which is in the session only, then")
		})
	}
}

func (w *world) states(t *testing.T) (states []string) {
	keys, err := w.host.Storage.Keys(w.ctx, "mastoauth:pending:")
	require.NoError(t, err)
	for _, key := range keys {
		states = append(states, strings.TrimPrefix(key, "mastoauth:pending:"))
	}
	return states
}

// dying is a page that is gone when the code is on its way.
type dying struct{ core.Transport }

func (d dying) Do(ctx core.Context, request core.Request) (*core.Response, error) {
	if strings.HasSuffix(request.URL, "/oauth/token") {
		panic("the page is gone")
	}
	return d.Transport.Do(ctx, request)
}

func TestAPageThatDiesWithTheCodeOnItsWay(t *testing.T) {
	w := newWorld(t, practice.Options{})
	callback := w.approve(t, w.beginSignIn(t, nil).URL)
	page := w.host
	page.Transport = dying{w.host.Transport}
	assert.Panics(t, func() {
		_, _ = core.CompleteSignIn(w.ctx, page, core.CompleteSignInOptions{URL: callback})
	})
	_, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
	require.NoError(t, err)
}

func TestAnAccountThatIsNotLetInYet(t *testing.T) {
	for text, code := range map[string]string{
		"Your login is missing a confirmed e-mail address": "account_pending",
		"Your login is currently pending approval":         "account_pending",
		"Your login is currently disabled":                 "forbidden",
	} {
		w := newWorld(t, practice.Options{})
		w.host.Transport = answering{w.host.Transport, "/api/v1/accounts/verify_credentials", jsonAnswer(403, `{"error":"`+text+`"}`)}
		_, err := w.complete(t, "alice", nil)
		assert.Equal(t, code, core.AsError(err).Code, text)
		_, revoked := w.tokens()
		assert.Equal(t, 1, revoked, "its token is of no use")
	}
}

func TestAnOddAnswerCostsNoSession(t *testing.T) {
	w := newWorld(t, practice.Options{})
	id := w.signIn(t, "alice").Session.ID
	healthy := w.host.Transport
	w.host.Transport = answering{healthy, "/api/v1/accounts/verify_credentials", jsonAnswer(200, `{"hello":1}`)}
	_, err := w.complete(t, "alice", nil) // Mastodon gives the same token
	require.Error(t, err)
	w.host.Transport = healthy
	assert.Equal(t, core.HealthGood, w.healthOf(t, id))
}

func TestScopesWithoutTheOneToSeeWhoItIs(t *testing.T) {
	w := newWorld(t, practice.Options{})
	done, err := w.complete(t, "alice", func(o *core.BeginSignInOptions) { o.Scopes = []string{"write:statuses"} })
	require.NoError(t, err)
	assert.Equal(t, []string{"write:statuses", "read:accounts"}, done.Session.Scopes)
}

func TestScopesThatTheServerDoesNotKnow(t *testing.T) {
	for _, flavour := range []string{"mastodon-4.2", "pixelfed"} {
		w := newFlavour(t, flavour)
		done, err := w.complete(t, "alice", nil)
		require.NoError(t, err)
		_, err = core.BeginSignIn(w.ctx, w.host, core.BeginSignInOptions{
			Server: w.base, ClientName: "Test app", RedirectURI: redirectURI, Scopes: []string{"read", "profile"}, Session: done.Session.ID,
		})
		assert.Equal(t, "invalid_scope", core.AsError(err).Code, "%s: nobody is sent there each time anew", flavour)
	}
}

func TestPixelfedIsAskedForScopesThatItKnows(t *testing.T) {
	w := newWorld(t, practice.Options{})
	w.host.Transport = answering{w.host.Transport, "/api/v2/instance", jsonAnswer(200, `{"domain":"practice.example","version":"3.5.3 (compatible; Pixelfed 0.12.6)"}`)}
	start := w.beginSignIn(t, func(o *core.BeginSignInOptions) { o.Scopes = []string{"read:accounts", "write:statuses"} })
	assert.Contains(t, start.URL, "&scope=read+write&")
}

// interrupted does something else before the lock of that name is taken, once.
type interrupted struct {
	core.Locker
	name string
	do   func()
}

func (i *interrupted) Lock(ctx core.Context, name string, f func(core.Context) error) error {
	if do := i.do; name == i.name && do != nil {
		i.do = nil
		do()
	}
	return f(ctx)
}

func TestASignOutSparesTheSignInOfAnotherTab(t *testing.T) {
	w := newWorld(t, practice.Options{Quirks: practice.Quirks{NewTokens: true}})
	session := w.signIn(t, "alice").Session
	callback, err := w.server.Person().Approve(w.ctx, w.beginSignIn(t, nil).URL, "alice")
	require.NoError(t, err)
	tab, lock := w.host, "mastoauth:refresh:"+session.Server+":"+sessionKey(session.ID)
	again := func() {
		_, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
		require.NoError(t, err)
	}
	// Once to revoke, and once to forget: the other tab is between the two.
	tab.Locker = &interrupted{w.host.Locker, lock, func() { tab.Locker.(*interrupted).do = again }}
	_, err = core.SignOut(w.ctx, tab, core.SessionOptions{ID: session.ID})
	require.NoError(t, err)
	require.Len(t, w.sessions(t).Sessions, 1)
	assert.Equal(t, core.HealthGood, w.healthOf(t, session.ID))
}

func TestAUseOfWhatIsSignedOutMeanwhile(t *testing.T) {
	w := newWorld(t, practice.Options{})
	bob, alice := w.signIn(t, "bob").Session, w.signIn(t, "alice").Session
	tab := w.host
	tab.Locker = &interrupted{w.host.Locker, "mastoauth:sessions", func() {
		_, err := core.SignOut(w.ctx, w.host, core.SessionOptions{ID: alice.ID})
		require.NoError(t, err)
	}}
	_, err := core.UseSession(w.ctx, tab, core.SessionOptions{ID: alice.ID})
	require.NoError(t, err)
	assert.Equal(t, bob.ID, w.sessions(t).Current)
}

// forgetful does not answer for one key, once.
type forgetful struct {
	core.Storage
	key     string
	failure error
}

func (f *forgetful) Get(ctx core.Context, key string) (core.Document, error) {
	if failure := f.failure; key == f.key && failure != nil {
		f.failure = nil
		return nil, failure
	}
	return f.Storage.Get(ctx, key)
}

func TestASignOutWhoseStoreDoesNotAnswer(t *testing.T) {
	for name, failure := range map[string]error{
		"blocked": &core.Error{Kind: core.ErrMastodon, Code: "storage_blocked"}, "called off": context.Canceled, "garbage": core.Corrupt("x"),
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, practice.Options{})
			id := w.signIn(t, "alice").Session.ID
			w.host.Storage = &forgetful{w.store, sessionKey(id), failure}
			outcome, err := core.SignOut(w.ctx, w.host, core.SessionOptions{ID: id})
			if name != "garbage" {
				require.Error(t, err)
				assert.Len(t, w.sessions(t).Sessions, 1, "it can be tried again")
				return
			}
			require.NoError(t, err)
			assert.Equal(t, core.SignOutOutcome{AuthorizedAppsURL: w.base + "/oauth/authorized_applications"}, outcome)
		})
	}
}

func TestASignOutDoesNotWaitForTheServersPause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, practice.Options{Quirks: practice.Quirks{NoRevoke: true}})
		id := w.signIn(t, "alice").Session.ID
		w.server.Fail("/api/v1/preferences", practice.TooManyRequests(time.Now().Add(10*time.Minute)), 1)
		_, err := w.client(t, core.Options{AccessTokenKey: sessionKey(id), RatelimitMethod: core.RatelimitThrow}).Preferences(w.ctx)
		require.Error(t, err)
		begun := time.Now()
		outcome, err := core.SignOut(w.ctx, w.host, core.SessionOptions{ID: id})
		require.NoError(t, err)
		assert.NotEmpty(t, outcome.AuthorizedAppsURL)
		assert.Less(t, time.Since(begun), time.Minute)
	})
}

func TestADamagedIndexLosesNobody(t *testing.T) {
	w := newWorld(t, practice.Options{})
	w.signIn(t, "alice")
	w.host.Storage = &forgetful{w.store, "mastoauth:sessions", core.Corrupt("x")}
	assert.Len(t, w.sessions(t).Sessions, 1)
	callback, err := w.server.Person().Approve(w.ctx, w.beginSignIn(t, nil).URL, "bob")
	require.NoError(t, err)
	w.host.Storage = &forgetful{w.store, "mastoauth:sessions", core.Corrupt("x")}
	_, err = core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
	require.NoError(t, err)
	assert.Len(t, w.sessions(t).Sessions, 2)
}

func TestARefusalOfARenewalEndsTheSession(t *testing.T) {
	for name, refusal := range map[string]answer{
		"Pleroma's prose": jsonAnswer(400, `{"error":"Invalid credentials"}`), "an app that was forgotten": jsonAnswer(401, `{"error":"invalid_client"}`),
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client, _, _ := expiring(t, refusal)
				time.Sleep(2 * time.Hour)
				_, err := client.Preferences(context.Background())
				assert.Equal(t, "session_expired", core.AsError(err).Code)
				assert.Equal(t, core.HealthRevoked, core.HealthOf(err).Health)
			})
		})
	}
}

func TestAClientTakesOverTheAppOfItsNewToken(t *testing.T) {
	w := newWorld(t, practice.Options{})
	session := w.signIn(t, "alice").Session
	held := w.client(t, core.Options{AccessTokenKey: sessionKey(session.ID)})
	_, err := w.complete(t, "alice", func(o *core.BeginSignInOptions) { o.Scopes, o.Session = []string{"read", "write"}, session.ID })
	require.NoError(t, err) // which is of another app
	outcome, err := held.RevokeAccessToken(w.ctx)
	require.NoError(t, err)
	assert.True(t, outcome.Confirmed)
}

func TestPleromaAfterASignOutThatItDidNotHear(t *testing.T) {
	for _, flavour := range []string{"pleroma", "akkoma"} {
		w := newFlavour(t, flavour)
		person := w.server.Person()
		for range 3 {
			callback, err := person.Approve(w.ctx, w.beginSignIn(t, nil).URL, "alice")
			require.NoError(t, err)
			done, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
			require.NoError(t, err, flavour)
			w.server.Fail("/oauth/revoke", practice.Status500HTML, 1)
			_, err = core.SignOut(w.ctx, w.host, core.SessionOptions{ID: done.Session.ID})
			require.NoError(t, err)
		}
	}
}

func TestPleromaThatForgotTheApp(t *testing.T) {
	w := newFlavour(t, "pleroma")
	w.beginSignIn(t, nil)
	before := len(w.server.Log())
	w.server.ForgetApps()
	w.host.Transport = answering{w.host.Transport, "/oauth/token", jsonAnswer(400, `{"error":"Invalid credentials"}`)}
	w.beginSignIn(t, nil)
	assert.Contains(t, strings.Join(w.server.Log()[before:], "\n"), "POST /api/v1/apps")
}

func TestARefusalThatIsOpenedAgain(t *testing.T) {
	w := newWorld(t, practice.Options{})
	callback, err := w.server.Person().Deny(w.ctx, w.beginSignIn(t, nil).URL, "alice")
	require.NoError(t, err)
	for _, code := range []string{"access_denied", "state_used"} {
		_, err = core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
		assert.Equal(t, code, core.AsError(err).Code)
	}
	callback, err = w.server.Person().Deny(w.ctx, w.beginSignIn(t, nil).URL, "alice")
	require.NoError(t, err)
	w.store.fail = "mastoauth:"
	_, err = core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
	assert.Equal(t, "access_denied", core.AsError(err).Code, "a store that fails changes nothing about it")
}

func TestHalfOfALongSecretIsASecretToo(t *testing.T) {
	secret := strings.Repeat("abcdefghij", 100)
	client, _ := scripted(t, core.Options{ClientID: "id-1", ClientSecret: "secret-1", AccessToken: secret}, jsonAnswer(403, `{"error":"`+secret+` is no good"}`))
	_, err := client.Preferences(context.Background())
	assert.Equal(t, "[hidden] is no good", core.AsError(err).Description)
}
