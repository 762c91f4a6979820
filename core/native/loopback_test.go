//go:build !js

package native_test

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/practice"
)

// What is no answer to the login that waits changes nothing, and is told nothing.
func TestRequestsOfStrangersChangeNothing(t *testing.T) {
	d := newDesk(t, practice.Options{})
	o := d.options()
	o.Open = func(address string) error {
		parsed, _ := url.Parse(address)
		state, here := parsed.Query().Get("state"), redirectOf(t, address)
		front := here[:strings.LastIndex(here, "/")]
		right := "?code=a&state=" + state
		for _, c := range []struct {
			what, method, address, host string
			status                      int
		}{
			{"the front page", "GET", front + "/", "", 404},
			{"a favicon", "GET", front + "/favicon.ico", "", 404},
			{"another path", "GET", front + "/callback" + right, "", 404},
			{"a longer path", "GET", here + "/" + right, "", 404},
			{"no parameters", "GET", here, "", 400},
			{"no state", "GET", here + "?code=a", "", 400},
			{"another state", "GET", here + "?code=a&state=" + strings.ToLower(state) + "x", "", 400},
			{"a refusal of another login", "GET", here + "?error=access_denied&state=other", "", 400},
			{"a state in the fragment only", "GET", here + "?code=a#state=" + state, "", 400},
			{"a form", "POST", here + right, "", 405},
			{"a preflight", "OPTIONS", here + right, "", 405},
			{"a HEAD", "HEAD", here + right, "", 405},
			{"a name that leads here", "GET", here + right, "evil.example:" + parsed.Port(), 421},
			{"localhost", "GET", here + right, strings.Replace(strings.TrimPrefix(front, "http://"), "127.0.0.1", "localhost", 1), 421},
			{"no port", "GET", here + right, "127.0.0.1", 421},
		} {
			status, page, header := d.send(c.method, c.address, c.host)
			assert.Equal(t, c.status, status, c.what)
			assert.NotContains(t, page, state, c.what)
			assert.NotContains(t, page, strings.TrimPrefix(here, front+"/"), c.what)
			assert.Empty(t, header.Get("Access-Control-Allow-Origin"), c.what)
			if c.method != "HEAD" {
				assert.Contains(t, page, "Nothing waits for this page", c.what)
			}
		}
		d.browse(d.approve(address))
		return nil
	}
	client, err := d.logIn(o)
	require.NoError(t, err)
	assert.Equal(t, "alice", d.who(client))
}

func TestARefusalIsToldToBoth(t *testing.T) {
	for _, flavour := range []string{"mastodon-4.7", "hollo", "pixelfed", "wordpress-ema"} {
		t.Run(flavour, func(t *testing.T) {
			options, _ := practice.Flavour(flavour)
			d := newDesk(t, options)
			var page string
			o := d.options()
			o.Open = func(address string) error {
				back, err := d.server.Person().Deny(t.Context(), address, "alice")
				assert.NoError(t, err)
				_, page, _ = d.browse(back)
				return nil
			}
			client, err := d.logIn(o)
			assert.Nil(t, client)
			assert.ErrorIs(t, err, core.CodeAccessDenied)
			assert.Contains(t, page, "You are not logged in")
			assert.Contains(t, page, "You did not agree")

			_, err = d.logIn(d.options())
			assert.NoError(t, err, "the next time, they agree")
		})
	}
}

// Each answer that carries the state ends the login, with core's own checks.
func TestAnswersThatAreRefused(t *testing.T) {
	for query, code := range map[string]core.Code{
		"&code=wrong":                        core.CodeInvalidGrant,
		"&code=a&code=b":                     core.CodeDuplicateParameter,
		"&access_token=abc":                  core.CodeTokenInCallback,
		"&code=a&iss=https://evil.example":   core.CodeIssuerMismatch,
		"&code=":                             core.CodeCodeMissing,
		"&error=invalid_scope":               core.CodeInvalidScope,
		"&error=a<b>&error_description=<i>c": core.CodeAuthorizationRefused,
	} {
		t.Run(query, func(t *testing.T) {
			d := newDesk(t, practice.Options{})
			var page string
			o := d.options()
			o.Open = func(address string) error {
				parsed, _ := url.Parse(address)
				_, page, _ = d.browse(redirectOf(t, address) + "?state=" + parsed.Query().Get("state") + query)
				return nil
			}
			_, err := d.logIn(o)
			assert.ErrorIs(t, err, code)
			assert.Contains(t, page, "The login did not work")
			assert.NotContains(t, page, "<i>")
			assert.NotContains(t, page, "<b>")
		})
	}
}

// The server may break down at each request. The error and the page say so, and the next call works.
func TestAServerThatBreaksDown(t *testing.T) {
	for _, path := range []string{"/api/v2/instance", "/api/v1/apps", "/oauth/token", "/api/v1/accounts/verify_credentials"} {
		d := newDesk(t, practice.Options{})
		d.broken = path
		var page string
		o := d.options()
		o.Open = func(address string) error {
			_, page, _ = d.browse(d.approve(address))
			return nil
		}
		_, err := d.logIn(o)
		require.ErrorIs(t, err, core.ErrNetwork, path)
		if page != "" {
			assert.Contains(t, page, "The login did not work", path)
			assert.Contains(t, page, "nothing answers at practice.example.", path)
		}
		d.broken = ""
		client, err := d.logIn(d.options())
		require.NoError(t, err, path)
		assert.Equal(t, "alice", d.who(client))
	}
}

