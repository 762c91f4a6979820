package core_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

// german is a Transport of somebody whose browser speaks German: Mastodon translates most of its texts.
type german struct{ core.Transport }

func (g german) Do(ctx core.Context, request core.Request) (*core.Response, error) {
	request.Header = append(core.Fields{{Name: "Accept-Language", Value: "de"}}, request.Header...)
	return g.Transport.Do(ctx, request)
}

// The practice server of all these tests really speaks German. If it did not, they would prove less.
func TestTheTestsRunWithGermanAnswers(t *testing.T) {
	w := newWorld(t, practice.Options{})
	session := w.signIn(t, "alice").Session
	w.server.RevokeTokens()
	_, err := w.client(t, core.Options{AccessTokenKey: sessionKey(session.ID)}).Preferences(w.ctx)
	assert.Equal(t, "Der Zugriffstoken wurde widerrufen", core.AsError(err).Description)
	assert.Equal(t, core.CodeUnauthorized, core.AsError(err).Code)
	outcome, err := core.CheckSession(w.ctx, w.host, core.SessionOptions{ID: session.ID})
	require.NoError(t, err)
	assert.Equal(t, core.SessionHealth{Health: core.HealthRevoked, Description: "Der Zugriffstoken wurde widerrufen"}, outcome)
}
