package replay

import (
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core/practice"
)

var (
	prune = flag.Bool("prune", false, "take those differences out of the lists that no longer occur")
	add   = flag.String("add", "", "put new differences into the lists, under this kind")
)

// Each practice server answers as the recorded server did, but for the differences that are listed with their reason.
func TestReplay(t *testing.T) {
	require.LessOrEqual(t, len(reasons), 10, "kinds of differences")
	total := tally{}
	for _, recording := range recordings(t) {
		t.Run(recording.name, func(t *testing.T) {
			path := "testdata/" + recording.name + ".differences"
			listed := readDifferences(t, path)
			occurring, counts, sum := map[difference]string{}, map[string]int{}, tally{}
			for _, exchange := range recording.exchanges {
				if exchange.Unplayed != "" {
					counts["not played: "+exchange.Unplayed]++
					sum.unplayed++
					continue
				}
				sum.asked++
				found := replay(t, recording, exchange)
				if len(found) == 0 {
					sum.equal++
				}
				for _, what := range found {
					each := differenceIn(exchange, what)
					kind, known := listed[each]
					if !known && *add != "" {
						kind, known = *add, true
					}
					if !known {
						t.Errorf("a new difference: %s", each)
						continue
					}
					occurring[each] = kind
					counts["different: "+kind]++
				}
			}
			if *prune || *add != "" {
				require.NoError(t, writeDifferences(path, occurring))
			} else {
				for each := range listed {
					if occurring[each] == "" {
						t.Errorf("it no longer occurs, so take it out of the list (-prune does): %s", each)
					}
				}
			}
			t.Logf("%s\n%s", sum, strings.Join(table(counts), "\n"))
			total = tally{total.asked + sum.asked, total.equal + sum.equal, total.unplayed + sum.unplayed}
		})
	}
	t.Logf("all recordings together: %s", total)
}

// tally counts the exchanges of a recording: each is either asked or not played.
type tally struct{ asked, equal, unplayed int }

func (n tally) String() string {
	return fmt.Sprintf("%d recorded: asked %d, equal %d, different %d, not played %d", n.asked+n.unplayed, n.asked, n.equal, n.asked-n.equal, n.unplayed)
}

func table(counts map[string]int) (lines []string) {
	for name, count := range counts {
		lines = append(lines, fmt.Sprintf("%5d  %s", count, name))
	}
	slices.SortFunc(lines, func(a, b string) int { return strings.Compare(a[7:], b[7:]) })
	return lines
}

// replay plays one exchange on a server of its own, and returns the differences.
func replay(t *testing.T, recording recording, exchange exchange) (found []string) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		stage := newStage(t, recording, exchange)
		if exchange.Person != "" {
			ends, asked := stage.act()
			if want, have := stage.place(exchange.Ends), stage.place(ends); want != have {
				found = append(found, fmt.Sprintf("person: ends at %s, not %s", want, have))
			}
			if exchange.Asked != nil && asked != *exchange.Asked {
				found = append(found, fmt.Sprintf("person: asked for consent: %v, not %v", *exchange.Asked, asked))
			}
			return
		}
		got, err := stage.replay()
		require.NoError(t, err, exchange.Case)
		headers, err := exchange.Headers.in(recording.Headers)
		require.NoError(t, err, exchange.Case)
		found = stage.compare(headers, recording.Unrecorded, got)
	})
	return found
}

// newStage makes a server and brings it into the state that the exchange was recorded in.
func newStage(t *testing.T, recording recording, exchange exchange) *stage {
	t.Helper()
	options, ok := practice.Flavour(recording.Flavour)
	require.True(t, ok, recording.Flavour)
	options.URL = recording.Server
	for _, given := range exchange.Given {
		if words := strings.Fields(given); switches[words[0]] != nil {
			switches[words[0]](&options, strings.Join(words[1:], " "))
		}
	}
	sent, err := exchange.Sent.in(recording.Sent)
	require.NoError(t, err, exchange.Case)
	time.Sleep(time.Until(time.Date(2026, 11, 29, 0, 0, 0, 0, time.UTC))) // the clock of the bubble stands at 2000
	server := practice.New(options)
	stage := &stage{
		ctx: t.Context(), server: server, person: server.Person(), origin: recording.Server, redirect: recording.Redirect, client: recording.Client,
		exchange: exchange, sent: sent, words: map[string]string{},
	}
	stage.open()
	for _, given := range exchange.Given {
		words := strings.Fields(given)
		if switches[words[0]] != nil {
			continue
		}
		require.Containsf(t, setups, words[0], "%s: no such set-up", exchange.Case)
		require.NoErrorf(t, setups[words[0]](stage, words[1:]), "%s: given %q", exchange.Case, given)
	}
	return stage
}
