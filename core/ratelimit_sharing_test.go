package core_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

// tabs returns clients of the same stored login, each with its own responses.
func tabs(t *testing.T, store core.Storage, options core.Options, answers ...[]answer) (clients []*core.Client, plays []*script) {
	t.Helper()
	for _, own := range answers {
		host, play := native.Host(store), &script{answers: own}
		host.Transport = play
		client, err := core.New(context.Background(), host, options)
		require.NoError(t, err)
		clients, plays = append(clients, client), append(plays, play)
	}
	return clients, plays
}

const loginKey = "login"

func storeWithLogin(t *testing.T) core.Storage {
	t.Helper()
	store := native.NewMemStore()
	require.NoError(t, store.Set(context.Background(), loginKey, core.Fields{
		{"api_base_url", "https://server.example"}, {"client_id", "id-1"}, {"client_secret", "secret-1"}, {"access_token", "token-1"},
	}))
	return store
}

func exhausted(left time.Duration) answer {
	return answer{status: 200, body: good, header: limitHeaders(0, time.Now().Add(left))}
}

func TestTabsHeedWhatOneOfThemWasTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx := context.Background()
		clients, plays := tabs(t, storeWithLogin(t), core.Options{AccessTokenKey: loginKey},
			[]answer{exhausted(30 * time.Second), jsonAnswer(200, good)}, []answer{jsonAnswer(200, good), jsonAnswer(200, good)})
		_, err := clients[0].Preferences(ctx)
		require.NoError(t, err)
		begun := time.Now()
		_, err = clients[1].Preferences(ctx)
		require.NoError(t, err)
		assert.Equal(t, 30*time.Second, time.Since(begun), "the second tab spares the server a request that must fail")
		assert.Len(t, plays[1].sent(), 1)

		// It reads the record again after a while, not at once.
		begun = time.Now()
		_, err = clients[1].Preferences(ctx)
		require.NoError(t, err)
		assert.Zero(t, time.Since(begun))
	})
}

func TestTabsOfAnotherLoginAreNotConcerned(t *testing.T) {
	for name, options := range map[string]core.Options{
		"another key":       {AccessTokenKey: "other", APIBaseURL: "https://server.example", AccessToken: "token-2"},
		"no key":            {APIBaseURL: "https://server.example", AccessToken: "token-1"},
		"one that throws":   {AccessTokenKey: loginKey, RatelimitMethod: core.RatelimitThrow},
		"after ClearCaches": {AccessTokenKey: loginKey},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, store := context.Background(), storeWithLogin(t)
				one, _ := tabs(t, store, core.Options{AccessTokenKey: loginKey}, []answer{exhausted(time.Minute)})
				_, err := one[0].Preferences(ctx)
				require.NoError(t, err)
				others, plays := tabs(t, store, options, []answer{jsonAnswer(200, good)})
				if name == "after ClearCaches" {
					require.NoError(t, others[0].ClearCaches(ctx))
				}
				begun := time.Now()
				_, err = others[0].Preferences(ctx)
				require.NoError(t, err)
				assert.Zero(t, time.Since(begun))
				assert.Len(t, plays[0].sent(), 1)
			})
		})
	}
}

func TestTabsShareTheirPace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx := context.Background()
		paced := func(remaining int, left time.Duration) answer {
			return answer{status: 200, body: good, header: limitHeaders(remaining, time.Now().Add(left))}
		}
		clients, _ := tabs(t, storeWithLogin(t), core.Options{AccessTokenKey: loginKey, RatelimitMethod: core.RatelimitPace, RatelimitPacefactor: 1},
			[]answer{paced(10, 100*time.Second)}, []answer{jsonAnswer(200, good)})
		_, err := clients[0].Preferences(ctx)
		require.NoError(t, err)
		begun := time.Now()
		_, err = clients[1].Preferences(ctx)
		require.NoError(t, err)
		assert.Equal(t, 10*time.Second, time.Since(begun), "ten requests are left for a hundred seconds, whoever sends them")
	})
}

func TestSharedLimitsAreForgottenWithTheLogin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, store := context.Background(), storeWithLogin(t)
		clients, _ := tabs(t, store, core.Options{AccessTokenKey: loginKey}, []answer{exhausted(time.Minute), jsonAnswer(200, `{}`)})
		_, err := clients[0].Preferences(ctx)
		require.NoError(t, err)
		keys, err := store.Keys(ctx, "mastoauth:limits:")
		require.NoError(t, err)
		require.Len(t, keys, 1)
		_, err = clients[0].RevokeAccessToken(ctx)
		require.NoError(t, err)
		keys, err = store.Keys(ctx, "mastoauth:")
		require.NoError(t, err)
		assert.Empty(t, keys)
	})
}

func TestSharedLimitsThatAreGarbageChangeNothing(t *testing.T) {
	for _, garbage := range []core.Fields{{{"api", "soon"}}, {{"api", "0 x 1"}}, {{"api", "0 99999999999999999999 1"}}, {{"", "0 1 2 3"}}} {
		store := storeWithLogin(t)
		require.NoError(t, store.Set(context.Background(), "mastoauth:limits:"+loginKey, garbage))
		clients, plays := tabs(t, store, core.Options{AccessTokenKey: loginKey}, []answer{exhausted(time.Minute)})
		_, err := clients[0].Preferences(context.Background())
		require.NoError(t, err)
		assert.Len(t, plays[0].sent(), 1)
		record, err := store.Get(context.Background(), "mastoauth:limits:"+loginKey)
		require.NoError(t, err)
		assert.Regexp(t, `^0 \d+ \d+$`, record.Text("api"))
	}
}
