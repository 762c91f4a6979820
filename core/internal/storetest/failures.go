package storetest

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core/practice"
)

// mostWrites is more than any call makes.
const mostWrites = 40

// failAtEachStep has the store of one program fail at each write of a call, before it and after it, or kills the program there. The visitor
// comes to another program then.
func failAtEachStep(t *testing.T, address string, store SharedStore, killed bool) {
	f := failures{server: newServer(t, practice.Options{}), address: address, killed: killed, survivor: start(t, address)}
	if !killed {
		f.failing = start(t, address)
	}
	for _, does := range []string{"begin", "complete", "sign out"} {
		for _, after := range []bool{false, true} {
			steps := 0
			for at := 1; at <= mostWrites; at++ {
				visitor := fmt.Sprint(does, at, after, killed)
				if !f.once(t, call{Do: does, Visitor: visitor, App: visitor, FailAt: at, After: after}) {
					break
				}
				steps++
				keys, err := store.Keys(t.Context(), "mastoauth:app:")
				require.NoError(t, err)
				of := 0
				for _, key := range keys {
					if strings.HasSuffix(key, " "+visitor) {
						of++
					}
				}
				assert.Equal(t, 1, of, "%s: one registration is kept", visitor)
			}
			t.Logf("%s: failed at %d writes, after each: %t", does, steps, after)
			assert.GreaterOrEqual(t, steps, 2, "%s has more than one step", does)
			assert.Less(t, steps, mostWrites)
		}
	}
}

type failures struct {
	server            *server
	address           string
	killed            bool
	failing, survivor *program
}

// once makes a call fail, and reports false if it makes fewer writes. The visitor was signed in with another account before.
func (f failures) once(t *testing.T, c call) bool {
	t.Helper()
	c.Server, c.Killed = f.server.address, f.killed
	whole := c
	whole.FailAt = 0
	bob := ""
	if c.Do != "begin" { // there, the registration is a step, too
		bob = signIn(t, f.survivor, f.server, whole, "bob")
	}
	switch c.Do {
	case "complete":
		begun, err := f.survivor.ask(with(whole, "begin"))
		require.NoError(t, err)
		whole.URL, err = f.server.approve(t.Context(), begun.URL, "alice")
		require.NoError(t, err)
	case "sign out":
		whole.Session = signIn(t, f.survivor, f.server, whole, "alice")
	}
	c.URL, c.Session = whole.URL, whole.Session
	done, failed := f.fail(t, c)

	// The visitor does the same once more: goes back and begins again, loads the page again, signs out again.
	again, err := f.survivor.ask(whole)
	var want []string
	switch c.Do {
	case "begin":
		require.NoError(t, err, "%s", c.Visitor)
		want = []string{signIn(t, f.survivor, f.server, whole, "alice")}
	case "complete":
		switch {
		case f.killed && c.FailAt == 1 && !c.After:
			// The server has spent the code, and the program was killed before it could store what it got: the person begins again.
			assert.ErrorContains(t, err, "invalid_grant", "%s", c.Visitor)
			again.Session = signIn(t, f.survivor, f.server, whole, "alice")
		case done.Session != "":
			// The program could not store that the login is completed, and has dropped it: the session is there all the same.
			if err != nil {
				assert.ErrorContains(t, err, "state_mismatch", "%s", c.Visitor)
			}
			again.Session = done.Session
		case !f.killed && err != nil:
			// The program has told the person that the sign-in failed, and has taken its token back.
			assert.ErrorContains(t, err, "state_used", "%s", c.Visitor)
			again.Session = signIn(t, f.survivor, f.server, whole, "alice")
		default:
			require.NoError(t, err, "%s", c.Visitor)
		}
		want = []string{again.Session, bob}
	case "sign out":
		require.NoError(t, err, "%s", c.Visitor)
		want = []string{bob}
	}
	list, err := f.survivor.ask(with(whole, "sessions"))
	require.NoError(t, err)
	assert.Equal(t, want, list.Sessions, "%s", c.Visitor)
	for _, session := range want {
		use := with(whole, "use")
		use.Session = session
		_, err := f.survivor.ask(use)
		assert.NoError(t, err, "%s: the session is good", c.Visitor)
	}
	return failed
}

// fail makes the call that fails, and reports false if it made fewer writes. The answer is empty if there was none.
func (f failures) fail(t *testing.T, c call) (done call, failed bool) {
	t.Helper()
	if f.killed {
		done, err := start(t, f.address).ask(c)
		if !errors.Is(err, errEnded) {
			require.NoError(t, err)
			return done, false
		}
		return call{}, true
	}
	done, err := f.failing.ask(c)
	require.NotErrorIs(t, err, errEnded)
	return done, done.Writes >= c.FailAt
}

func with(c call, do string) call {
	c.Do = do
	return c
}
