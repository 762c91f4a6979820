package replay

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// recording is what a real server answered.
type recording struct {
	name string // the file's name, without .jsonl
	// About says which software was recorded, when and how.
	About string
	// Flavour is the name of the practice server that plays it.
	Flavour string
	// Server is the address of the recorded server: scheme and host.
	Server string
	// Redirect is the redirect URI that the apps of the recording registered, unless a set-up names others.
	Redirect string
	// Client is the name of the apps. Default: Test app.
	Client string
	// Unrecorded are the beginnings of the names of headers that the recording leaves out.
	Unrecorded []string
	// Headers and Sent are sets of headers by name, which the exchanges refer to.
	Headers, Sent map[string]map[string]string

	exchanges []exchange
}

// exchange is one request and its answer, or what one person did in a browser.
type exchange struct {
	Case string
	// Given is the state of the server, as a list of set-ups: see setups.
	Given []string

	Method, Path string
	Sent         headers // of the request
	Form         string  // the request's body
	Upload       string  // a picture in place of it: "WIDTHxHEIGHT DESCRIPTION|FOCUS"

	// Person is what a person does, instead of a request: "alice approves", "alice denies". Path is the authorization address.
	Person string
	// Asked says whether the server asked for consent, if the person gave it.
	Asked *bool
	// Ends is the address that the browser ends at.
	Ends string

	Status  int
	Headers headers
	Body    any
	// As is the case that has the same body.
	As string
	// Cut: the recording has the beginning of the body only. Members that it does not have are not compared.
	Cut bool

	// Keeps are the words that stand for members of the body from here on, in a sequence.
	Keeps map[string]string

	// Unplayed says what the practice servers do not have, for an exchange that is not asked.
	Unplayed string
}

// headers is the name of a set of headers, or the headers themselves, which may add to a set: {"set": "H1", "location": "…"}.
type headers struct {
	set string
	own map[string]string
}

func (h *headers) UnmarshalJSON(text []byte) error {
	if json.Unmarshal(text, &h.set) == nil {
		return nil
	}
	err := json.Unmarshal(text, &h.own)
	h.set = h.own["set"]
	delete(h.own, "set")
	return err
}

// in returns all headers, by their names in lower case.
func (h headers) in(sets map[string]map[string]string) (all map[string]string, err error) {
	set, ok := sets[h.set]
	if !ok && h.set != "" {
		return nil, fmt.Errorf("no set of headers is called %q", h.set)
	}
	all = map[string]string{}
	for _, part := range []map[string]string{set, h.own} {
		for name, value := range part {
			all[strings.ToLower(name)] = value
		}
	}
	return all, nil
}

// recordings reads all recordings.
func recordings(t *testing.T) (all []recording) {
	t.Helper()
	files, err := filepath.Glob("testdata/*.jsonl")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		all = append(all, readRecording(t, file))
	}
	return all
}

func readRecording(t *testing.T, path string) (read recording) {
	t.Helper()
	file, err := os.Open(path)
	require.NoError(t, err)
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	seen := map[string]exchange{}
	for number := 1; lines.Scan(); number++ {
		decoder := json.NewDecoder(strings.NewReader(lines.Text()))
		decoder.DisallowUnknownFields()
		if number == 1 {
			require.NoError(t, decoder.Decode(&read), path)
			continue
		}
		var next exchange
		require.NoErrorf(t, decoder.Decode(&next), "%s:%d", path, number)
		require.NotContainsf(t, seen, next.Case, "%s:%d: there are two such cases", path, number)
		if next.As != "" {
			require.Containsf(t, seen, next.As, "%s:%d: no such case before", path, number)
			next.Body = seen[next.As].Body
		}
		seen[next.Case] = next
		read.exchanges = append(read.exchanges, next)
	}
	require.NoError(t, lines.Err())
	if read.Client == "" {
		read.Client = "Test app"
	}
	read.name = strings.TrimSuffix(filepath.Base(path), ".jsonl")
	return read
}
