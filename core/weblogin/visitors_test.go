package weblogin

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

// What each text of the core is that begins as a key does. What is shared is one server's; all else is one visitor's.
var classes = map[string]string{
	"mastoauth:app:":       "shared record", // a registration
	"mastoauth:app-check:": "shared record", // whether a server's check of registrations means anything
	"mastoauth:sessions":   "visitor's record",
	"mastoauth:session:":   "visitor's record",
	"mastoauth:account:":   "visitor's record",
	"mastoauth:pending:":   "visitor's record",
	"mastoauth:newcomer":   "visitor's record",
	"mastoauth:unused:":    "visitor's record",
	"mastoauth:limits:":    "visitor's record", // the key of a login follows
	"mastoauth:departed:":  "visitor's record", // if all shared it, whoever leaves would have the next one register the site anew
	"mastoauth:refresh:":   "visitor's lock",
	"mastoauth:callback:":  "visitor's lock",
	"mastoauth:scopes":     "no key", // a member of a document
}

func TestEachKeyOfTheCoreIsClassified(t *testing.T) {
	files, err := os.ReadDir("..")
	require.NoError(t, err)
	found := map[string]bool{}
	for _, file := range files {
		if !strings.HasSuffix(file.Name(), ".go") || strings.HasSuffix(file.Name(), "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), "../"+file.Name(), nil, 0)
		require.NoError(t, err)
		ast.Inspect(tree, func(node ast.Node) bool {
			if literal, ok := node.(*ast.BasicLit); ok && literal.Kind == token.STRING {
				if text, _ := strconv.Unquote(literal.Value); strings.HasPrefix(text, "mastoauth:") {
					found[text] = true
				}
			}
			return true
		})
	}
	for text := range found {
		assert.Contains(t, classes, text, "say in this table whose record it is")
	}
	for text, class := range classes {
		assert.True(t, found[text], "%s is not in the core any more", text)
		assert.Equal(t, class == "shared record", isShared(text), text)
	}
	for _, own := range []string{pendingPrefix, sessionPrefix, unusedPrefix, newcomerKey} {
		assert.Equal(t, "visitor's record", classes[own])
	}
}

func TestOneRegistrationForAllVisitors(t *testing.T) {
	s := newSite(t, Options{})
	var visitors sync.WaitGroup
	for i := range 8 {
		visitors.Go(func() {
			b := s.browser(t)
			b.from = fmt.Sprintf("198.51.100.%d:1", i)
			b.signIn([]string{"alice", "bob"}[i%2])
		})
	}
	visitors.Wait()
	assert.Equal(t, 1, s.asked("POST /api/v1/apps"))
	apps, err := s.store.Keys(t.Context(), "mastoauth:app:")
	require.NoError(t, err)
	assert.Len(t, apps, 1)
}

// asked counts the requests of that kind that the server got.
func (s *site) asked(request string) (times int) {
	for _, line := range s.server.Log() {
		if strings.HasPrefix(line, request) {
			times++
		}
	}
	return times
}

func TestVisitorsDoNotSeeEachOther(t *testing.T) {
	s := newSite(t, Options{})
	alice, bob := s.browser(t), s.browser(t)
	alice.signIn("alice")
	bob.signIn("bob")
	of := func(b *browser) core.Host {
		v, err := s.login.findVisit(b.request("/"))
		require.NoError(t, err)
		return s.login.host(v.visitor)
	}
	for _, b := range []*browser{alice, bob} {
		list, err := core.Sessions(t.Context(), of(b), core.SessionsOptions{})
		require.NoError(t, err)
		assert.Len(t, list.Sessions, 1)
		keys, err := of(b).Storage.Keys(t.Context(), "")
		require.NoError(t, err)
		for _, key := range keys {
			assert.False(t, isShared(key), key)
			if strings.Contains(key, "#") {
				assert.True(t, strings.HasSuffix(key, list.Current), "%s is another visitor's", key)
			}
		}
	}
	answer := bob.get(alice.callback(alice.begin(), "alice"))
	assert.Equal(t, 400, answer.StatusCode, "an answer belongs to the browser that began")
	assert.Contains(t, text(t, answer), "state_mismatch")
}

// A lock of one visitor stops no other, and one that all share stops all.
func TestVisitorsDoNotWaitForEachOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := native.NewMemStore()
		one, two := &visitorStore{store: store, visitor: "one"}, &visitorStore{store: store, visitor: "two"}
		for name, class := range classes {
			entered := false
			held := make(chan struct{})
			go func() {
				_ = one.Lock(t.Context(), name, func(core.Context) error { <-held; return nil })
			}()
			synctest.Wait()
			go func() {
				_ = two.Lock(t.Context(), name, func(core.Context) error { entered = true; return nil })
			}()
			synctest.Wait()
			assert.Equal(t, class != "shared record", entered, name)
			close(held)
			synctest.Wait()
		}
	})
}

