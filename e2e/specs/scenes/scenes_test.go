package scenes

import (
	"errors"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
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
			return "", errNoWayBack // the server has no button for it, or shows a page of its own
		}
		_, err = core.CompleteSignIn(s.t.Context(), s.host, core.CompleteSignInOptions{URL: back})
		return "taken for a yes", err
	},
	"closed window": func(s *stage) (string, error) {
		if _, err := s.start(s.begin()); err != nil {
			return "", err
		}
		_, err := s.signIn("alice", s.begin()) // what was left behind is in nobody's way
		return "closed", err
	},
	"forgotten app": func(s *stage) (string, error) {
		if _, err := s.signIn("alice", s.begin()); err != nil {
			return "", err
		}
		s.server.ForgetApps()
		_, err := s.signIn("alice", s.begin())
		if errors.Is(err, errNoWayBack) {
			_, err = s.signIn("alice", s.begin())
			return "signed in at the second try", err
		}
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
			ClientName: "A program", APIBaseURL: s.address, RedirectURIs: []string{outOfBand}, Scopes: []string{"read"}, ToKey: "app",
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
		page, err := url.Parse(shown)
		require.NoError(s.t, err)
		_, err = client.LogIn(s.t.Context(), core.LogInOptions{Code: page.Query().Get("code")})
		return "signed in", err
	},
	"sub-path": func(s *stage) (string, error) {
		if inFolder[s.flavour] {
			s.open(practice.Options{Folder: "/blog"})
			session, err := s.signIn("alice", s.begin())
			require.True(s.t, err != nil || strings.HasPrefix(session.Server, s.address), session.Server)
			return "in its folder", err
		}
		typed := s.begin()
		typed.Server += "/blog"
		session, err := s.signIn("alice", typed)
		require.True(s.t, err != nil || session.Server == s.address, session.Server)
		return "at the origin", err
	},
}

// inFolder are the flavours that may run in a folder of a site.
var inFolder = map[string]bool{"wordpress-ema": true}

// Every flavour goes through every scene, and each ends as the table says.
func TestScenes(t *testing.T) {
	for flavour, row := range outcomes(t) {
		for scene, want := range row {
			t.Run(flavour+"/"+scene, func(t *testing.T) {
				got, err := scenes[scene](newStage(t, flavour))
				switch {
				case errors.Is(err, errNoWayBack):
					got = err.Error()
				case err != nil:
					got = string(core.AsError(err).Code)
				}
				require.Equal(t, want, got, err)
			})
		}
	}
}

// The table has a row for every flavour and a cell for every scene.
func TestTableIsWhole(t *testing.T) {
	table := outcomes(t)
	require.ElementsMatch(t, practice.Flavours(), slices.Collect(maps.Keys(table)))
	for flavour, row := range table {
		require.ElementsMatch(t, slices.Collect(maps.Keys(scenes)), slices.Collect(maps.Keys(row)), flavour)
		require.NotContains(t, slices.Collect(maps.Values(row)), "", flavour)
	}
}
