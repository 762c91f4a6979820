// Sign-ins that fail halfway: in this tab, in another tab, in the store or at the server.

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

func (w *world) complete(t *testing.T, person string, change func(*core.BeginSignInOptions)) (core.SignIn, error) {
	t.Helper()
	callback, err := w.server.Person().Approve(w.ctx, w.beginSignIn(t, change).URL, person)
	require.NoError(t, err)
	return core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
}

// tokens counts the tokens that were issued to people, and the requests to revoke one.
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
		assert.Equal(t, core.CodeAborted, core.AsError(err).Code)
		assert.Equal(t, time.Second, time.Since(begun))
		synctest.Wait()
		_, revoked := w.tokens()
		assert.Equal(t, 1, revoked)
		_, err = core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
		assert.Equal(t, core.CodeStateUsed, core.AsError(err).Code, "it is over")
		assert.Empty(t, w.sessions(t).Sessions)
	})
}

// lateStore is the store of a tab that sees late what another tab stored.
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

// dying is a page that is closed while the code is being exchanged.
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
		assert.Equal(t, code, string(core.AsError(err).Code), text)
		assert.Equal(t, barred[text].health, core.AsError(err).Health, text)
		_, revoked := w.tokens()
		assert.Equal(t, 1, revoked, "its token is of no use")
	}
}

func TestAnOddAnswerCostsNoSession(t *testing.T) {
	w := newWorld(t, practice.Options{})
	id := w.signIn(t, "alice").Session.ID
	healthy := w.host.Transport
	w.host.Transport = answering{healthy, "/api/v1/accounts/verify_credentials", jsonAnswer(200, `{"hello":1}`)}
	_, err := w.complete(t, "alice", nil) // Mastodon returns the same token
	require.Error(t, err)
	w.host.Transport = healthy
	assert.Equal(t, core.HealthGood, w.healthOf(t, id))
}

func TestARefusalThatIsOpenedAgain(t *testing.T) {
	w := newWorld(t, practice.Options{})
	callback, err := w.server.Person().Deny(w.ctx, w.beginSignIn(t, nil).URL, "alice")
	require.NoError(t, err)
	for _, code := range []string{"access_denied", "state_used"} {
		_, err = core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
		assert.Equal(t, code, string(core.AsError(err).Code))
	}
	callback, err = w.server.Person().Deny(w.ctx, w.beginSignIn(t, nil).URL, "alice")
	require.NoError(t, err)
	w.store.fail = "mastoauth:"
	_, err = core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
	assert.Equal(t, core.CodeAccessDenied, core.AsError(err).Code, "a store that fails changes nothing about it")
}

// An error names the option as the function has it that was called.
func TestAnErrorNamesTheOptionOfItsFunction(t *testing.T) {
	w := newWorld(t, practice.Options{})
	for option, change := range map[string]func(*core.BeginSignInOptions){
		"redirectUri": func(o *core.BeginSignInOptions) { o.RedirectURI = "/cb" },
		"server":      func(o *core.BeginSignInOptions) { o.Server = " " },
		"clientName":  func(o *core.BeginSignInOptions) { o.ClientName = "" },
	} {
		options := core.BeginSignInOptions{Server: w.base, ClientName: "A test", RedirectURI: "https://page.example/"}
		change(&options)
		_, err := core.BeginSignIn(w.ctx, w.host, options)
		assert.Equal(t, core.GoName(option), strings.Split(core.AsError(err).Message, ":")[0])
	}
	_, err := core.FindServer(w.ctx, w.host, core.FindServerOptions{})
	assert.Equal(t, core.GoName("server")+": no server was given.", core.AsError(err).Message)
}
