package core_test

import (
	"context"
	"maps"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/practice"
)

func TestFindServer(t *testing.T) {
	w := newWorld(t, practice.Options{})
	for _, typed := range []string{
		"practice.example", "https://practice.example/@alice", "@alice@practice.example", "alice@practice.example", " Practice.Example. ",
		"acct:alice@practice.example", "ACCT:alice@practice.example", "mailto:alice@practice.example", "alice@practice.example/",
		"@alice@practice.example,", "alice @practice.example", "@ alice@practice.example",
	} {
		server, err := core.FindServer(w.ctx, w.host, core.FindServerOptions{Server: typed})
		require.NoError(t, err, typed)
		assert.Equal(t, w.base, server.BaseURL)
		assert.Equal(t, "practice.example", server.Domain)
		assert.Equal(t, "mastodon", server.Software)
		assert.Equal(t, defaultVersion(), server.Version)
		assert.True(t, server.Registrations)
	}
}

// byPath is a Transport that responds by host and path.
type byPath map[string]answer

func (b byPath) Do(ctx core.Context, request core.Request) (*core.Response, error) {
	for path, play := range b {
		if len(request.URL) >= len(path) && request.URL[:len(path)] == path {
			return (&script{answers: []answer{play}}).Do(ctx, request)
		}
	}
	return (&script{answers: []answer{unreachable}}).Do(ctx, request)
}

func TestASplitDomain(t *testing.T) {
	instance := jsonAnswer(200, `{"domain":"example.org","version":"4.5.0","title":"Example","registrations":{"enabled":false}}`)
	for name, answers := range map[string]byPath{
		"by webfinger": {
			"https://example.org/.well-known/webfinger": jsonAnswer(200, `{"subject":"acct:alice@example.org","links":[{"rel":"self","href":"https://social.example.org/users/alice"}]}`),
			"https://social.example.org/api/v2":         instance,
		},
		"by host-meta": {
			"https://example.org/.well-known/host-meta.json": jsonAnswer(200, `{"links":[{"rel":"lrdd","template":"https://social.example.org/.well-known/webfinger?resource={uri}"}]}`),
			"https://social.example.org/api/v2":              instance,
		},
		"by host-meta in XML only": {
			"https://example.org/.well-known/host-meta.json": answer{status: 404, body: "<html>not found"},
			"https://example.org/.well-known/host-meta":      answer{status: 200, body: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<XRD xmlns=\"http://docs.oasis-open.org/ns/xri/xrd-1.0\">\n  <Link rel=\"lrdd\" template=\"https://social.example.org/.well-known/webfinger?resource={uri}\"/>\n</XRD>"},
			"https://social.example.org/api/v2":              instance,
		},
		"by host-meta in XML with other quotes": {
			"https://example.org/.well-known/host-meta": answer{status: 200, body: "<XRD><Link type='application/xrd+xml' template='https://social.example.org/wf?r={uri}' rel='lrdd'/></XRD>"},
			"https://social.example.org/api/v2":         instance,
		},
		"beside a website": {
			"https://example.org/api/":                  answer{status: 200, body: "<html>my blog"},
			"https://example.org/.well-known/webfinger": jsonAnswer(200, `{"links":[{"rel":"self","href":"https://social.example.org/actor"}]}`),
			"https://social.example.org/api/v2":         instance,
		},
		"an old server": {
			"https://example.org/.well-known/webfinger": jsonAnswer(200, `{"links":[{"rel":"self","href":"https://social.example.org/actor"}]}`),
			"https://social.example.org/api/v2":         {status: 404},
			"https://social.example.org/api/v1":         jsonAnswer(200, `{"uri":"example.org","version":"2.7.2 (compatible; Akkoma 3.1)","registrations":false}`),
		},
	} {
		t.Run(name, func(t *testing.T) {
			host := native.Host(native.NewMemStore())
			host.Transport = answers
			server, err := core.FindServer(context.Background(), host, core.FindServerOptions{Server: "@alice@example.org"})
			require.NoError(t, err)
			assert.Equal(t, "https://social.example.org", server.BaseURL)
			assert.Equal(t, "example.org", server.Domain)
			assert.False(t, server.Registrations)
		})
	}
}

