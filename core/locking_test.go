package core_test

import (
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

// sleeper is the store of a tab that falls asleep before it writes a key with this prefix. Another tab does its work meanwhile, and
// the write is refused.
type sleeper struct {
	core.Storage
	prefix  string
	asleep  func()
	refused int
}

func (s *sleeper) Set(ctx core.Context, key string, record core.Fields) error {
	if s.asleep == nil || !strings.HasPrefix(key, s.prefix) {
		return s.Storage.Set(ctx, key, record)
	}
	work := s.asleep
	s.asleep = nil
	work()
	s.refused++
	return core.LockLost(key)
}

// takenOver is a Locker whose locks can always be taken over.
type takenOver struct{}

func (takenOver) Lock(ctx core.Context, _ string, f func(core.Context) error) error { return f(ctx) }

// sleeping returns the host of a tab that sleeps while another one works.
func (w *world) sleeping(prefix string, other func()) (core.Host, *sleeper) {
	w.host.Locker = takenOver{}
	store := &sleeper{Storage: w.host.Storage, prefix: prefix, asleep: other}
	host := w.host
	host.Storage = store
	return host, store
}

func TestATabThatSleptTakesTheRegistrationOfTheOther(t *testing.T) {
	w := newWorld(t, practice.Options{})
	var other core.SignInStart
	host, store := w.sleeping("mastoauth:app:", func() { other = w.beginSignIn(t, nil) })
	own, err := core.BeginSignIn(w.ctx, host, core.BeginSignInOptions{Server: "practice.example", ClientName: "Test app", RedirectURI: redirectURI})
	require.NoError(t, err)
	assert.Equal(t, 1, store.refused)
	client := func(start core.SignInStart) string {
		address, err := url.Parse(start.URL)
		require.NoError(t, err)
		return address.Query().Get("client_id")
	}
	assert.Equal(t, client(other), client(own))
	keys, err := w.store.Keys(w.ctx, "mastoauth:app:")
	require.NoError(t, err)
	assert.Len(t, keys, 1)
}

func TestATabThatSleptKeepsTheSessionsOfTheOther(t *testing.T) {
	for _, prefix := range []string{"mastoauth:sessions", "mastoauth:account:"} {
		w := newWorld(t, practice.Options{})
		start := w.beginSignIn(t, nil)
		host, store := w.sleeping(prefix, func() { w.signIn(t, "bob") })
		done, err := core.CompleteSignIn(w.ctx, host, core.CompleteSignInOptions{URL: w.approve(t, start.URL)})
		require.NoError(t, err, prefix)
		assert.Equal(t, 1, store.refused)
		list := w.sessions(t)
		require.Len(t, list.Sessions, 2)
		assert.Equal(t, done.Session.ID, list.Current)
		for _, session := range list.Sessions {
			assert.Equal(t, core.HealthGood, w.healthOf(t, session.ID))
		}
	}
}

func TestATabThatSleptTakesTheRenewalOfTheOtherAndRevokesItsOwn(t *testing.T) {
	for name, test := range map[string]struct {
		other   string
		revoked int
	}{
		"another token":  {"token-of-the-other", 1},
		"the same token": {"token-2", 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				_, play, host := expiring(t, jsonAnswer(200, renewed), jsonAnswer(200, `{}`))
				store := &sleeper{Storage: host.Storage, prefix: "login"}
				store.asleep = func() {
					require.NoError(t, host.Storage.Set(t.Context(), "login", core.Fields{
						{Name: "api_base_url", Value: "https://server.example"}, {Name: "client_id", Value: "id-1"}, {Name: "client_secret", Value: "secret-1"},
						{Name: "access_token", Value: test.other}, {Name: "refresh_token", Value: "refresh-of-the-other"}, {Name: "expires_at", Value: "99999999999999"},
					}))
				}
				sleeping := host
				sleeping.Storage, sleeping.Locker = store, takenOver{}
				client, err := core.New(t.Context(), sleeping, core.Options{AccessTokenKey: "login"})
				require.NoError(t, err)
				time.Sleep(2 * time.Hour)
				_, err = client.Preferences(t.Context())
				require.NoError(t, err)
				assert.Equal(t, 1, store.refused)
				assert.Equal(t, "Bearer "+test.other, play.requests[len(play.requests)-1].Header.Get("Authorization"))
				kept, err := host.Storage.Get(t.Context(), "login")
				require.NoError(t, err)
				assert.Equal(t, test.other, kept.Text("access_token"))
				revoked := 0
				for _, line := range play.sent() {
					if strings.HasPrefix(line, "POST /oauth/revoke") {
						assert.Contains(t, line, "token=token-2")
						revoked++
					}
				}
				assert.Equal(t, test.revoked, revoked)
			})
		})
	}
}

func TestALockThatIsLostAgainAndAgainIsGivenUp(t *testing.T) {
	w := newWorld(t, practice.Options{})
	host, store := w.sleeping("mastoauth:app:", nil)
	var again func()
	again = func() { store.asleep = again }
	store.asleep = again
	_, err := core.BeginSignIn(w.ctx, host, core.BeginSignInOptions{Server: "practice.example", ClientName: "Test app", RedirectURI: redirectURI})
	require.Error(t, err)
	assert.Equal(t, core.CodeLockLost, core.AsError(err).Code)
	assert.Equal(t, 3, store.refused)
}
