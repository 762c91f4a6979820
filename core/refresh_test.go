package core_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

// B14: tokens that expire are refreshed once, and a rotated refresh token is never lost.

// expiring returns a client with a token that is valid for an hour, and the store that holds the login.
func expiring(t *testing.T, answers ...answer) (*core.Client, *script, core.Host) {
	t.Helper()
	play := &script{answers: append([]answer{
		jsonAnswer(200, `{"access_token":"token-1","token_type":"Bearer","scope":"read","expires_in":3600,"refresh_token":"refresh-1"}`),
	}, answers...)}
	host := native.Host(native.NewMemStore())
	host.Transport = play
	client, err := core.New(context.Background(), host, core.Options{
		APIBaseURL: "https://server.example", ClientID: "id-1", ClientSecret: "secret-1", AccessTokenKey: "login",
	})
	require.NoError(t, err)
	_, err = client.LogIn(context.Background(), core.LogInOptions{Code: "code-1", CodeVerifier: "verifier-1", Scopes: []string{"read"}})
	require.NoError(t, err)
	return client, play, host
}

const renewed = `{"access_token":"token-2","token_type":"Bearer","scope":"read","expires_in":3600,"refresh_token":"refresh-2"}`

func TestATokenIsRenewedBeforeItExpires(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx := context.Background()
		client, play, host := expiring(t, jsonAnswer(200, good), jsonAnswer(200, renewed), jsonAnswer(200, good))
		_, err := client.Preferences(ctx)
		require.NoError(t, err)
		assert.Len(t, play.sent(), 2, "a token that is good is used")
		time.Sleep(59*time.Minute + 30*time.Second)
		_, err = client.Preferences(ctx)
		require.NoError(t, err)
		assert.Equal(t, []string{
			"POST /oauth/token grant_type=refresh_token&refresh_token=refresh-1&client_id=id-1&client_secret=secret-1",
			"GET /api/v1/preferences",
		}, play.sent()[2:])
		assert.Equal(t, "Bearer token-2", play.requests[3].Header.Get("Authorization"))
		stored, err := host.Storage.Get(ctx, "login")
		require.NoError(t, err)
		assert.Equal(t, "refresh-2", stored.Text("refresh_token"))
	})
}

func TestManyCallsRenewOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, play, _ := expiring(t, jsonAnswer(200, renewed), jsonAnswer(200, good))
		time.Sleep(2 * time.Hour)
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() {
				_, err := client.Preferences(context.Background())
				assert.NoError(t, err)
			})
		}
		all.Wait()
		renewals := 0
		for _, line := range play.sent() {
			if strings.Contains(line, "refresh_token") {
				renewals++
			}
		}
		assert.Equal(t, 1, renewals)
	})
}

func TestAnotherTabHasRenewedIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx := context.Background()
		client, play, host := expiring(t, jsonAnswer(200, good))
		time.Sleep(2 * time.Hour)
		require.NoError(t, host.Storage.Set(ctx, "login", core.Fields{
			{Name: "access_token", Value: "token-9"}, {Name: "refresh_token", Value: "refresh-9"}, {Name: "scope", Value: "read"},
			{Name: "expires_at", Value: "99999999999999"},
		}))
		_, err := client.Preferences(ctx)
		require.NoError(t, err)
		assert.Len(t, play.sent(), 2, "nothing was renewed again")
		assert.Equal(t, "Bearer token-9", play.requests[1].Header.Get("Authorization"))
	})
}

func TestARenewalThatFails(t *testing.T) {
	for name, test := range map[string]struct {
		answer   answer
		after    time.Duration
		code     string // the call's error code; empty if it works with the old token
		kept     string
		renewals int // of two calls
	}{
		"the refresh token is dead":             {jsonAnswer(400, `{"error":"invalid_grant"}`), 2 * time.Hour, "session_expired", "", 1},
		"the app is forgotten":                  {jsonAnswer(401, `{"error":"invalid_client"}`), 2 * time.Hour, "session_expired", "", 1},
		"Pleroma's prose":                       {jsonAnswer(400, `{"error":"Invalid credentials"}`), 2 * time.Hour, "session_expired", "", 1},
		"the login page of a network, with 401": {answer{status: 401, body: "<html>"}, 2 * time.Hour, "unauthorized", "refresh-1", 2},
		"the login page of a network, with 200": {answer{status: 200, body: "<html>"}, 2 * time.Hour, "answer_html", "refresh-1", 2},
		"the server is down":                    {answer{status: 503}, 2 * time.Hour, "server_down", "refresh-1", 2},
		"the server is down, but there is time": {answer{status: 503}, 3590 * time.Second, "", "refresh-1", 2},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client, play, host := expiring(t)
				play.next = func(request core.Request) *answer {
					if strings.HasSuffix(request.URL, "/oauth/token") {
						return &test.answer
					}
					if test.code == "" {
						return &answer{status: 200, body: good}
					}
					return &answer{status: 401, body: `{"error":"The access token expired"}`}
				}
				time.Sleep(test.after)
				_, err := client.Preferences(context.Background())
				if test.code == "" {
					require.NoError(t, err)
				} else {
					assert.Equal(t, test.code, string(core.AsError(err).Code))
				}
				stored, err := host.Storage.Get(context.Background(), "login")
				require.NoError(t, err)
				assert.Equal(t, test.kept, stored.Text("refresh_token"))
				assert.Equal(t, "token-1", stored.Text("access_token"), "the session stays")
				_, err = client.Preferences(context.Background())
				if test.kept == "" {
					assert.Equal(t, core.CodeUnauthorized, core.AsError(err).Code)
				}
				renewals := strings.Count(strings.Join(play.sent(), "\n"), "grant_type=refresh_token")
				assert.Equal(t, test.renewals, renewals, "a refused refresh token is not sent again")
			})
		})
	}
}