func TestServersThatAreNotFound(t *testing.T) {
	page := answer{status: 200, body: "<html>"}
	for name, test := range map[string]struct {
		typed   string
		answers byPath
		code    string
	}{
		"nobody there":               {"example.org", byPath{}, "server_not_found"},
		"a website":                  {"example.org", byPath{"https://example.org": page}, "server_not_mastodon"},
		"other software":             {"example.org", byPath{"https://example.org/api": jsonAnswer(200, `{"name":"PeerTube"}`)}, "server_not_mastodon"},
		"a firewall":                 {"example.org", byPath{"https://example.org": {status: 403, body: "<html>Just a moment"}}, "server_blocked"},
		"a server at rest":           {"example.org", byPath{"https://example.org": {status: 502, body: "<html>"}}, "server_down"},
		"too many":                   {"example.org", byPath{"https://example.org": {status: 429}}, "rate_limited"},
		"offline":                    {"example.org", byPath{"https://example.org": {err: &core.Error{Kind: core.ErrNetwork, Code: "offline", Message: "x", Hint: "y"}}}, "offline"},
		"an e-mail":                  {"me@mail.example", byPath{}, "server_is_email"},
		"a handle":                   {"@me@mail.example", byPath{}, "server_not_found"},
		"an e-mail beside a website": {"me@mail.example", byPath{"https://mail.example": page}, "server_is_email"},
		"an e-mail, and trouble":     {"me@mail.example", byPath{"https://mail.example": {status: 502}}, "server_down"},
		"a trap on this computer": {"@me@example.org", byPath{
			"https://example.org/.well-known/webfinger": jsonAnswer(200, `{"links":[{"rel":"self","href":"http://localhost:631/x"}]}`),
			"http://localhost:631":                      jsonAnswer(200, `{"domain":"localhost","version":"4.5.0"}`),
		}, "server_not_found"},
		"a loopback trap": {"@me@example.org", byPath{"https://example.org/.well-known/webfinger": jsonAnswer(200, `{"links":[{"rel":"self","href":"http://192.168.0.1/x"}]}`)}, "server_not_found"},
		"nothing":         {"", byPath{}, "server_missing"},
		"no domain":       {"alice", byPath{}, "server_invalid"},
		"a locked door":   {"example.org", byPath{"https://example.org": {status: 401, body: "<html>Authorization required"}}, "server_not_mastodon"},
		"half an answer":  {"example.org", byPath{"https://example.org": jsonAnswer(200, `{"domain":"exa`)}, "server_down"},
	} {
		t.Run(name, func(t *testing.T) {
			host := native.Host(native.NewMemStore())
			host.Transport = test.answers
			_, err := core.FindServer(context.Background(), host, core.FindServerOptions{Server: test.typed})
			require.ErrorIs(t, err, core.ErrMastodon)
			assert.Equal(t, test.code, string(core.AsError(err).Code))
			assert.NotEmpty(t, core.AsError(err).Hint)
		})
	}
	host := native.Host(native.NewMemStore())
	host.Transport = byPath{"https://example.org": jsonAnswer(401, `{"error":"This method requires an authenticated user"}`)}
	server, err := core.FindServer(context.Background(), host, core.FindServerOptions{Server: "example.org"})
	require.NoError(t, err, "limited federation tells members only")
	assert.Equal(t, "https://example.org", server.BaseURL)
}

// elsewhere is a host name that redirects to another server. As in a browser, requests with a secret are not redirected.
type elsewhere struct {
	core.Transport
	from, to string
}

