package scenes

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/practice"
)

// callback is the redirect URI of the app in the scenes.
const callback = "https://app.example/callback"

// scenes are the scenes that are played natively. Each returns its outcome.
var scenes = map[string]func(*stage) (string, error){
	"yes": func(s *stage) (string, error) {
		_, err := s.signIn("alice", s.begin())
		return "signed in", err
	},
	"no": func(s *stage) (string, error) {
		start, err := s.start(s.begin())
		if err != nil {
			return "", err
		}
		back, err := s.person.Deny(s.t.Context(), start.URL, "alice")
		if err != nil {
			return "no way back", nil // the server has no button for it, or shows a page of its own
		}
		_, err = core.CompleteSignIn(s.t.Context(), s.host, core.CompleteSignInOptions{URL: back})
		return "taken for a yes", err
	},
	"forgotten app": func(s *stage) (string, error) {
		if _, err := s.signIn("alice", s.begin()); err != nil {
			return "", err
		}
		s.server.ForgetApps()
		_, err := s.signIn("alice", s.begin())
		return "signed in", err
	},
	"dead token": func(s *stage) (string, error) {
		session, err := s.signIn("alice", s.begin())
		if err != nil {
			return "", err
		}
		s.server.RevokeTokens()
		health, err := core.CheckSession(s.t.Context(), s.host, core.SessionOptions{ID: session.ID})
		if err != nil {
			return "", err
		}
		_, err = s.signIn("alice", s.begin())
		return string(health.Health), err
	},
	"second account": func(s *stage) (string, error) {
		for _, name := range []string{"alice", "bob"} {
			if _, err := s.signIn(name, s.begin()); err != nil {
				return "", err
			}
		}
		list, err := core.Sessions(s.t.Context(), s.host, core.SessionsOptions{})
		if err != nil {
			return "", err
		}
		for _, session := range list.Sessions {
			if health, err := core.CheckSession(s.t.Context(), s.host, core.SessionOptions{ID: session.ID}); err != nil || health.Health != core.HealthGood {
				return "only one lives", err
			}
		}
		require.Len(s.t, list.Sessions, 2)
		return "both", nil
	},
	"step-up": func(s *stage) (string, error) {
		session, err := s.signIn("alice", s.begin())
		if err != nil {
			return "", err
		}
		more := s.begin()
		more.Session, more.Scopes = session.ID, []string{"read", "write:statuses"}
		if session, err = s.signIn("alice", more); err != nil {
			return "", err
		}
		_, err = s.client(session).Toot(s.t.Context(), core.TootOptions{Status: "howdy universe!"})
		return "may post", err
	},
	"sign-out": func(s *stage) (string, error) {
		session, err := s.signIn("alice", s.begin())
		if err != nil {
			return "", err
		}
		client := s.client(session)
		done, err := core.SignOut(s.t.Context(), s.host, core.SessionOptions{ID: session.ID})
		if err != nil {
			return "", err
		}
		restored, err := core.New(s.t.Context(), s.host, core.Options{APIBaseURL: s.address, AccessToken: client.Credentials().AccessToken})
		require.NoError(s.t, err)
		_, err = restored.AccountVerifyCredentials(s.t.Context())
		require.Equal(s.t, done.Confirmed, err != nil, "confirmed means that the token is dead")
		if done.Confirmed {
			return "confirmed", nil
		}
		return "not confirmed", nil
	},
	"out of band": func(s *stage) (string, error) {
		const outOfBand = "urn:ietf:wg:oauth:2.0:oob"
		_, err := core.CreateApp(s.t.Context(), s.host, core.CreateAppOptions{
			ClientName: "A program", APIBaseURL: s.address, RedirectURIs: []string{outOfBand}, ToKey: "app",
		})
		if err != nil {
			return "", err
		}
		client, err := core.New(s.t.Context(), s.host, core.Options{ClientCredentialKey: "app"})
		require.NoError(s.t, err)
		request, err := client.AuthRequestURL(s.t.Context(), core.AuthRequestURLOptions{})
		if err != nil {
			return "", err
		}
		shown, err := s.person.Approve(s.t.Context(), request.URL, "alice")
		require.NoError(s.t, err)
		_, code, ok := strings.Cut(shown, "code=")
		require.True(s.t, ok, shown)
		_, err = client.LogIn(s.t.Context(), core.LogInOptions{Code: code})
		return "signed in", err
	},
}

// stage is a server, an app that people sign in to, and the people.
type stage struct {
	t       *testing.T
	server  *practice.Server
	person  *practice.Person
	host    core.Host
	address string
}

func newStage(t *testing.T, flavour string) *stage {
	t.Helper()
	options, ok := practice.Flavour(flavour)
	require.True(t, ok, flavour)
	server := practice.New(options)
	host := native.Host(native.NewMemStore())
	host.Transport = server.Transport()
	return &stage{t, server, server.Person(), host, server.URL()}
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
		return core.Session{}, err
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

func TestTry(t *testing.T) {
	for _, f := range practice.Flavours() {
		for name, play := range scenes {
			t.Run(f+"/"+name, func(t *testing.T) {
				got, err := play(newStage(t, f))
				if err != nil {
					got = "ERR " + core.AsError(err).Code + " " + err.Error()
				}
				t.Log("CELL", f, "|", name, "|", got)
			})
		}
	}
}
