package core_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

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
}

// A token that the server does not accept any more may only have run out. It is renewed, if the server lets it.
func TestACheckRenewsATokenThatIsRefused(t *testing.T) {
	w := newWorld(t, practice.Options{Quirks: practice.Quirks{ExpiresIn: time.Hour, RefreshTokens: true}})
	id := w.signIn(t, "alice").Session.ID
	token := func() string { return core.Fields(w.fields(t, sessionKey(id))).Get("access_token") }
	check := func() core.Health {
		outcome, err := core.CheckSession(w.ctx, w.host, core.SessionOptions{ID: id})
		require.NoError(t, err)
		return outcome.Health
	}
	before := token()
	w.server.Fail("/api/v1/accounts", practice.Reply("a", 401, "application/json", `{"error":"The access token expired"}`), 1)
	assert.Equal(t, core.HealthGood, check())
	renewed := token()
	assert.NotEqual(t, before, renewed)

	w.server.Fail("/api/v1/accounts", practice.Reply("a", 401, "application/json", `{"error":"The access token expired"}`), 1)
	w.server.Fail("/oauth/token", practice.Status500HTML, 1)
	assert.Equal(t, core.HealthServerDown, check(), "nobody knows")
	w.server.ForgetApps()
	assert.Equal(t, core.HealthRevoked, check())
	assert.Equal(t, renewed, token(), "the session stays")
}

// What the server said of a token stays with the session, for the pages that are opened later, until the token is another one or the server
// takes it again.
func TestARefusedTokenIsRemembered(t *testing.T) {
	refuse := func(w *world) {
		w.server.Fail("/api/v1/accounts", practice.Reply("a", 401, "application/json", `{"error":"The access token was revoked"}`), 1)
	}
	for name, test := range map[string]struct {
		happen func(*world)
		then   core.Health
		stored string
	}{
		"the server is down":          {func(w *world) { w.server.Fail("/api/v1/accounts", practice.Status500HTML, 1) }, core.HealthServerDown, "revoked"},
		"the server refuses it again": {refuse, core.HealthRevoked, "revoked"},
		"the server takes it again":   {func(*world) {}, core.HealthGood, ""},
		"somebody else signs in":      {func(w *world) { w.signIn(t, "bob"); refuse(w) }, core.HealthRevoked, "revoked"},
		"the person signs in again":   {func(w *world) { w.signIn(t, "alice"); w.server.Fail("/api/v1/accounts", practice.Status500HTML, 1) }, core.HealthServerDown, ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, practice.Options{})
			id := w.signIn(t, "alice").Session.ID
			stored := func() string { return w.fields(t, sessionKey(id)).Get("health") }
			assert.Equal(t, core.HealthGood, w.healthOf(t, id))
			assert.Empty(t, stored())
			refuse(w)
			assert.Equal(t, core.HealthRevoked, w.healthOf(t, id))
			assert.Equal(t, "revoked", stored())
			test.happen(w)
			assert.Equal(t, test.then, w.healthOf(t, id))
			assert.Equal(t, test.stored, stored())
		})
	}
}

// Mastodon's three texts for a barred account, and what each says about it: in an error, and as the health of the session.
var barred = map[string]struct {
	health core.Health
	page   string
}{
	"Your login is missing a confirmed e-mail address": {core.HealthUnconfirmed, "/auth/setup"},
	"Your login is currently pending approval":         {core.HealthPending, "/auth/edit"},
	"Your login is currently disabled":                 {core.HealthDisabled, "/auth/edit"},
}

func TestABarredAccount(t *testing.T) {
	for text, want := range barred {
		w := newWorld(t, practice.Options{})
		session := w.signIn(t, "alice").Session
		refusal := jsonAnswer(403, `{"error":"`+text+`"}`)
		w.host.Transport = answering{answering{w.host.Transport, "/api/v1/preferences", refusal}, "/api/v1/accounts/verify_credentials", refusal}
		_, err := w.client(t, core.Options{AccessTokenKey: sessionKey(session.ID)}).Preferences(w.ctx)
		known := core.AsError(err)
		assert.Equal(t, want.health, known.Health, text)
		assert.Equal(t, w.base+want.page, known.Page, text)
		assert.Equal(t, core.CodeForbidden, known.Code, text)
		outcome, err := core.CheckSession(w.ctx, w.host, core.SessionOptions{ID: session.ID})
		require.NoError(t, err)
		assert.Equal(t, core.SessionHealth{Health: want.health, Description: text, Page: w.base + want.page}, outcome)
		_, err = w.complete(t, "alice", nil)
		assert.Equal(t, want.health, core.AsError(err).Health, "a sign-in says it too")
	}
}

// Five causes have the same text (locked, suspended, moved, memorial, no two-factor sign-in), and a server may have more.
func TestNoSentenceNamesACauseThatNobodyKnows(t *testing.T) {
	for _, answer := range []answer{
		jsonAnswer(403, `{"error":"Your login is currently disabled"}`), jsonAnswer(403, `{"error":"This action is not allowed"}`),
		jsonAnswer(403, `{"error":"This feature is disabled for accounts with no confirmed e-mail, pending approval"}`), {status: 403},
	} {
		client, _ := scripted(t, core.Options{}, answer)
		_, err := client.Preferences(context.Background())
		for _, cause := range []string{"confirm", "approv", "suspend", "moved", "memorial", "two-factor", "locked", "staff", "frozen"} {
			assert.NotContains(t, strings.ToLower(core.AsError(err).Message+core.AsError(err).Hint), cause)
		}
	}
}

