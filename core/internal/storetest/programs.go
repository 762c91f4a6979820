package storetest

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

// Programs tests what several programs do with one store. address is that of an empty one, and store is open over it.
func Programs(t *testing.T, address string, store SharedStore) {
	t.Run("many sign in at once", func(t *testing.T) { manySignIn(t, address, store) })
	t.Run("a login is renewed once", func(t *testing.T) { renewOnce(t, address, store) })
	t.Run("a killed program frees its locks", func(t *testing.T) { killedHolder(t, address, store) })
	t.Run("a program is killed at each step", func(t *testing.T) { failAtEachStep(t, address, store, true) })
	t.Run("the database fails at each step", func(t *testing.T) { failAtEachStep(t, address, store, false) })
}

// logins is how many visitors sign in at each of two programs.
const logins = 50

// manySignIn has visitors sign in at two programs at once, each begun at one of them and completed at the other.
func manySignIn(t *testing.T, address string, store SharedStore) {
	server := newServer(t, practice.Options{})
	programs := []*program{start(t, address), start(t, address)}
	var all sync.WaitGroup
	sessions := make([]string, 2*logins)
	for visitor := range sessions {
		all.Go(func() {
			one, other := programs[visitor%2], programs[1-visitor%2]
			name := []string{"alice", "bob"}[visitor/2%2]
			begun, err := one.ask(call{Do: "begin", Visitor: fmt.Sprint(visitor), Server: server.address, App: "Many"})
			if !assert.NoError(t, err, "visitor %d begins", visitor) {
				return
			}
			back, err := server.approve(t.Context(), begun.URL, name)
			if !assert.NoError(t, err) {
				return
			}
			done, err := other.ask(call{Do: "complete", Visitor: fmt.Sprint(visitor), URL: back})
			assert.NoError(t, err, "visitor %d completes", visitor)
			sessions[visitor] = done.Session
		})
	}
	all.Wait()
	if t.Failed() {
		return
	}
	assert.Equal(t, 1, server.count("POST /api/v1/apps"), "one registration for all")
	keys, err := store.Keys(t.Context(), "mastoauth:app:")
	require.NoError(t, err)
	assert.Len(t, keys, 1)
	for visitor, session := range sessions {
		for _, program := range programs {
			list, err := program.ask(call{Do: "sessions", Visitor: fmt.Sprint(visitor)})
			require.NoError(t, err)
			assert.Equal(t, []string{session}, list.Sessions, "visitor %d has a session, and sees nobody else's", visitor)
		}
	}
}

// renewOnce has two programs use a login at once that has expired.
func renewOnce(t *testing.T, address string, store SharedStore) {
	server := newServer(t, practice.Options{Quirks: practice.Quirks{ExpiresIn: time.Hour, RefreshTokens: true}})
	programs := []*program{start(t, address), start(t, address)}
	session := signIn(t, programs[0], server, call{Visitor: "renews", App: "Renewal"}, "alice")
	key := "visitor:renews:mastoauth:session:" + session
	require.NoError(t, store.Set(t.Context(), key, core.Fields{{Name: "expires_at", Value: fmt.Sprint(time.Now().UnixMilli())}}))
	before, err := store.Get(t.Context(), key)
	require.NoError(t, err)
	tokens := server.count("POST /oauth/token")
	var all sync.WaitGroup
	for user := range 20 {
		all.Go(func() {
			_, err := programs[user%2].ask(call{Do: "use", Visitor: "renews", Session: session})
			assert.NoError(t, err)
		})
	}
	all.Wait()
	assert.Equal(t, tokens+1, server.count("POST /oauth/token"))
	after, err := store.Get(t.Context(), key)
	require.NoError(t, err)
	assert.NotEqual(t, before.Text("access_token"), after.Text("access_token"))
}

// killedHolder waits for a lock until its holder is killed.
func killedHolder(t *testing.T, address string, store SharedStore) {
	for range 3 {
		holder := start(t, address)
		_, err := holder.ask(call{Do: "hold"})
		require.NoError(t, err)
		late, cancel := context.WithTimeout(t.Context(), 1)
		assert.ErrorIs(t, store.Lock(late, "held", func(core.Context) error { panic("two inside") }), core.ErrReadTimeout)
		cancel()
		waiting := make(chan error)
		go func() { waiting <- store.Lock(t.Context(), "held", func(core.Context) error { return nil }) }()
		holder.kill()
		require.NoError(t, <-waiting)
	}
}

// signIn signs a person in at one program, and returns the session.
func signIn(t *testing.T, p *program, server *server, c call, name string) string {
	t.Helper()
	c.Do, c.Server = "begin", server.address
	begun, err := p.ask(c)
	require.NoError(t, err)
	back, err := server.approve(t.Context(), begun.URL, name)
	require.NoError(t, err)
	c.Do, c.URL = "complete", back
	done, err := p.ask(c)
	require.NoError(t, err)
	return done.Session
}