func TestARefreshTokenThatIsNotRotatedStays(t *testing.T) {
	client, _, _ := expiring(t, jsonAnswer(200, `{"access_token":"token-2","token_type":"bearer","expires_in":3.15e9}`))
	_, err := client.LogIn(context.Background(), core.LogInOptions{RefreshToken: "refresh-7"})
	require.NoError(t, err)
	assert.Equal(t, "refresh-7", client.Credentials().RefreshToken)
	assert.Equal(t, "token-2", client.Credentials().AccessToken)
	assert.Greater(t, client.Credentials().ExpiresAt, 3e12, "100 years do not overflow")
}

func TestARenewalElsewhereThatIsSeenLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx := context.Background()
		client, play, host := expiring(t, jsonAnswer(400, `{"error":"invalid_grant"}`), jsonAnswer(200, good))
		time.Sleep(time.Hour)
		go func() {
			time.Sleep(350 * time.Millisecond)
			host.Storage.Set(ctx, "login", core.Fields{{Name: "api_base_url", Value: "https://server.example"}, {Name: "access_token", Value: "token-2"}})
		}()
		_, err := client.Preferences(ctx)
		require.NoError(t, err)
		assert.Equal(t, "Bearer token-2", play.requests[2].Header.Get("Authorization"))
	})
}

func TestALogoutElsewhereIsNotUndone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx := context.Background()
		client, play, host := expiring(t)
		time.Sleep(time.Hour)
		require.NoError(t, host.Storage.Delete(ctx, "login"))
		_, err := client.Preferences(ctx)
		assert.Equal(t, core.CodeNotLoggedIn, core.AsError(err).Code)
		assert.Len(t, play.sent(), 1, "nothing is renewed")
	})
}

func TestALogoutWaitsForARenewal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx := context.Background()
		client, play, host := expiring(t, jsonAnswer(200, "{}"))
		held, renewal := make(chan struct{}), make(chan struct{})
		go host.Locker.Lock(ctx, core.LoginLock("https://server.example", "login"), func(core.Context) error {
			close(held)
			<-renewal
			return host.Storage.Set(ctx, "login", core.Fields{{Name: "api_base_url", Value: "https://server.example"}, {Name: "access_token", Value: "token-2"}})
		})
		<-held
		go func() {
			time.Sleep(time.Second)
			assert.Len(t, play.sent(), 1, "nothing is sent yet")
			close(renewal)
		}()
		outcome, err := client.RevokeAccessToken(ctx)
		require.NoError(t, err)
		assert.True(t, outcome.Confirmed)
		assert.Contains(t, play.sent()[1], "token=token-2")
		record, err := host.Storage.Get(ctx, "login")
		require.NoError(t, err)
		assert.Nil(t, record)
	})
}

// A tab may sleep while its renewal is on the way: then another tab takes the lock over, and what that one stored stays.
func TestARenewalThatIsLateOverwritesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, play, host := expiring(t)
		time.Sleep(2 * time.Hour)
		play.next = func(request core.Request) *answer {
			next := jsonAnswer(200, good)
			if request.Form.Get("grant_type") == "refresh_token" {
				require.NoError(t, host.Storage.Set(t.Context(), "login", core.Fields{
					{Name: "api_base_url", Value: "https://server.example"}, {Name: "client_id", Value: "id-1"}, {Name: "client_secret", Value: "secret-1"},
					{Name: "access_token", Value: "token-of-the-other"}, {Name: "refresh_token", Value: "refresh-of-the-other"}, {Name: "expires_at", Value: "99999999999999"},
				}))
				next = jsonAnswer(200, renewed)
			}
			return &next
		}
		_, err := client.Preferences(t.Context())
		require.NoError(t, err)
		stored, err := host.Storage.Get(t.Context(), "login")
		require.NoError(t, err)
		assert.Equal(t, "token-of-the-other", stored.Text("access_token"))
		assert.Equal(t, "Bearer token-of-the-other", play.requests[len(play.requests)-1].Header.Get("Authorization"))
		assert.Contains(t, strings.Join(play.sent(), "\n"), "&token=token-2", "the late one is revoked")
	})
}
