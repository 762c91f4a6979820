package faultmatrix

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"math/rand"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
)

// share is what part of the cells is played: one in so many.
const share = 10

// choice says which cells are played: all with WHOLE=1, otherwise those that the seed chooses.
func choice(t *testing.T) func(cell string) bool {
	if os.Getenv("WHOLE") != "" {
		return func(string) bool { return true }
	}
	seed := os.Getenv("FAULT_SEED")
	if seed == "" {
		seed = strconv.Itoa(rand.Intn(1e6))
	}
	t.Logf("FAULT_SEED=%s chooses these cells", seed)
	return func(cell string) bool {
		hash := fnv.New32a()
		hash.Write([]byte(seed + " " + cell))
		return hash.Sum32()%share == 0
	}
}

// place is where in the work of a function a fault happens.
type place struct {
	name string
	path string // for a server's fault
	step int    // for any other
}

// places are where a fault can happen to a function that takes these steps when all is well.
func places(f fault, steps []step) []place {
	if f.server != nil {
		all := []place{{name: "each request", path: "/"}}
		for _, one := range steps {
			if at := (place{name: one.name, path: one.name}); f.at(one) && !slices.Contains(all, at) {
				all = append(all, at)
			}
		}
		return all
	}
	var all []place
	if f.name == "signal" {
		all = append(all, place{name: "before"})
	}
	for i, one := range steps {
		if f.at(one) {
			all = append(all, place{name: fmt.Sprintf("step %d, %s", i+1, one.verb), step: i + 1})
		}
	}
	return all
}

func TestMatrix(t *testing.T) {
	plays := choice(t)
	results := table{}
	for _, one := range functions() {
		var steps []step
		synctest.Test(t, func(t *testing.T) {
			s := newStage(t, &one)
			one.prepare(s)
			s.ports.steps = nil
			require.NoError(t, one.call(t.Context(), s), one.name)
			synctest.Wait()
			steps = s.ports.steps
		})
		for _, f := range faults() {
			for _, at := range places(f, steps) {
				cell := one.name + " · " + f.name + " · " + at.name
				if !plays(cell) {
					continue
				}
				t.Run(cell, func(t *testing.T) {
					synctest.Test(t, func(t *testing.T) { results.add(f, play(t, &one, f, at)) })
				})
			}
		}
	}
	results.write(t)
}

// outcome is how a cell went.
type outcome struct {
	// ended is "success", "error" or, for a program that was killed, "killed".
	ended string
	// then is how the next call worked: "again", or "afresh" with all that led to it.
	then string
	took time.Duration
}

func play(t *testing.T, one *function, f fault, at place) outcome {
	s := newStage(t, one)
	one.prepare(s)
	settle()
	before, mark := s.records(), len(s.ports.logins)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	if f.server != nil {
		s.server.Fail(at.path, *f.server, -1)
	}
	s.ports.steps, s.ports.longest = nil, 0
	s.ports.cancel, s.ports.trouble = cancel, f.trouble
	s.ports.trouble.at = at.step
	if f.name == "signal" && at.step == 0 {
		cancel()
	}
	begun := time.Now()
	ended, err := make(chan struct{}), error(nil)
	go func() {
		defer close(ended)
		err = one.call(ctx, s)
	}()
	<-ended
	got := outcome{ended: "success", took: time.Since(begun)}
	switch {
	case s.ports.dead:
		got.ended = "killed"
	case err != nil:
		got.ended = "error"
		s.isNamed(err)
	}
	// A wait for what another tab may be doing takes a second.
	assert.LessOrEqual(t, got.took, min(bound, s.ports.longest+waitMs*time.Millisecond+time.Second), "it ends in time")
	settle()
	s.server.Mend()
	if !f.kills && !f.unread {
		s.ownsItsLogins(s.ports.logins[mark:], strings.HasPrefix(f.name, "storage"))
	}
	s.keepsSecrets()
	s.leavesOthersAlone(before)
	if !f.lasting {
		s.hasNoHalves()
	}

	if f.kills {
		s.start()
	}
	s.ports.trouble, s.ports.damaged = trouble{}, nil
	got.then = s.next(one)
	settle()
	s.leavesOthersAlone(before)
	// What could not be cleaned up is, with the next sign-in.
	require.NoError(t, only(core.BeginSignIn(t.Context(), s.host, s.departure("read"))))
	settle()
	s.hasNoHalves()
	s.keepsSecrets()
	return got
}

// settle waits until what is done behind a call has ended.
func settle() {
	synctest.Wait()
	time.Sleep(time.Minute)
	synctest.Wait()
}

// next calls again, as somebody would who has read the error. It returns how that worked.
func (s *stage) next(one *function) string {
	s.t.Helper()
	err := one.call(s.t.Context(), s)
	if err == nil {
		return "again"
	}
	require.True(s.t, one.uses, "the same call works again: %v", err)
	// What the call needs may be used up, or the call may have done its work.
	code := core.AsError(err).Code
	require.Contains(s.t, []string{
		"state_used", "state_mismatch", "invalid_grant", "validation_failed", "not_logged_in", "unauthorized", "client_missing", "session_expired",
	}, string(code), "it says that it has to be begun afresh")
	s.client = nil
	one.prepare(s)
	require.NoError(s.t, one.call(s.t.Context(), s), "it works when it is begun afresh, after %s", code)
	return "afresh"
}

// table counts outcomes: by fault and outcome.
type table map[string]*row

type row struct {
	Cells, Success, Error, Killed, Again, Afresh int
	// LongestMs is how long the longest call took, by the clock of the test.
	LongestMs int64
}

func (t table) add(f fault, got outcome) {
	name := strings.TrimSuffix(strings.TrimSuffix(f.name, " once"), " from then on")
	if t[name] == nil {
		t[name] = &row{}
	}
	counts := t[name]
	counts.Cells++
	*map[string]*int{"success": &counts.Success, "error": &counts.Error, "killed": &counts.Killed}[got.ended]++
	if got.then == "again" {
		counts.Again++
	} else {
		counts.Afresh++
	}
	counts.LongestMs = max(counts.LongestMs, got.took.Milliseconds())
}

// write keeps the table of a whole matrix for e2e/support/fault-table.mjs.
func (t table) write(test *testing.T) {
	if os.Getenv("WHOLE") == "" || test.Failed() {
		return
	}
	text, err := json.MarshalIndent(t, "", " ")
	require.NoError(test, err)
	file := "../../out/fault-matrix/natively.json"
	require.NoError(test, os.MkdirAll(filepath.Dir(file), 0o755))
	require.NoError(test, os.WriteFile(file, text, 0o644))
}

// The columns are the table of exports, but for what opens and closes a client.
func TestColumns(t *testing.T) {
	source, err := os.ReadFile("../../../jsbind/exports.go")
	require.NoError(t, err)
	var exported, played []string
	for _, match := range regexp.MustCompile(`(?m)^\t\{"(\w+)", call\w+\}`).FindAllStringSubmatch(string(source), -1) {
		if match[1] != "close" {
			exported = append(exported, match[1])
		}
	}
	for _, one := range functions() {
		name, _, _ := strings.Cut(one.name, ",")
		if !slices.Contains(played, name) {
			played = append(played, name)
		}
	}
	require.Greater(t, len(exported), 30)
	assert.ElementsMatch(t, exported, played)
}
