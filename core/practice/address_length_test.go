package practice_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mastoauth/mastoauth/core/practice"
)

// The stages in which a long authorize address breaks, with eight parameters and nobody signed in, as seen in Chromium 156.
func TestLongAuthorizeAddress(t *testing.T) {
	for length, want := range map[int]string{
		1500: "authorized", 1840: "authorized",
		1880: "422 at Authorize", 1920: "422 at Authorize",
		1960: "422 at the sign-in",
		2000: "the home page", 2060: "the home page",
		2140: "500", 10257: "500",
		10258: "400", 12000: "400",
	} {
		t.Run(fmt.Sprint(length), func(t *testing.T) {
			assert.Equal(t, want, lengthEnds(newWorld(t, practice.Options{}), length))
			if length < 10258 {
				assert.Equal(t, "authorized", lengthEnds(newFlavour(t, "pleroma"), length), "other software keeps it elsewhere")
			}
		})
	}
}

// lengthEnds tells how a login ends whose authorize address has this length, of path and query.
func lengthEnds(w *world, length int) string {
	a, b := w.register(callback, "read"), &browser{w: w}
	path := strings.TrimPrefix(a.authorizeURL("code_challenge", challenge, "code_challenge_method", "S256", "force_login", "true"), w.URL())
	path += strings.Repeat("s", length-len(path)) // the last parameter is the state
	fields := []string{"response_type", "code", "client_id", a.id, "redirect_uri", callback, "scope", "read"}

	got := b.send("GET " + path)
	if got.status != 302 {
		return fmt.Sprint(got.status)
	}
	if got = b.signIn("alice@practice.example", "practice-alice"); got.status == 422 {
		return "422 at the sign-in"
	}
	if got.header.Get("Location") == w.URL()+"/" {
		return "the home page"
	}
	b.send("GET " + strings.TrimPrefix(got.header.Get("Location"), w.URL()))
	if got = b.send("POST /oauth/authorize", append(fields, "authenticity_token", b.csrf)...); got.status == 422 {
		return "422 at Authorize"
	}
	if strings.HasPrefix(got.header.Get("Location"), callback+"?code=") {
		return "authorized"
	}
	return got.brief()
}
