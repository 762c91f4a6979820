package scenes

import (
	"encoding/json"
	"errors"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/practice"
)

// outcomes reads the table: the outcomes of a Go program by flavour and scene.
func outcomes(t *testing.T) map[string]map[string]string {
	t.Helper()
	text, err := os.ReadFile("outcomes.json")
	require.NoError(t, err)
	cells := map[string]map[string]cell{}
	require.NoError(t, json.Unmarshal(text, &cells))
	table := map[string]map[string]string{}
	for flavour, row := range cells {
		table[flavour] = map[string]string{}
		for scene, outcome := range row {
			table[flavour][scene] = outcome.Native
		}
	}
	return table
}

// cell is an outcome, or two, where a browser differs.
type cell struct{ Native, Browser string }

func (c *cell) UnmarshalJSON(text []byte) error {
	if json.Unmarshal(text, &c.Native) == nil {
		return nil
	}
	type plain cell
	return json.Unmarshal(text, (*plain)(c))
}

// stage is a server, an app that people sign in to, and the people.
type stage struct {
	t       *testing.T
	server  *practice.Server
	person  *practice.Person
	host    core.Host
	address string
	flavour string
}

// errNoWayBack is the end of a person whom the server's pages do not send back to the app.
var errNoWayBack = errors.New("no way back")

func newStage(t *testing.T, flavour string) *stage {
	t.Helper()
	s := &stage{t: t, flavour: flavour}
	s.open(practice.Options{})
	return s
}

// open opens the server and the app, which has nobody's session yet.
func (s *stage) open(more practice.Options) {
	s.t.Helper()
	options, ok := practice.Flavour(s.flavour)
	require.True(s.t, ok, s.flavour)
	options.Folder = more.Folder
	s.server = practice.New(options)
	s.person, s.address = s.server.Person(), s.server.URL()
	s.host = native.Host(native.NewMemStore())
	s.host.Transport = s.server.Transport()
}

// begin is a sign-in with the usual options.
func (s *stage) begin() core.BeginSignInOptions {
	return core.BeginSignInOptions{Server: s.address, ClientName: "A journey", RedirectURI: callback, Scopes: []string{"read"}}
}

// start begins a sign-in.
func (s *stage) start(options core.BeginSignInOptions) (core.SignInStart, error) {
	return core.BeginSignIn(s.t.Context(), s.host, options)
}

// signIn signs somebody in who says yes.
func (s *stage) signIn(name string, options core.BeginSignInOptions) (core.Session, error) {
	start, err := s.start(options)
	if err != nil {
		return core.Session{}, err
	}
	back, err := s.person.Approve(s.t.Context(), start.URL, name)
	if err != nil {
		return core.Session{}, errNoWayBack
	}
	done, err := core.CompleteSignIn(s.t.Context(), s.host, core.CompleteSignInOptions{URL: back})
	return done.Session, err
}

// client is a client that acts for a session.
func (s *stage) client(session core.Session) *core.Client {
	s.t.Helper()
	client, err := core.New(s.t.Context(), s.host, core.Options{AccessTokenKey: "mastoauth:session:" + session.ID})
	require.NoError(s.t, err)
	return client
}