// The same person with a phone and a laptop: the server gives both one token.
func TestASignOutDoesNotEndTheSamePersonElsewhere(t *testing.T) {
	s := newSite(t, Options{})
	phone, laptop := s.browser(t), s.browser(t)
	phone.signIn("alice")
	laptop.signIn("alice")
	token := s.visitor(t, phone).Credentials().AccessToken
	require.Equal(t, token, s.visitor(t, laptop).Credentials().AccessToken, "the server must give both the same, or this test says nothing")
	page := text(t, phone.post("/login/sign-out"))
	assert.Contains(t, page, "You are signed out.")
	phone.sees("/open", stranger)
	assert.True(t, laptop.isAlice())
	_, err := s.visitor(t, laptop).AccountVerifyCredentials(t.Context())
	assert.NoError(t, err)
	phone.signIn("alice")
	phone.signIn("alice")
	assert.True(t, s.alive(t, token), "a new sign-in does not revoke it either")
	phone.post("/login/sign-out")
	laptop.post("/login/sign-out")
	assert.False(t, s.alive(t, token), "the last one does")
	assert.Empty(t, ownRecords(t, s))
}

// A process that ends at the wrong time leaves the note that a visitor has a token.
func TestANoteThatStayedBehindKeepsNoTokenAlive(t *testing.T) {
	s := newSite(t, Options{})
	b := s.browser(t)
	b.signIn("alice")
	token := s.visitor(t, b).Credentials().AccessToken
	ghost := &visitorStore{store: s.store, visitor: "ghost"}
	require.NoError(t, ghost.noteHolder(t.Context(), token, nil))
	b.post("/login/sign-out")
	assert.False(t, s.alive(t, token))
	assert.Zero(t, s.count(t, tokenPrefix))
}

func TestAVisitorsRecordKeepsToTheContractOfStorage(t *testing.T) {
	store := &visitorStore{store: native.NewMemStore(), visitor: "one"}
	ctx := t.Context()
	require.NoError(t, store.Set(ctx, "mastoauth:session:a", core.Fields{{Name: "x", Value: "1"}, {Name: "y", Value: "2"}}))
	require.NoError(t, store.Set(ctx, "mastoauth:session:a", core.Fields{{Name: "x", Value: ""}, {Name: "z", Value: "3"}}))
	for range 2 {
		record, err := store.Get(ctx, "mastoauth:session:a")
		require.NoError(t, err)
		keys := record.Keys()
		slices.Sort(keys)
		assert.Equal(t, []string{"version", "y", "z"}, keys)
		assert.Equal(t, core.RecordVersion, record.Text("version"))
		store.forget() // from the store, too
	}
	require.NoError(t, store.Set(ctx, "mastoauth:session:a", nil))
	record, err := store.Get(ctx, "mastoauth:session:a")
	require.NoError(t, err)
	assert.Empty(t, record.Keys())
	require.NoError(t, store.Delete(ctx, "mastoauth:session:a"))
	require.NoError(t, store.Delete(ctx, "mastoauth:session:never"))
	record, err = store.Get(ctx, "mastoauth:session:a")
	require.NoError(t, err)
	assert.Nil(t, record)
	require.NoError(t, store.store.Set(ctx, store.key(), core.Fields{{Name: "mastoauth:session:b", Value: "{"}}))
	store.forget()
	_, err = store.Get(ctx, "mastoauth:session:b")
	assert.ErrorIs(t, err, core.CodeStorageCorrupt)
}

// Two requests of one browser may be at two processes, each with its own copy of the visitor's record.
func TestALocksHolderSeesWhatTheOneBeforeWrote(t *testing.T) {
	store := native.NewMemStore()
	one, other := &visitorStore{store: store, visitor: "x"}, &visitorStore{store: store, visitor: "x"}
	for _, value := range []string{"1", "2"} {
		before, err := one.Get(t.Context(), "mastoauth:sessions")
		require.NoError(t, err)
		require.NoError(t, other.Set(t.Context(), "mastoauth:sessions", core.Fields{{Name: "list", Value: value}}))
		require.NoError(t, one.Lock(t.Context(), "mastoauth:sessions", func(ctx core.Context) error {
			now, err := one.Get(ctx, "mastoauth:sessions")
			require.NoError(t, err)
			assert.Equal(t, value, now.Text("list"))
			assert.NotEqual(t, before, now)
			return nil
		}))
	}
}