func TestOtherRefusalsBarNobody(t *testing.T) {
	for _, text := range []string{
		"This action is outside the authorized scopes", "Federation is disabled", "You need a confirmed e-mail address for this",
		"This post is pending approval", "Dein Konto ist deaktiviert",
	} {
		client, _ := scripted(t, core.Options{}, jsonAnswer(403, `{"error":"`+text+`"}`))
		_, err := client.Preferences(context.Background())
		assert.Empty(t, core.AsError(err).Health+core.Health(core.AsError(err).Page), text)
		assert.Equal(t, core.HealthGood, core.HealthOf(err).Health, text)
	}
}

// Only the API's own answer says that a token is good. Where something else answers, or the answer is no known one, the state is
// unknown.
func TestTheHealthThatARefusalTells(t *testing.T) {
	for name, test := range map[string]struct {
		answer answer
		health core.Health
	}{
		"a firewall's page": {answer{status: 403, body: "<html>Just a moment..."}, core.HealthServerDown},
		"an empty 403":      {answer{status: 403}, core.HealthServerDown},
		"a 403 in text":     {answer{status: 403, body: "text:Forbidden"}, core.HealthServerDown},
		"an empty object":   {jsonAnswer(403, `{}`), core.HealthServerDown},
		"400":               {jsonAnswer(400, `{"error":"x"}`), core.HealthServerDown},
		"404":               {answer{status: 404, body: "<html>"}, core.HealthServerDown},
		"a scope":           {jsonAnswer(403, `{"error":"insufficient_scope"}`), core.HealthGood},
		"WordPress, scope":  {jsonAnswer(401, `{"error":"insufficient-permissions"}`), core.HealthGood},
		"GoToSocial":        {jsonAnswer(403, `{"error":"Forbidden: token has insufficient scope permission"}`), core.HealthGood},
		"401 of a gateway":  {answer{status: 401, body: "<p>no"}, core.HealthServerDown},
		"401":               {answer{status: 401}, core.HealthRevoked},
		"Hollo":             {jsonAnswer(401, `{"error":"invalid_token"}`), core.HealthRevoked},
		"snac":              {answer{status: 422, body: "<p>no"}, core.HealthRevoked},
	} {
		host := scriptHost(test.answer)
		credentials := core.Fields{{"api_base_url", "https://server.example"}, {"client_id", "i"}, {"client_secret", "s"}, {"access_token", "t"}}
		require.NoError(t, host.Storage.Set(context.Background(), sessionKey("https://server.example#1"), credentials))
		health, err := core.CheckSession(context.Background(), host, core.SessionOptions{ID: "https://server.example#1"})
		require.NoError(t, err, name)
		assert.Equal(t, test.health, health.Health, name)

		newcomer := append(credentials, core.Field{"username", "u"}, core.Field{"domain", "server.example"})
		require.NoError(t, host.Storage.Set(context.Background(), "mastoauth:newcomer", newcomer))
		progress, err := core.CompleteSignUp(context.Background(), host, core.CompleteSignUpOptions{})
		if test.health == core.HealthRevoked {
			assert.Equal(t, core.ErrUnauthorized, core.AsError(err).Kind, name)
			continue
		}
		want := test.health
		if want == core.HealthGood {
			want = core.HealthDisabled // the account may not be used yet, for a reason that is not known
		}
		require.NotNil(t, progress.Newcomer, name)
		assert.Equal(t, want, progress.Newcomer.Health, name)
	}
}

// Mastodon answers a suspended person's token with 403, also after it was revoked.
func TestASignOutOfSomebodySuspended(t *testing.T) {
	w := newWorld(t, practice.Options{})
	session := w.signIn(t, "alice").Session
	w.server.RevokeTokens()
	w.host.Transport = answering{w.host.Transport, "/api/v1/accounts/verify_credentials", jsonAnswer(403, `{"error":"Your login is currently disabled"}`)}
	assert.Equal(t, core.HealthDisabled, w.healthOf(t, session.ID))
	outcome, err := core.SignOut(w.ctx, w.host, core.SessionOptions{ID: session.ID})
	require.NoError(t, err)
	assert.True(t, outcome.Confirmed, "the server answers the revocation as ever")
	assert.Empty(t, w.sessions(t).Sessions)
}

// duringVerify is a Transport that does something else during the request to verify_credentials.
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

func TestAnAnswerOfAnotherAccountCostsItNothing(t *testing.T) {
	w := newWorld(t, practice.Options{})
	bob := w.signIn(t, "bob").Session
	alice := w.signIn(t, "alice").Session
	start := w.beginSignIn(t, func(o *core.BeginSignInOptions) { o.Session = alice.ID })
	callback, err := w.server.Person().Approve(w.ctx, start.URL, "bob")
	require.NoError(t, err)
	_, err = core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
	assert.Equal(t, core.CodeAccountMismatch, core.AsError(err).Code)
	for _, session := range []core.Session{alice, bob} {
		health, err := core.CheckSession(w.ctx, w.host, core.SessionOptions{ID: session.ID})
		require.NoError(t, err)
		assert.Equal(t, core.HealthGood, health.Health, session.ID)
	}
}
