package core_test

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/practice"
)

// What people paste from the address bar, and the server that they mean.
func TestPastedAddresses(t *testing.T) {
	for _, page := range []string{
		"", "/", "/@alice", "/@alice/", "/@alice/117699148910553142", "/@alice/117699148910553142/embed", "/@alice@elsewhere.example",
		"/@alice@elsewhere.example/117699148910553142", "/@alice/tagged/cats", "/@alice/with_replies", "/users/alice", "/users/alice/statuses/1", "/ap/users/117699148910553142",
		"/ap/users/117699148910553142/statuses/117699565325445785", "/ap/users/117699148910553142/statuses/117699565325445785/activity",
		"/tags/welcome", "/explore/tags", "/home", "/public/local", "/deck/@alice/1", "/web/@alice", "/web/statuses/1", "/notifications", "/settings/profile",
		"/auth/sign_in", "/auth/edit", "/oauth/authorized_applications", "/about", "/privacy-policy", "/terms-of-service/2026-01-01", "/invite/abcdefgh", "/share?text=x",
		"/authorize_interaction?uri=https://elsewhere.example/@bob", "/statuses/1", "/collections/1", "/links/x", "/profile/edit", "/search?q=%40alice%40elsewhere.example",
		"/redirect/accounts/1", "/system/accounts/avatars/1.png", "/api/v2/instance", "/.well-known/webfinger?resource=acct:alice@elsewhere.example", "/home#top",
	} {
		for _, scheme := range []string{"https://", "", "HTTPS://", "http://", "HTTP://"} {
			for _, origin := range []string{"social.example", "social.example:8443"} {
				host := native.Host(native.NewMemStore())
				asked := &recording{Transport: byPath{"https://" + origin + "/api/v2/instance": jsonAnswer(200, `{"domain":"`+origin+`","version":"4.6.5"}`)}}
				host.Transport = asked
				typed := scheme + origin + page
				server, err := core.FindServer(context.Background(), host, core.FindServerOptions{Server: typed})
				require.NoError(t, err, typed)
				assert.Equal(t, "https://"+origin, server.BaseURL, typed)
				assert.Equal(t, []string{"https://" + origin + "/api/v2/instance"}, asked.urls, typed)
			}
		}
	}
}

// recording is a Transport that notes the addresses of its requests.
type recording struct {
	core.Transport
	urls []string
}

func (r *recording) Do(ctx core.Context, request core.Request) (*core.Response, error) {
	r.urls = append(r.urls, request.URL)
	return r.Transport.Do(ctx, request)
}

func TestPlainHTTPIsNeverSent(t *testing.T) {
	w := newWorld(t, practice.Options{})
	asked := &recording{Transport: w.host.Transport}
	w.host.Transport = asked
	start := w.beginSignIn(t, func(o *core.BeginSignInOptions) { o.Server = "http://practice.example:80/@alice" })
	assert.Equal(t, w.base, start.Server.BaseURL)
	for _, url := range append(asked.urls, start.URL) {
		assert.True(t, strings.HasPrefix(url, "https://practice.example/"), url)
	}
	for option, call := range map[string]func() error{
		"apiBaseUrl of a client": func() error {
			_, err := core.New(w.ctx, w.host, core.Options{APIBaseURL: "http://practice.example"})
			return err
		},
		"apiBaseUrl of createApp": func() error {
			_, err := core.CreateApp(w.ctx, w.host, core.CreateAppOptions{ClientName: "x", APIBaseURL: "http://practice.example"})
			return err
		},
	} {
		assert.Equal(t, core.CodeServerInsecure, core.AsError(call()).Code, option)
	}
}

// What stands around an address that people paste, and how they misspell its scheme.
func TestWhatStandsAroundAPastedAddress(t *testing.T) {
	addresses := []string{
		"social.example", "https://social.example", "https://social.example/@alice", "social.example/@alice", "@alice@social.example", "https:/social.example/@alice", "https//social.example/@alice",
		"https:social.example", "http:/social.example/@alice", "http//social.example", "HTTPS:/social.example", "@alice@https://social.example", "@alice@HTTP://social.example/@alice",
		"web+ap://social.example/@alice", "web+mastodon://social.example", "alice@social.example", "acct:alice@social.example",
		"https:////social.example/@alice", "https://social.example/@alice/117699148910553142", "https://social.example/tags/caf%C3%A9",
	}
	frames := []string{
		"%", "<%>", "(%)", "%,", "%.", "%;", "%!", "%?", "\"%\"", "'%'", "“%”", "„%“", "«%»", "‘%’", "「%」", "`%`", " % ", "(%).", "<%>,", "“%”.", "‹%›", "‚%‘", "\u2028%\u2029", "\u200b%\u200b", "%\n",
	}
	for _, address := range addresses {
		for _, frame := range frames {
			assertFinds(t, strings.ReplaceAll(frame, "%", address))
		}
	}
	for _, typed := range []string{
		"Alice (@alice@social.example)", "Alice <@alice@social.example>", "Alice A. (https://social.example/@alice)", "[Alice](https://social.example/@alice)",
		"Follow me: https://social.example/@alice!", "“Alice” @alice@social.example", "https://social.example/@alice https://elsewhere.example/@bob", "social.example/@alice 🐘", "alice @ social.example",
		"Alice|@alice@social.example", "Alice @ work (@alice@social.example)",
	} {
		assertFinds(t, typed)
	}
}

func assertFinds(t *testing.T, typed string) {
	t.Helper()
	host := native.Host(native.NewMemStore())
	asked := &recording{Transport: byPath{"https://social.example/api/v2/instance": jsonAnswer(200, `{"domain":"social.example","version":"4.6.5"}`)}}
	host.Transport = asked
	server, err := core.FindServer(context.Background(), host, core.FindServerOptions{Server: typed})
	require.NoError(t, err, typed)
	assert.Equal(t, "https://social.example", server.BaseURL, typed)
	assert.Equal(t, []string{"https://social.example/api/v2/instance"}, asked.urls, typed)
}

// The options of a program are addresses, and are read strictly. What is none stays refused for people too.
func TestOptionsAreNotMended(t *testing.T) {
	for _, typed := range []string{"<https://social.example>", "https:/social.example", "https//social.example", "@alice@https://social.example", "Alice (@alice@social.example)", "web+ap://social.example"} {
		_, err := core.ParseAddress(native.URLs{}, typed)
		assert.ErrorIs(t, err, core.ErrIllegalArgument, typed)
	}
	for _, typed := range []string{"ftp://social.example", "javascript:alert(1)//social.example", "https://me:pw@social.example", "file:///x", "<>", "()", "https://", "https:", "My server is social.example", "@alice"} {
		host := scriptHost(jsonAnswer(200, `{"domain":"social.example","version":"4.6.5"}`))
		_, err := core.FindServer(context.Background(), host, core.FindServerOptions{Server: typed})
		assert.ErrorIs(t, err, core.ErrIllegalArgument, typed)
		assert.Empty(t, host.Transport.(*script).requests, typed)
	}
	for typed, base := range map[string]string{"[::1]:3000": "http://[::1]:3000", "<http://localhost:3000>": "http://localhost:3000", "http:/localhost:3000/@a": "http://localhost:3000", "httpbin.example": "https://httpbin.example", "https.example": "https://https.example"} {
		host := scriptHost(jsonAnswer(200, `{"domain":"social.example","version":"4.6.5"}`))
		server, err := core.FindServer(context.Background(), host, core.FindServerOptions{Server: typed})
		require.NoError(t, err, typed)
		assert.Equal(t, base, server.BaseURL, typed)
	}
}
