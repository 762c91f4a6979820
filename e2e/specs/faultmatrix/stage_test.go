package faultmatrix

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/practice"
)

// callback is the redirect URI of the app.
const callback = "https://app.example/callback"

// Each request of a call under test may take two seconds, and its waits for rate limits three. Whatever happens, the call ends within
// twelve seconds. A login that can run out does so after two hours.
const (
	requestMs   = 2_000
	waitMs      = 3_000
	bound       = 12 * time.Second
	runsOut     = 2 * time.Hour
	sessionKey  = "mastoauth:session:"
	pendingKey  = "mastoauth:pending:"
	newcomerKey = "mastoauth:newcomer"
)

// stage is a server, a program that people use to sign in there, and what the next call is about.
type stage struct {
	t      *testing.T
	server *practice.Server
	person *practice.Person
	store  *native.MemStore
	ports  *ports
	host   core.Host

	alice, bob core.Session
	client     *core.Client
	// back is the address that somebody came back with; code and state are in it.
	back, code, state string
	// ranOut is whether the logins have run out.
	ranOut bool
	// newcomers counts sign-ups, so that each has another name.
	newcomers int
	known     []string // the secrets of people and programs that no server sent
}

// newStage is a stage on which bob is signed in, and alice if the function is about her.
func newStage(t *testing.T, one *function) *stage {
	t.Helper()
	options := practice.Options{}
	if one.renews {
		options.Quirks.ExpiresIn, options.Quirks.RefreshTokens = runsOut, true
	}
	s := &stage{t: t, server: practice.New(options), store: native.NewMemStore()}
	s.person = s.server.Person()
	s.start()
	s.bob = s.signIn("bob", "read")
	if !one.newcomer {
		s.alice = s.signIn("alice", "read", "write", "profile")
	}
	_, err := core.CreateApp(t.Context(), s.host, core.CreateAppOptions{
		ClientName: "A tool", APIBaseURL: s.server.URL(), Scopes: []string{"read", "write"}, RedirectURIs: []string{callback}, ToKey: "app",
	})
	require.NoError(t, err)
	return s
}

// start starts the program, perhaps anew, with what is stored.
func (s *stage) start() {
	before := s.ports
	s.ports = &ports{Transport: s.server.Transport(), Storage: s.store}
	if before != nil {
		s.ports.given, s.ports.logins = before.given, before.logins
	}
	s.host = native.Host(s.ports)
	s.host.Transport = s.ports
	s.client = nil
}

// clientFor is the program's client, which it opens if it has none.
func (s *stage) clientFor(ctx context.Context, options core.Options) (*core.Client, error) {
	if s.client != nil {
		return s.client, nil
	}
	options.RequestTimeoutMs, options.RatelimitMaxWaitMs = requestMs, waitMs
	client, err := core.New(ctx, s.host, options)
	if err == nil {
		s.client = client
	}
	return client, err
}

// begin begins a sign-in of somebody, who says yes.
func (s *stage) begin(name string, scopes ...string) {
	s.t.Helper()
	start, err := core.BeginSignIn(s.t.Context(), s.host, s.departure(scopes...))
	require.NoError(s.t, err)
	s.comeBack(name, start.URL)
}

func (s *stage) departure(scopes ...string) core.BeginSignInOptions {
	return core.BeginSignInOptions{
		Server: s.server.URL(), ClientName: "A journey", RedirectURI: callback, Scopes: scopes, RequestTimeoutMs: requestMs,
	}
}

// comeBack lets somebody agree at the server.
func (s *stage) comeBack(name, address string) {
	s.t.Helper()
	back, err := s.person.Approve(s.t.Context(), address, name)
	require.NoError(s.t, err)
	query := native.URLs{}
	url, _ := query.Parse(back)
	fields := core.Fields(query.ParseQuery(url.Query))
	s.back, s.code, s.state = back, fields.Get("code"), fields.Get("state")
	s.known = append(s.known, s.code)
}

func (s *stage) signIn(name string, scopes ...string) core.Session {
	s.t.Helper()
	s.begin(name, scopes...)
	done, err := core.CompleteSignIn(s.t.Context(), s.host, core.CompleteSignInOptions{URL: s.back})
	require.NoError(s.t, err)
	return done.Session
}

// alive reports whether the server accepts a token. It looks from outside of the program.
func (s *stage) alive(token string) bool {
	response, err := s.server.Transport().Do(s.t.Context(), core.Request{
		Method: "GET", URL: s.server.URL() + "/api/v1/apps/verify_credentials", Header: core.Fields{{Name: "Authorization", Value: "Bearer " + token}},
	})
	require.NoError(s.t, err)
	return response.Status == 200
}

// records are the stored records, as Go values.
func (s *stage) records() map[string]map[string]string {
	keys, _ := s.store.Keys(s.t.Context(), "")
	records := map[string]map[string]string{}
	for _, key := range keys {
		record, err := s.store.Get(s.t.Context(), key)
		require.NoError(s.t, err)
		records[key] = map[string]string{}
		for _, name := range record.Keys() {
			records[key][name] = record.Text(name)
		}
	}
	return records
}
