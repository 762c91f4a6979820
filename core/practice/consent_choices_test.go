package practice_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// consents counts how often a person agreed.
func (w *world) consents() (count int) {
	for _, line := range w.Log() {
		if strings.HasPrefix(line, "POST /oauth/") && !strings.HasPrefix(line, "POST /oauth/token") {
			count++
		}
	}
	return count
}

// Which servers ask again, ask for the password again, and give another token at the second login. How a refusal and an
// out-of-band login end there.
func TestConsentByFlavour(t *testing.T) {
	const refused = "error=access_denied&error_description="
	cases := map[string]struct {
		consents, signIns int
		sameToken         bool
		denied, shown     string // the starts of addresses; an empty one is no redirect
	}{
		"mastodon-4.6":  {1, 1, true, callback + "?" + refused, "/oauth/authorize/native?code="},
		"gotosocial":    {2, 2, false, "", "/oauth/oob?code="},
		"hollo":         {2, 1, false, callback + "?" + refused, "/oauth/authorize?code="},
		"wordpress-ema": {2, 1, false, callback + "?" + refused + "Access%20denied!%20Permission%20not%20granted.&state=state-1", "/oauth/authorize?code="},
		"snac":          {2, 2, false, "", "/oauth/x-snac-login?code="},
		"pleroma":       {1, 1, false, callback + "?" + refused, "/oauth/authorize/native?code="},
		"sharkey":       {1, 1, false, "", ""},
	}
	for flavour, c := range cases {
		t.Run(flavour, func(t *testing.T) {
			w := newFlavour(t, flavour)
			a := w.register(callback, "read")
			first := a.logIn("alice")
			if flavour != "sharkey" { // where an app is for one login
				query := a.approved("alice")
				second := query.Get("access_token") // Pleroma
				if query.Has("code") {
					second = a.exchange(query.Get("code")).text("access_token")
				}
				assert.Equal(t, c.sameToken || flavour == "pleroma", first == second)
			}
			assert.Equal(t, c.consents, w.consents())
			signIns := 0
			for _, line := range w.Log() {
				if strings.HasPrefix(line, "POST ") && strings.Contains(line, "user%5Bpassword%5D") {
					signIns++
				}
			}
			assert.Equal(t, c.signIns, signIns)

			address, err := w.person.Deny(t.Context(), w.register(callback, "read").authorizeURL(), "bob")
			assert.Equal(t, c.denied == "", err != nil, "an address only where a refusal leads to one")
			assert.True(t, strings.HasPrefix(address, c.denied), address)
			assert.Equal(t, flavour != "hollo" && c.denied != "", strings.Contains(address, "state=state-1"))
			if c.shown == "" {
				return
			}
			byHand := w.register(outOfBand, "read")
			for range 2 {
				address, err = w.person.Approve(t.Context(), byHand.authorizeURL(), "alice")
				require.NoError(t, err)
				assert.True(t, strings.HasPrefix(address, w.URL()+c.shown), address)
				shown, err := url.Parse(address)
				require.NoError(t, err)
				assert.Equal(t, 200, byHand.exchange(shown.Query().Get("code")).status, "also at the second login")
			}
		})
	}
}

// On Hollo, one person signs in and chooses one of their accounts.
func TestOneLogin(t *testing.T) {
	w := newFlavour(t, "hollo")
	b := &browser{w: w}
	a := w.register(callback, "read")
	b.signIn("alice@practice.example", "practice-alice")
	page := b.send("GET " + strings.TrimPrefix(a.authorizeURL(), w.URL()))
	bob := w.get("/api/v1/accounts/lookup?acct=bob", "").text("id")
	assert.Contains(t, page.body, `<input type="radio" name="account_id" value="`+bob+`"> @bob`)
	got := b.send("POST /oauth/authorize", "authenticity_token", b.csrf, "account_id", bob, "response_type", "code", "client_id", a.id,
		"redirect_uri", callback, "scope", "read")
	back, err := url.Parse(got.header.Get("Location"))
	require.NoError(t, err)
	owner := a.exchange(back.Query().Get("code")).text("access_token")
	assert.Equal(t, "bob", w.get("/api/v1/accounts/verify_credentials", owner).text("username"))
}

