package core_test

import (
	"strings"
	"testing"

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
	for text, want := range map[string]core.Health{
		"Your login is missing a confirmed e-mail address": core.HealthUnconfirmed,
		"Your login is currently pending approval":         core.HealthPending,
		"Your login is currently disabled":                 core.HealthDisabled,
		"This action is outside the authorized scopes":     core.HealthGood,
	} {
		assert.Equal(t, want, core.HealthOf(&core.Error{Kind: core.ErrAPI, Code: "forbidden", Status: 403, Description: text}).Health, text)
	}
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
	assert.Equal(t, "account_mismatch", core.AsError(err).Code)
	for _, session := range []core.Session{alice, bob} {
		health, err := core.CheckSession(w.ctx, w.host, core.SessionOptions{ID: session.ID})
		require.NoError(t, err)
		assert.Equal(t, core.HealthGood, health.Health, session.ID)
	}
}