func TestThePageRunsNothingThatOthersWrote(t *testing.T) {
	d := newDesk(t, practice.Options{})
	o := d.options()
	o.ClientName = `</title><script>alert("bot")</script>`
	var page string
	var header http.Header
	o.Open = func(address string) error {
		_, page, header = d.browse(d.approve(address))
		return nil
	}
	_, err := d.logIn(o)
	require.NoError(t, err)
	assert.NotContains(t, page, "<script>alert")
	assert.Contains(t, page, "&lt;script&gt;alert")
	assert.Equal(t, "text/html; charset=utf-8", header.Get("Content-Type"))
	assert.Equal(t, "no-store", header.Get("Cache-Control"))
	assert.Equal(t, "no-referrer", header.Get("Referrer-Policy"))
	assert.Equal(t, "nosniff", header.Get("X-Content-Type-Options"))
	policy := header.Get("Content-Security-Policy")
	assert.Regexp(t, `^default-src 'none'; style-src 'sha256-\S+'; script-src 'sha256-\S+'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$`, policy)
	// The policy allows what is in the page, and nothing else is in it.
	inline := regexp.MustCompile(`<(?:script|style)>([^<]*)</`).FindAllStringSubmatch(page, -1)
	require.Len(t, inline, 2)
	for _, part := range inline {
		assert.Contains(t, policy, native.HashOf(part[1]))
	}
}

func TestASecondLoginWhileTheFirstWindowIsOpen(t *testing.T) {
	d := newDesk(t, practice.Options{})
	o := d.options()
	first, second := make(chan string, 1), make(chan string, 1)
	o.Open = func(address string) error { first <- address; return nil }
	ended := make(chan error, 1)
	go func() {
		_, err := native.LogIn(t.Context(), o)
		ended <- err
	}()
	one := <-first
	o.Open = func(address string) error { second <- address; return nil }
	go func() {
		_, err := native.LogIn(t.Context(), o)
		ended <- err
	}()
	other := <-second
	assert.NotEqual(t, redirectOf(t, one), redirectOf(t, other), "each has a port of its own")
	for _, address := range []string{other, one} { // the later one first
		_, page, _ := d.browse(d.approve(address))
		assert.Contains(t, page, "You are logged in")
		assert.NoError(t, <-ended)
	}
	list, err := core.Sessions(t.Context(), d.host, core.SessionsOptions{})
	require.NoError(t, err)
	assert.Len(t, list.Sessions, 1)
}

// The window of a login that was given up comes back to the next one, at the same port.
func TestTheWindowOfAnEarlierLogin(t *testing.T) {
	d := newDesk(t, practice.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	left := make(chan string, 1)
	o := d.options()
	o.Open = func(address string) error { left <- address; cancel(); return nil }
	_, err := native.LogIn(ctx, o)
	assert.ErrorIs(t, err, core.CodeAborted)
	assert.ErrorIs(t, err, context.Canceled)

	o.Open = func(address string) error {
		earlier := <-left
		assert.Equal(t, redirectOf(t, earlier), redirectOf(t, address))
		status, page, _ := d.browse(d.approve(earlier))
		assert.Equal(t, 400, status)
		assert.Contains(t, page, "A login goes on in the window that was opened last.")
		d.browse(d.approve(address))
		return nil
	}
	_, err = d.logIn(o)
	assert.NoError(t, err)
	assert.Len(t, d.registrations(), 1)
}

// A page may be loaded twice, by a browser that fetches ahead. Both see how it ended.
func TestAnAnswerThatComesTwice(t *testing.T) {
	d := newDesk(t, practice.Options{})
	o := d.options()
	pages := make(chan string, 2)
	o.Open = func(address string) error {
		back := d.approve(address)
		for range 2 {
			go func() {
				response, err := http.Get(back)
				if err != nil { // the login had ended, and its port is closed
					pages <- "closed"
					return
				}
				_ = response.Body.Close()
				pages <- response.Status
			}()
		}
		return nil
	}
	_, err := d.logIn(o)
	require.NoError(t, err)
	assert.Contains(t, []string{<-pages, <-pages}, "200 OK")
}

// unreadable is a store that does not read the kept addresses for a while.
type unreadable struct {
	core.Storage
	failure error
}

func (u *unreadable) Get(ctx core.Context, key string) (core.Document, error) {
	if strings.HasPrefix(key, "mastoauth:loopback:") && u.failure != nil {
		return nil, u.failure
	}
	return u.Storage.Get(ctx, key)
}

// A store that fails for a moment costs no address: another one would have to be registered at each server.
func TestKeptAddressesThatCannotBeRead(t *testing.T) {
	for name, c := range map[string]struct {
		failure error
		code    core.Code
		apps    int
	}{
		"blocked": {&core.Error{Kind: core.ErrMastodon, Code: core.CodeStorageBlocked, Message: "the store does not answer."}, core.CodeStorageBlocked, 1},
		"damaged": {core.Corrupt("mastoauth:loopback:My bot"), "", 2},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, practice.Options{})
			store := &unreadable{Storage: d.host.Storage}
			o := d.options()
			o.Host.Storage, o.ForceLogin = store, true
			_, err := d.logIn(o)
			require.NoError(t, err)
			store.failure = c.failure
			_, err = d.logIn(o)
			if c.code != "" {
				require.ErrorIs(t, err, c.code)
				store.failure = nil
				_, err = d.logIn(o)
			}
			require.NoError(t, err)
			assert.Len(t, d.registrations(), c.apps)
		})
	}
}
