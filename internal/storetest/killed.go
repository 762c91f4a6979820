package storetest

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core/practice"
)

// mostWrites is more than any call makes.
const mostWrites = 40

// killedAtEachStep kills a program before and after each of its writes, and has another one go on.
func killedAtEachStep(t *testing.T, address string, store SharedStore) {
	server := newServer(t, practice.Options{})
	survivor := start(t, address)
	for _, does := range []string{"begin", "complete", "sign out"} {
		for _, after := range []bool{false, true} {
			ended := 0
			for at := 1; at <= mostWrites; at++ {
				visitor := fmt.Sprint(does, at, after)
				if !killedOnce(t, server, survivor, address, call{Do: does, Visitor: visitor, App: visitor, Server: server.address, EndAt: at, After: after}) {
					break
				}
				ended++
				keys, err := store.Keys(t.Context(), "mastoauth:app:")
				require.NoError(t, err)
				of := 0
				for _, key := range keys {
					if len(key) > len(visitor) && key[len(key)-len(visitor)-1:] == " "+visitor {
						of++
					}
				}
				assert.Equal(t, 1, of, "%s: one registration is kept", visitor)
			}
			t.Logf("%s: killed at %d writes, after each: %t", does, ended, after)
			assert.GreaterOrEqual(t, ended, 2, "%s has more than one step", does)
			assert.Less(t, ended, mostWrites)
		}
	}
}

// killedOnce kills a program in a call, and reports false if it made fewer writes. The visitor, who was signed in with another account
// before, comes to the other program then.
func killedOnce(t *testing.T, server *server, survivor *program, address string, c call) bool {
	t.Helper()
	quiet := c
	quiet.EndAt = 0
	bob := ""
	if c.Do != "begin" { // there, the registration is a step, too
		bob = signIn(t, survivor, server, quiet, "bob")
	}
	switch c.Do {
	case "complete":
		begun, err := survivor.ask(with(quiet, "begin"))
		require.NoError(t, err)
		c.URL, err = server.person.Approve(t.Context(), begun.URL, "alice")
		require.NoError(t, err)
	case "sign out":
		c.Session = signIn(t, survivor, server, quiet, "alice")
	}
	_, err := start(t, address).ask(c)
	killed := errors.Is(err, errEnded)
	if !killed {
		require.NoError(t, err)
	}

	// The visitor does the same once more: goes back and begins again, loads the page again, signs out again.
	beforeFirst := c.EndAt == 1 && !c.After
	c.EndAt = 0
	again, err := survivor.ask(c)
	var want []string
	switch c.Do {
	case "begin":
		require.NoError(t, err, "%s", c.Visitor)
		want = []string{signIn(t, survivor, server, quiet, "alice")}
	case "complete":
		if beforeFirst {
			// The server has spent the code, and the program was killed before it could store what it got: the person begins again.
			assert.ErrorContains(t, err, "invalid_grant", "%s", c.Visitor)
			again.Session = signIn(t, survivor, server, quiet, "alice")
		} else {
			require.NoError(t, err, "%s", c.Visitor)
		}
		want = []string{again.Session, bob}
	case "sign out":
		require.NoError(t, err, "%s", c.Visitor)
		want = []string{bob}
	}
	list, err := survivor.ask(with(quiet, "sessions"))
	require.NoError(t, err)
	assert.Equal(t, want, list.Sessions, "%s", c.Visitor)
	for _, session := range want {
		use := with(quiet, "use")
		use.Session = session
		_, err := survivor.ask(use)
		assert.NoError(t, err, "%s: the session is good", c.Visitor)
	}
	return killed
}

func with(c call, do string) call {
	c.Do = do
	return c
}
