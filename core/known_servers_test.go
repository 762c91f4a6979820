package core_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

// troubled is a server in trouble, as a page sees it. Requests to other hosts get no answer.
type troubled struct {
	readable func() (*core.Response, error)
	blind    error
}

func (d troubled) Do(_ core.Context, request core.Request) (*core.Response, error) {
	if request.Blind {
		return &core.Response{}, d.blind
	}
	return d.readable()
}

func (d troubled) Explain(_ core.Context, failed *core.Error, _ string) {
	failed.Reason = core.ReasonDownOrBlocked
	if d.blind == nil {
		failed.Reason = core.ReasonCORS
	}
}

func failing(kind core.Kind, code core.Code) (*core.Response, error) {
	return nil, &core.Error{Kind: kind, Code: code, Message: "x.", Hint: "y"}
}

var (
	network = func() (*core.Response, error) { return failing(core.ErrNetwork, "network") }
	tooLate = func() (*core.Response, error) { return failing(core.ErrReadTimeout, "timeout") }
	atRest  = func() (*core.Response, error) {
		return (&script{answers: []answer{{status: 502, body: "<html>"}}}).Do(nil, core.Request{})
	}
	_, gone  = failing(core.ErrNetwork, "network")
	troubles = map[string]troubled{
		"does not answer":             {network, gone},
		"is a 502 without CORS":       {network, nil},
		"is a 502 with CORS":          {atRest, nil},
		"lets everybody wait":         {tooLate, gone},
		"lets everybody but us wait":  {tooLate, nil},
		"is offline, as this browser": {func() (*core.Response, error) { return failing(core.ErrNetwork, "offline") }, gone},
	}
)

func TestATroubledServerIsToldAsWhatItIs(t *testing.T) {
	unknown := map[string]string{
		"does not answer": "server_not_found", "is a 502 without CORS": "server_unreadable", "is a 502 with CORS": "server_down",
		"lets everybody wait": "timeout", "lets everybody but us wait": "timeout", "is offline, as this browser": "offline",
	}
	known := map[string]string{
		"does not answer": "server_down", "is a 502 without CORS": "server_down", "is a 502 with CORS": "server_down",
		"lets everybody wait": "timeout", "lets everybody but us wait": "timeout", "is offline, as this browser": "offline",
	}
	for evidence, test := range map[string]struct {
		typed  string
		before func(t *testing.T, w *world)
		codes  map[string]string
	}{
		"nothing":                       {"practice.example", func(*testing.T, *world) {}, unknown},
		"an app on another server":      {"other.example", func(t *testing.T, w *world) { w.beginSignIn(t, nil) }, unknown},
		"an app of a longer name":       {"practice.exampl", func(t *testing.T, w *world) { w.beginSignIn(t, nil) }, unknown},
		"an app":                        {"practice.example", func(t *testing.T, w *world) { w.beginSignIn(t, nil) }, known},
		"an app, and a handle is typed": {"@alice@practice.example", func(t *testing.T, w *world) { w.beginSignIn(t, nil) }, known},
		"an app, and an e-mail address": {"alice@practice.example", func(t *testing.T, w *world) { w.beginSignIn(t, nil) }, known},
		"a session":                     {"practice.example", func(t *testing.T, w *world) { w.signIn(t, "alice"); w.forgetApps(t) }, known},
		"a handle of that domain": {"@alice@example.org", func(t *testing.T, w *world) {
			id := w.signIn(t, "alice").Session.ID
			require.NoError(t, w.store.Set(w.ctx, "mastoauth:account:"+id, core.Fields{{Name: "id", Value: "1"}, {Name: "handle", Value: "alice@example.org"}}))
		}, known},
	} {
		for how, trouble := range troubles {
			t.Run(evidence+", and the server "+how, func(t *testing.T) {
				w := newWorld(t, practice.Options{})
				test.before(t, w)
				w.host.Transport = trouble
				_, err := core.FindServer(w.ctx, w.host, core.FindServerOptions{Server: test.typed})
				require.ErrorIs(t, err, core.ErrMastodon)
				assert.Equal(t, test.codes[how], string(core.AsError(err).Code))
				assert.NotEmpty(t, core.AsError(err).Hint)
				if test.codes[how] == "timeout" {
					assert.ErrorIs(t, err, core.ErrReadTimeout)
				}
			})
		}
	}
}

// forgetApps deletes the registrations.
func (w *world) forgetApps(t *testing.T) {
	t.Helper()
	keys, err := w.store.Keys(w.ctx, "mastoauth:app:")
	require.NoError(t, err)
	require.NotEmpty(t, keys)
	for _, key := range keys {
		require.NoError(t, w.store.Delete(w.ctx, key))
	}
}

// cached is a Transport with a cache of found servers, as a page has one.
type cached struct {
	core.Transport
	servers *core.ServerCache
}

func (c cached) Servers() *core.ServerCache { return c.servers }

func TestAServerThatWasThereAMinuteAgoIsDown(t *testing.T) {
	for how, trouble := range troubles {
		t.Run(how, func(t *testing.T) {
			w := newWorld(t, practice.Options{})
			servers := &core.ServerCache{}
			w.host.Transport = cached{w.host.Transport, servers}
			_, err := core.FindServer(w.ctx, w.host, core.FindServerOptions{Server: "practice.example"})
			require.NoError(t, err)
			w.host.Transport = cached{trouble, servers}
			_, err = core.BeginSignIn(w.ctx, w.host, core.BeginSignInOptions{Server: "practice.example", ClientName: "A", RedirectURI: redirectURI})
			require.Error(t, err)
			assert.Contains(t, []string{"server_down", "timeout", "offline"}, string(core.AsError(err).Code))
		})
	}
}

func TestTheServerThatADomainPointsToIsTheOneThatIsDown(t *testing.T) {
	leads := jsonAnswer(200, `{"links":[{"rel":"self","href":"https://social.example.org/users/alice"}]}`)
	for how, test := range map[string]struct {
		server answer
		code   string
	}{
		"it hangs":  {answer{err: &core.Error{Kind: core.ErrReadTimeout, Code: "timeout", Message: "x."}}, "timeout"},
		"a restart": {answer{status: 502, body: "<html>"}, "server_down"},
		"a website": {answer{status: 200, body: "<html>"}, "server_not_mastodon"},
	} {
		t.Run(how, func(t *testing.T) {
			host := scriptHost()
			host.Transport = byPath{
				"https://example.org/.well-known/webfinger": leads,
				"https://example.org/api":                   answer{status: 404, body: "<html>my blog"},
				"https://social.example.org":                test.server,
			}
			_, err := core.FindServer(t.Context(), host, core.FindServerOptions{Server: "@alice@example.org"})
			require.Error(t, err)
			assert.Equal(t, test.code, string(core.AsError(err).Code))
		})
	}
}
