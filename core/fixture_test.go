package core_test

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/practice"
)

// redirectURI is the redirect URI of the tests' app.
const redirectURI = "https://app.example/login"

// world is a practice server and a host that reaches it without sockets, so that the same test runs natively and in a browser.
type world struct {
	ctx    context.Context
	server *practice.Server
	host   core.Host
	store  *faultyStore
	base   string
}

// newWorld starts a practice server that answers in German, so that no test passes because of an English text.
func newWorld(t *testing.T, options practice.Options) *world {
	t.Helper()
	server := practice.New(options)
	for _, person := range []string{"alice", "bob"} {
		server.Speak(person, "de") // for what Mastodon says in the person's own language
	}
	store := &faultyStore{Storage: native.NewMemStore()}
	host := native.Host(store)
	host.Transport = watched{t, german{server.Transport()}}
	return &world{context.Background(), server, host, store, "https://practice.example"}
}

// defaultVersion is the version that the practice server plays by itself.
func defaultVersion() string {
	options, _ := practice.Flavour(practice.DefaultFlavour)
	return options.Version
}

// faultyStore fails as full for one key, or for the nth write from now.
type faultyStore struct {
	core.Storage
	fail   string
	failIn int
}

func (s *faultyStore) Set(ctx core.Context, key string, record core.Fields) error {
	s.failIn--
	if s.fail != "" && strings.HasPrefix(key, s.fail) || s.failIn == 0 {
		return &core.Error{Kind: core.ErrMastodon, Code: "storage_full", Message: "there is no room left."}
	}
	return s.Storage.Set(ctx, key, record)
}

// blockedStore denies all access.
type blockedStore struct{ core.Storage }

func (blockedStore) Get(core.Context, string) (core.Document, error) {
	return nil, &core.Error{Kind: core.ErrMastodon, Code: "storage_blocked", Message: "the store lets nobody in."}
}

func (w *world) client(t *testing.T, options core.Options) *core.Client {
	t.Helper()
	client, err := core.New(w.ctx, w.host, options)
	require.NoError(t, err)
	return client
}

// registered returns a client of an app that the server knows.
func (w *world) registered(t *testing.T, scopes string) *core.Client {
	return w.registeredFor(t, scopes, redirectURI)
}

func (w *world) registeredFor(t *testing.T, scopes, redirectURI string) *core.Client {
	t.Helper()
	key := "app " + scopes + redirectURI
	_, err := core.CreateApp(w.ctx, w.host, core.CreateAppOptions{
		ClientName: "Test app", APIBaseURL: w.base, Scopes: []string{scopes}, RedirectURIs: []string{redirectURI}, ToKey: key,
	})
	require.NoError(t, err)
	return w.client(t, core.Options{ClientCredentialKey: key})
}

// begin starts a login and lets alice authorize the app. It returns the callback address.
func (w *world) begin(t *testing.T, client *core.Client) string {
	t.Helper()
	request, err := client.AuthRequestURL(w.ctx, core.AuthRequestURLOptions{})
	require.NoError(t, err)
	checkParameters(t, core.Request{Method: "GET", URL: request.URL})
	return w.approve(t, request.URL)
}

func (w *world) approve(t *testing.T, address string) string {
	t.Helper()
	callback, err := w.server.Person().Approve(w.ctx, address, "alice")
	require.NoError(t, err)
	return callback
}

// loggedIn returns a client with a login of alice.
func (w *world) loggedIn(t *testing.T, scopes string) *core.Client {
	t.Helper()
	client := w.registered(t, scopes)
	_, err := client.HandleCallback(w.ctx, core.HandleCallbackOptions{URL: w.begin(t, client)})
	require.NoError(t, err)
	return client
}

// answering is a server with a special response for one path.
type answering struct {
	core.Transport
	path   string
	answer answer
}

func (a answering) Do(ctx core.Context, request core.Request) (*core.Response, error) {
	if strings.HasSuffix(request.URL, a.path) {
		return (&script{answers: []answer{a.answer}}).Do(ctx, request)
	}
	return a.Transport.Do(ctx, request)
}

// goNames spells a list of options as errors do.
func goNames(list string) string {
	names := strings.Split(list, ", ")
	for i, name := range names {
		names[i] = core.GoName(name)
	}
	return strings.Join(names, ", ")
}
