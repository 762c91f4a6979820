// Addresses of profiles and posts that are not Mastodon's, and servers in a folder.

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

// site is a web server with servers in some of its folders. Everything else there is answer.
type site struct {
	folders []string
	other   answer
	asked   int
}

func (s *site) Do(ctx core.Context, request core.Request) (*core.Response, error) {
	s.asked++
	play := s.other
	for _, folder := range s.folders {
		if strings.HasPrefix(request.URL, "https://blog.example"+folder+"/api/v2/instance") {
			play = jsonAnswer(200, `{"domain":"blog.example","version":"WordPress/6.1.9, EMA/1.6.1"}`)
		}
	}
	return (&script{answers: []answer{play}}).Do(ctx, request)
}

func TestAddressesOfPagesOnAServer(t *testing.T) {
	others := map[string]answer{
		"pages of a theme": {status: 404, body: "<html>not found"}, "pages that no other page may read": unreachable,
		"JSON": jsonAnswer(404, `{"code":"rest_no_route"}`), "a page for every address": {status: 200, body: "<html>hello"},
	}
	for kind, other := range others {
		for typed, folder := range map[string]string{
			"https://blog.example/author/alice/":                   "",
			"https://blog.example/2026/11/a-post/":                 "",
			"https://blog.example/2026/11/29/a-post/?replytocom=5": "",
			"https://blog.example/accounts":                        "",
			"https://blog.example/accounts/alice#posts":            "",
			"blog.example/author/alice":                            "",
			"https://blog.example/a/b/c/d/e/f/g":                   "",
			"https://blog.example/social":                          "/social",
			"https://blog.example/social/author/alice/":            "/social",
			"https://blog.example/social/2026/11/a-post/":          "/social",
			"https://blog.example/people/social/author/alice":      "/people/social",
		} {
			server := &site{folders: []string{folder}, other: other}
			host := native.Host(native.NewMemStore())
			host.Transport = server
			found, err := core.FindServer(t.Context(), host, core.FindServerOptions{Server: typed})
			require.NoError(t, err, "%s, %s", typed, kind)
			assert.Equal(t, "https://blog.example"+folder, found.BaseURL, typed)
			assert.Equal(t, "blog.example", found.Domain)
			assert.LessOrEqual(t, server.asked, 10, typed)
		}
	}
	// The nearest server is meant.
	host := native.Host(native.NewMemStore())
	host.Transport = &site{folders: []string{"", "/social"}, other: others["JSON"]}
	found, err := core.FindServer(t.Context(), host, core.FindServerOptions{Server: "https://blog.example/social/author/alice"})
	require.NoError(t, err)
	assert.Equal(t, "https://blog.example/social", found.BaseURL)
}

func TestErrorsOfPagesOnAServer(t *testing.T) {
	for name, test := range map[string]struct {
		answers byPath
		code    string
	}{
		"no server":             {byPath{"https://blog.example": {status: 404, body: "<html>"}}, "server_not_mastodon"},
		"nobody there":          {byPath{}, "server_not_found"},
		"maintenance":           {byPath{"https://blog.example": {status: 503, body: "<html>Briefly unavailable for scheduled maintenance."}}, "server_down"},
		"maintenance of a part": {byPath{"https://blog.example/author": {status: 404, body: "<html>"}, "https://blog.example/api": {status: 503, body: "<html>"}}, "server_down"},
		"maintenance below":     {byPath{"https://blog.example/author": {status: 503, body: "<html>"}, "https://blog.example/api": {status: 404, body: "<html>"}}, "server_down"},
		"a firewall":            {byPath{"https://blog.example/api": {status: 403, body: "<html>"}}, "server_blocked"},
		"maintenance in JSON":   {byPath{"https://blog.example": jsonAnswer(503, `{"error":"maintenance"}`)}, "server_down"},
	} {
		host := native.Host(native.NewMemStore())
		host.Transport = test.answers
		_, err := core.FindServer(t.Context(), host, core.FindServerOptions{Server: "https://blog.example/author/alice/"})
		require.Error(t, err, name)
		assert.Equal(t, test.code, string(core.AsError(err).Code), name)
		assert.NotContains(t, core.AsError(err).Message, "alice", "it is about the server")
	}
	_, err := core.New(context.Background(), native.Host(native.NewMemStore()), core.Options{APIBaseURL: "https://blog.example/social"})
	require.NoError(t, err, "an option is taken as it is")
}

func TestAVersionWithoutText(t *testing.T) {
	for document, found := range map[string]bool{
		`{"domain":"server.example","version":""}`: true, `{"uri":"server.example","version":"","title":"x"}`: true,
		`{"domain":"server.example"}`: false, `{"version":""}`: false,
	} {
		host := native.Host(native.NewMemStore())
		host.Transport = &script{answers: []answer{jsonAnswer(200, document)}}
		server, err := core.FindServer(t.Context(), host, core.FindServerOptions{Server: "server.example"})
		assert.Equal(t, found, err == nil, document)
		if found {
			assert.Empty(t, server.Version)
			assert.Empty(t, server.Software)
		}
	}
}

// A server in a folder goes through the life of a login. Hollo cannot be installed so.
func TestALoginInAFolder(t *testing.T) {
	for _, flavour := range practice.Flavours() {
		if flavour == "hollo" {
			continue
		}
		t.Run(flavour, func(t *testing.T) {
			options, _ := practice.Flavour(flavour)
			options.Folder = "/people/social"
			w := newWorld(t, options)
			w.host.Transport = w.throughCORS()
			start := w.beginSignIn(t, func(o *core.BeginSignInOptions) {
				o.Server, o.Scopes = "https://practice.example/people/social/author/alice", []string{"read", "write"}
			})
			assert.Equal(t, "https://practice.example/people/social", start.Server.BaseURL)
			require.True(t, strings.HasPrefix(start.URL, start.Server.BaseURL+"/oauth/authorize?"), start.URL)
			callback := w.approve(t, start.URL)
			done, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
			require.NoError(t, err)
			assert.Equal(t, "alice@practice.example", done.Session.Account.Handle)
			assert.Equal(t, start.Server.BaseURL, done.Session.Server)
			client := w.client(t, core.Options{AccessTokenKey: sessionKey(done.Session.ID)})
			_, err = client.Toot(w.ctx, core.TootOptions{Status: "howdy universe!"})
			require.NoError(t, err)
			answer, err := client.Request(w.ctx, core.RequestOptions{Path: "/api/v1/accounts/verify_credentials"})
			require.NoError(t, err)
			assert.Equal(t, "alice", answer.Data.Text("username"))
			list, err := core.Sessions(w.ctx, w.host, core.SessionsOptions{Server: start.Server.BaseURL})
			require.NoError(t, err)
			assert.Len(t, list.Sessions, 1)
			_, err = core.SignOut(w.ctx, w.host, core.SessionOptions{ID: done.Session.ID})
			require.NoError(t, err)
		})
	}
}