// Where a faulty authorization request ends: on the server, at the app, before the sign-in or after it.
func TestAuthorizationFaults(t *testing.T) {
	type fault struct {
		change   []string
		stranger string // for somebody who is not signed in: the status, and the start of Location or the error
		agreed   string // the end, for a person who signs in and agrees: the start of the address, or a part of the error
	}
	const back = callback + "?error="
	for flavour, faults := range map[string][]fault{
		"gotosocial": {
			{[]string{"client_id", "nope"}, "303 /auth/sign_in", "status 500"},
			{[]string{"scope", "read push"}, "303 /auth/sign_in", back + "invalid_scope"},
			{[]string{"redirect_uri", "https://evil.example/"}, "303 /auth/sign_in", "https://evil.example/?error=server_error"},
			{[]string{"redirect_uri", ""}, "400", "status 400"},
			{[]string{"scope", "read:accounts"}, "303 /auth/sign_in", callback + "?code="},
			{[]string{"redirect_uri", callback + "?x=1"}, "303 /auth/sign_in", callback + "?error=server_error"},
		},
		"hollo": {
			{[]string{"client_id", "nope"}, "302 /login?next=", `{"error":"invalid_client_id"}`},
			{[]string{"scope", "read push"}, "302 /login?next=", `{"error":"invalid_scope"}`},
			{[]string{"redirect_uri", "https://evil.example/"}, "302 /login?next=", `{"error":"invalid_redirect_uri"}`},
			{[]string{"response_type", "token"}, "400", "ZodError"},
		},
		"wordpress-ema": {
			{[]string{"client_id", "nope"}, "400 invalid_client", "The client id supplied is invalid"},
			{[]string{"client_id", ""}, "400 invalid_client", "No client id supplied"},
			{[]string{"redirect_uri", "https://evil.example/"}, "400 redirect_uri_mismatch", "redirect_uri_mismatch"},
			{[]string{"scope", "read push"}, "302 invalid_scope " + back + "invalid_scope&error_description=An+unsupported+scope+was+requested&state=state-1", back + "invalid_scope"},
			{[]string{"response_type", "token"}, "302 unsupported_response_type " + back + "unsupported_response_type", back + "unsupported_response_type"},
			{[]string{"scope", "read:accounts"}, "302 /wp-login.php?action=enable-mastodon-apps-authenticate&client_id=", callback + "?code="},
			{[]string{"redirect_uri", ""}, "302 /wp-login.php?action", callback + "?code="},
		},
		"snac": {
			{[]string{"client_id", "nope"}, "400", "status 400"},
			{[]string{"scope", "read push"}, "200", callback + "?code="},
			{[]string{"redirect_uri", "https://evil.example/"}, "200", "https://evil.example/?code="},
		},
	} {
		for _, f := range faults {
			t.Run(flavour+" "+strings.Join(f.change, "="), func(t *testing.T) {
				w := newFlavour(t, flavour)
				address := w.register(callback, "read").authorizeURL(f.change...)
				got := w.ask("GET "+strings.TrimPrefix(address, w.URL()), "", "Accept", "text/html")
				seen := strings.TrimSpace(got.brief() + " " + strings.TrimPrefix(got.header.Get("Location"), w.URL()))
				assert.True(t, strings.HasPrefix(seen, f.stranger), seen)
				end, err := w.person.Approve(t.Context(), address, "alice")
				if err != nil {
					assert.ErrorContains(t, err, f.agreed)
					return
				}
				assert.True(t, strings.HasPrefix(end, f.agreed), end)
			})
		}
	}
}

// GoToSocial sorts the query of the callback, so that the app's own parameters may come last.
func TestSortedCallback(t *testing.T) {
	w := newFlavour(t, "gotosocial")
	address, err := w.person.Approve(t.Context(), w.register(callback+"?x=1", "read").authorizeURL("state", "a/b"), "alice")
	require.NoError(t, err)
	assert.Regexp(t, `^https://app\.example/callback\?code=[^&]+&state=a%2Fb&x=1$`, address)
}