func (e elsewhere) Do(ctx core.Context, request core.Request) (*core.Response, error) {
	if rest, ok := strings.CutPrefix(request.URL, e.from); ok {
		if request.Method != "GET" || request.Header.Get("Authorization") != "" {
			return nil, unreachable.err
		}
		request.URL = e.to + rest
	}
	return e.Transport.Do(ctx, request)
}

func TestANameThatLeadsToAServer(t *testing.T) {
	w := newWorld(t, practice.Options{})
	w.host.Transport = elsewhere{w.host.Transport, "https://www.practice.example", "https://practice.example"}
	start := w.beginSignIn(t, func(o *core.BeginSignInOptions) { o.Server = "www.practice.example" })
	assert.Equal(t, "https://practice.example", start.Server.BaseURL)
}

func TestTheDomainOfAServerBelowAPath(t *testing.T) {
	host := native.Host(native.NewMemStore())
	host.Transport = byPath{"https://host.example/social/api/v2": jsonAnswer(200, `{"domain":"host.example","version":"4.5.0"}`)}
	server, err := core.FindServer(context.Background(), host, core.FindServerOptions{Server: "https://host.example/social"})
	require.NoError(t, err)
	assert.Equal(t, []string{"https://host.example/social", "host.example"}, []string{server.BaseURL, server.Domain})
}

func TestADomainThatAServerClaims(t *testing.T) {
	leads := jsonAnswer(200, `{"links":[{"rel":"self","href":"https://social.host.example/actor"}]}`)
	for name, test := range map[string]struct {
		claimed string
		answers byPath
		domain  string
	}{
		"its own":                              {"social.host.example", nil, "social.host.example"},
		"its own, written in another way":      {"Social.Host.EXAMPLE.", nil, "social.host.example"},
		"the one above, with a dot":            {"host.example.", byPath{"https://host.example/.well-known/webfinger": leads, "https://host.example./.well-known/webfinger": leads}, "host.example"},
		"the one above, unproven":              {"host.example", nil, "social.host.example"},
		"the one above, proven":                {"host.example", byPath{"https://host.example/.well-known/webfinger": leads}, "host.example"},
		"the one above, which leads elsewhere": {"host.example", byPath{"https://host.example/.well-known/webfinger": jsonAnswer(200, `{"links":[{"rel":"self","href":"https://other.host.example/"}]}`)}, "social.host.example"},
		"the one above, proven by host-meta":   {"host.example", byPath{"https://host.example/.well-known/host-meta.json": jsonAnswer(200, `{"links":[{"rel":"lrdd","template":"https://social.host.example/.well-known/webfinger?resource={uri}"}]}`)}, "host.example"},
		"an address of this network":           {"192.168.0.1", byPath{"https://192.168.0.1/": leads}, "social.host.example"},
		"a name of this network":               {"router.local", byPath{"https://router.local/": leads}, "social.host.example"},
		"one that leads there":                 {"alice.example", byPath{"https://alice.example/.well-known/webfinger": leads}, "alice.example"},
		"one that leads elsewhere":             {"alice.example", byPath{"https://alice.example/.well-known/webfinger": jsonAnswer(200, `{"links":[{"rel":"self","href":"https://other.example/"}]}`)}, "social.host.example"},
		"one that knows nothing of it":         {"mastodon.social", nil, "social.host.example"},
		"all of them":                          {"example", nil, "social.host.example"},
		"no name":                              {"<b>!</b>", nil, "social.host.example"},
		"somebody's name":                      {"mastodon.social@host.example", nil, "social.host.example"},
	} {
		t.Run(name, func(t *testing.T) {
			host := native.Host(native.NewMemStore())
			answers := byPath{"https://social.host.example/api/v2": jsonAnswer(200, `{"domain":"`+test.claimed+`","version":"4.5.0"}`)}
			maps.Copy(answers, test.answers)
			host.Transport = answers
			server, err := core.FindServer(context.Background(), host, core.FindServerOptions{Server: "social.host.example"})
			require.NoError(t, err)
			assert.Equal(t, test.domain, server.Domain)
		})
	}
}
