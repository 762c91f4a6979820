package practice_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mastoauth/mastoauth/core/practice"
)

// Where the link in a letter leads, by the redirect URIs of the app. It works once; then a page says where it led.
func TestConfirmationLeads(t *testing.T) {
	for redirects, want := range map[string]string{
		callback: callback, callback + "\nhttps://app.example/2": callback, outOfBand: outOfBand,
		callback + " " + outOfBand: callback + " " + outOfBand, // which leads nowhere
	} {
		w := newWorld(t, practice.Options{})
		w.register(redirects, "write").signUp()
		link := "GET " + w.ConfirmationLink(w.URL(), "newbie")[len(w.URL()):]
		b := &browser{w: w}
		got := b.send(link)
		assert.Equal(t, 302, got.status)
		assert.Equal(t, want, got.header.Get("Location"))
		assert.Empty(t, w.ConfirmationLink(w.URL(), "newbie"))
		again := b.send(link)
		assert.Equal(t, 200, again.status)
		assert.Contains(t, again.body, "You should have been redirected to the Practice test app.")
	}
}

// The same link without the parameter stays at the server, and in a browser where somebody else is signed in it confirms nothing.
func TestConfirmationInBrowsers(t *testing.T) {
	w := newWorld(t, practice.Options{})
	a := w.register(callback, "read write")
	token := a.signUp().text("access_token")
	link := "GET " + w.ConfirmationLink(w.URL(), "newbie")[len(w.URL()):]

	alice := &browser{w: w}
	alice.signIn("alice@practice.example", "practice-alice")
	assert.Equal(t, w.URL()+"/", alice.send(link).header.Get("Location"))
	assert.Equal(t, "false", w.get("/api/v1/emails/check_confirmation", token).body)

	own := &browser{w: w}
	authorize := a.authorizeURL("scope", "read")
	own.send("GET " + authorize[len(w.URL()):])
	assert.Equal(t, authorize, own.signIn("newbie@example.org", "correct horse").header.Get("Location"))
	assert.Equal(t, w.URL()+"/auth/setup", own.send("GET "+authorize[len(w.URL()):]).header.Get("Location"))
	assert.Contains(t, own.send("GET /auth/setup").body, "Click the link we sent to newbie@example.org")
	bare := "GET /auth/confirmation?confirmation_token=" + link[len("GET /auth/confirmation?confirmation_token="):len(link)-len("&redirect_to_app=true")]
	assert.Equal(t, w.URL()+"/web/start", own.send(bare).header.Get("Location"))
	assert.Equal(t, 200, own.send("GET /web/start").status)
	assert.Equal(t, authorize, own.send("GET /auth/sign_in").header.Get("Location"), "the wish still waits")
	assert.Contains(t, own.send("GET "+authorize[len(w.URL()):]).body, ">Autorisieren</button>", "she signed up in German")
}
