package replay

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core/practice"
)

// A sequence is a recording whose exchanges follow each other on one server. Words stand for its ids.

func sequences(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/sequences/*.jsonl")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	return files
}

// What two people's clients asked a real server is answered here as there, member by member and value by value, but for what is listed.
func TestSequences(t *testing.T) {
	for _, file := range sequences(t) {
		recording := readRecording(t, file)
		t.Run(recording.name, func(t *testing.T) {
			path := strings.TrimSuffix(file, ".jsonl") + ".differences"
			listed, occurring := readDifferences(t, path), map[difference]string{}
			counts, sum := map[string]int{}, tally{}
			for _, each := range play(t, recording) {
				sum.asked++
				if len(each.found) == 0 {
					sum.equal++
				}
				for _, what := range each.found {
					one := difference{each.exchange.Case, what}
					if kind, known := listed[one]; known {
						occurring[one] = kind
						counts["different: "+kind]++
					} else {
						t.Errorf("a new difference: %s", one)
					}
				}
			}
			for one := range listed {
				if occurring[one] == "" {
					t.Errorf("it no longer occurs, so take it out of the list: %s", one)
				}
			}
			t.Logf("%s\n%s", sum, strings.Join(table(counts), "\n"))
		})
	}
}

// played is an exchange with what was answered otherwise.
type played struct {
	exchange exchange
	found    []string
}

// play plays all exchanges of a sequence on one server, which has nothing but what the sequence puts there.
func play(t *testing.T, recording recording) (all []played) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		options, ok := practice.Flavour(recording.Flavour)
		require.True(t, ok, recording.Flavour)
		options.URL, options.Empty = recording.Server, true
		time.Sleep(time.Until(time.Date(2026, 11, 29, 11, 47, 18, 0, time.UTC))) // the clock of the bubble stands at 2000
		server := practice.New(options)
		stage := &stage{
			ctx: t.Context(), server: server, person: server.Person(), origin: recording.Server, redirect: recording.Redirect, client: recording.Client,
			words: map[string]string{}, whole: true,
		}
		stage.open()
		for _, exchange := range recording.exchanges {
			stage.exchange = exchange
			for _, given := range exchange.Given {
				words := strings.Fields(given)
				require.Containsf(t, setups, words[0], "%s: no such set-up", exchange.Case)
				require.NoErrorf(t, setups[words[0]](stage, words[1:]), "%s: given %q", exchange.Case, given)
			}
			sent, err := exchange.Sent.in(recording.Sent)
			require.NoError(t, err, exchange.Case)
			stage.sent = sent
			time.Sleep(time.Second / 10)
			got, err := stage.replay()
			require.NoError(t, err, exchange.Case)
			headers, err := exchange.Headers.in(recording.Headers)
			require.NoError(t, err, exchange.Case)
			found := stage.compare(headers, recording.Unrecorded, got)
			if want, have := linkShape(headers["link"]), linkShape(got.header.Get("Link")); want != have {
				found = append(found, fmt.Sprintf("link: %s, not %s", orNone(want), orNone(have)))
			}
			for word, path := range exchange.Keeps {
				stage.words[word] = textAt(got.body, path)
				require.NotEmpty(t, stage.words[word], "%s: %s", exchange.Case, path)
			}
			all = append(all, played{exchange, found})
		}
	})
	return all
}

// textAt returns a text in a JSON body: "poll.id".
func textAt(body []byte, path string) string {
	var value any
	_ = json.Unmarshal(body, &value) // another body has no such text
	for name := range strings.SplitSeq(path, ".") {
		members, _ := value.(map[string]any)
		value = members[name]
	}
	text, _ := value.(string)
	return text
}

// linkShape is a header Link without the ids in it.
func linkShape(header string) string {
	links := strings.Split(header, ", ")
	for i, link := range links {
		address, rel, _ := strings.Cut(link, ">; ")
		_, query, _ := strings.Cut(address, "?")
		names := strings.Split(query, "&")
		for j, name := range names {
			if bare, _, _ := strings.Cut(name, "_id="); bare != name {
				names[j] = bare + "_id"
			}
		}
		slices.Sort(names)
		links[i] = strings.TrimSpace(rel + " " + strings.Join(names, "&"))
	}
	return strings.Join(links, ", ")
}
