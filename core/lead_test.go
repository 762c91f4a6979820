package core_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

// The hosts of this computer and its network, as people and servers write them.
var insideHosts = []string{
	"localhost", "LOCALHOST", "localhost.", "me.localhost", "127.0.0.1", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.0.1", "192.168.0.1.",
	"169.254.169.254", "100.64.0.1", "[::1]", "[::]", "[fe80::1]", "[fd00::1]", "[::ffff:127.0.0.1]", "[::ffff:c0a8:1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "router", "router.local", "router.internal", "metadata.google.internal", "nas.lan", "nas.home.arpa", "wiki.intranet", "wiki.corp", "db.private",
	"127.0.0.１", "１２７.0.0.1", "127。0。0。1", "ｌｏｃａｌｈｏｓｔ", "router.ｌocal",
}

func TestAServerLeadsToNoHostOfThisNetwork(t *testing.T) {
	instance := jsonAnswer(200, `{"domain":"trap.example","version":"4.5.0"}`)
	for _, inside := range insideHosts {
		url, ok := native.URLs{}.Parse("https://" + inside)
		require.True(t, ok, inside)
		for way, answers := range map[string]byPath{
			"webfinger":     {"https://lead.example/.well-known/webfinger": jsonAnswer(200, `{"links":[{"rel":"self","href":"https://`+inside+`/actor"}]}`)},
			"host-meta":     {"https://lead.example/.well-known/host-meta.json": jsonAnswer(200, `{"links":[{"rel":"lrdd","template":"https://`+inside+`/wf?r={uri}"}]}`)},
			"XML host-meta": {"https://lead.example/.well-known/host-meta": answer{status: 200, body: `<XRD><Link rel="lrdd" template="https://` + inside + `/wf?r={uri}"/></XRD>`}},
		} {
			answers[url.Origin()] = instance
			asked := &recording{Transport: answers}
			host := native.Host(native.NewMemStore())
			host.Transport = asked
			_, err := core.FindServer(t.Context(), host, core.FindServerOptions{Server: "@alice@lead.example"})
			assert.Equal(t, core.CodeServerNotFound, core.AsError(err).Code, "%s by %s", inside, way)
			for _, address := range asked.urls {
				assert.Regexp(t, "^https://lead.example/", address, "%s by %s", inside, way)
			}
		}
	}
}

// redirecting is a Transport whose responses come from another address, as after a redirect.
type redirecting struct {
	core.Transport
	from, to string
}

func (r redirecting) Do(ctx core.Context, request core.Request) (*core.Response, error) {
	response, err := r.Transport.Do(ctx, request)
	if err == nil && len(request.URL) > len(r.from) && request.URL[:len(r.from)] == r.from {
		response.URL = r.to + request.URL[len(r.from):]
	}
	return response, err
}

func TestWhatComesFromThisNetworkByARedirectIsNotUsed(t *testing.T) {
	for _, inside := range insideHosts {
		host := native.Host(native.NewMemStore())
		host.Transport = redirecting{byPath{"https://lead.example/api": jsonAnswer(200, `{"domain":"lead.example","version":"4.5.0"}`)}, "https://lead.example", "https://" + inside}
		_, err := core.FindServer(t.Context(), host, core.FindServerOptions{Server: "lead.example"})
		assert.Equal(t, core.CodeServerNotMastodon, core.AsError(err).Code, inside)
		client, err := core.New(t.Context(), host, core.Options{APIBaseURL: "lead.example", AccessToken: "t"})
		require.NoError(t, err)
		_, err = client.Instance(t.Context())
		assert.Equal(t, core.CodeAnswerUnexpected, core.AsError(err).Code, inside)
		info, err := client.OAuthAuthorizationServerInfo(t.Context())
		assert.True(t, err != nil || info.Document == nil, inside)
	}
}

func TestWhoTypedAHostOfThisNetworkMayBeLedThere(t *testing.T) {
	for _, typed := range []string{"https://nas.local", "https://192.168.0.1", "https://localhost:3000", "https://[fd00::1]"} {
		host := native.Host(native.NewMemStore())
		host.Transport = redirecting{byPath{typed + "/api": jsonAnswer(200, `{"domain":"nas.local","version":"4.5.0"}`)}, typed, "https://mastodon.local"}
		server, err := core.FindServer(t.Context(), host, core.FindServerOptions{Server: typed})
		require.NoError(t, err, typed)
		assert.Equal(t, "https://mastodon.local", server.BaseURL)
	}
}

func TestARedirectAddressWithAParameterOfAnAnswerIsRefusedBeforeAnythingIsSent(t *testing.T) {
	for _, name := range []string{"code", "state", "iss", "error", "error_description", "error_uri", "access_token", "%73tate", "st%61te"} {
		for _, redirect := range []string{"https://app.example/?" + name + "=1", "https://app.example/?page=2&" + name + "=", "com.example.app:/cb?" + name} {
			host := scriptHost(jsonAnswer(200, `{}`))
			_, err := core.BeginSignIn(t.Context(), host, core.BeginSignInOptions{Server: "a.example", ClientName: "x", RedirectURI: redirect})
			assert.Equal(t, core.CodeRedirectURIInvalid, core.AsError(err).Code, redirect)
			_, err = core.CreateApp(t.Context(), host, core.CreateAppOptions{APIBaseURL: "a.example", ClientName: "x", RedirectURIs: []string{redirect}})
			assert.Equal(t, core.CodeRedirectURIInvalid, core.AsError(err).Code, redirect)
			assert.Empty(t, host.Transport.(*script).requests)
		}
	}
	for _, redirect := range []string{"https://app.example/?page=code", "https://app.example/state?country=de&states=1&codes=2", "https://app.example/?mode=error"} {
		_, err := core.CreateApp(t.Context(), scriptHost(jsonAnswer(200, `{"client_id":"1","client_secret":"2"}`)), core.CreateAppOptions{APIBaseURL: "a.example", ClientName: "x", RedirectURIs: []string{redirect}})
		assert.NoError(t, err, redirect)
	}
}
