package practice_test

import (
	"context"
	"net/url"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core/practice"
)

func TestApproveAndDeny(t *testing.T) {
	w := newWorld(t, practice.Options{})
	a := w.register(callback+"?x=1", "read")
	denied, err := w.person.Deny(t.Context(), a.authorizeURL("state", "st&ate=é/1"), "alice")
	require.NoError(t, err)
	assert.Equal(t, callback+"?x=1&error=access_denied&error_description=The+resource+owner+or+authorization+server+denied+the+request.&state=st%26ate%3D%C3%A9%2F1", denied)

	approved, err := w.person.Approve(t.Context(), a.authorizeURL("state", "st&ate=é/1"), "alice")
	require.NoError(t, err)
	assert.Regexp(t, `^https://app\.example/callback\?x=1&code=[A-Za-z0-9_-]{43}&state=st%26ate%3D%C3%A9%2F1$`, approved)
}

func TestPersonSignsInOnce(t *testing.T) {
	w := newWorld(t, practice.Options{})
	a := w.register(callback, "read")
	a.approved("alice")
	a.approved("alice", "force_login", "true")
	a.approved("bob")
	signIns := 0
	for _, line := range w.Log() {
		if len(line) > 18 && line[:18] == "POST /auth/sign_in" {
			signIns++
		}
	}
	assert.Equal(t, 2, signIns, "alice and bob, each in a browser of their own")
}

func TestPersonMeetsProblems(t *testing.T) {
	w := newWorld(t, practice.Options{})
	a := w.register(callback, "read")
	cases := map[string]struct{ address, name, want string }{
		"unknown app":    {a.authorizeURL("client_id", "nobody"), "alice", "error page (status 401): "},
		"bad scope":      {a.authorizeURL("scope", "write"), "alice", "The requested scope is invalid, unknown, or malformed."},
		"unknown person": {a.authorizeURL(), "mallory", "cannot sign in"},
		"other server":   {"https://elsewhere.example/oauth/authorize", "alice", "no such host"},
		"no address":     {"https://a b", "alice", "cannot open"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, err := w.person.Approve(t.Context(), c.address, c.name)
			assert.ErrorContains(t, err, c.want)
		})
	}
}

func TestPersonWaitsNoLongerThanAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, practice.Options{})
		w.Fail("/oauth/authorize", practice.Hang, 1)
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		_, err := w.person.Approve(ctx, w.register(callback, "read").authorizeURL(), "alice")
		assert.ErrorIs(t, err, context.DeadlineExceeded)
	})
}

func TestOutOfBand(t *testing.T) {
	w := newWorld(t, practice.Options{})
	a := w.register(outOfBand, "read")
	address, err := w.person.Approve(t.Context(), a.authorizeURL(), "alice")
	require.NoError(t, err)
	shown, err := url.Parse(address)
	require.NoError(t, err)
	assert.Equal(t, w.URL()+"/oauth/authorize/native", shown.Scheme+"://"+shown.Host+shown.Path)
	b := &browser{w: w}
	assert.Equal(t, w.URL()+"/auth/sign_in", b.send("GET "+shown.RequestURI()).header.Get("Location"), "to nobody who is not signed in")
	b.signIn("alice@practice.example", "practice-alice")
	page := b.send("GET " + shown.RequestURI()).body
	assert.Contains(t, page, "Copy this authorization code and paste it to the application.")
	assert.Contains(t, page, ` readonly value="`+shown.Query().Get("code")+`"`)
	assert.Equal(t, 200, a.exchange(shown.Query().Get("code")).status)
}
