package replay

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// reasons are the kinds of differences that may stand, each with its reason: at most ten. The files testdata/NAME.differences list
// each difference under its kind.
var reasons = map[string]string{
	"settings": "The recorded server was set up in a way that no practice server can be.",
}

// difference is one difference between a recorded answer and that of the practice server. where is the exchange's case, or the
// request for a difference in the members of a document, which all answers to that request have.
type difference struct{ where, what string }

func (d difference) String() string { return d.where + " | " + d.what }

func differenceIn(e exchange, what string) difference {
	if strings.HasPrefix(what, "member: ") || strings.HasPrefix(what, "type: ") {
		path, _, _ := strings.Cut(e.Path, "?")
		return difference{e.Method + " " + path, what}
	}
	return difference{e.Case, what}
}

// readDifferences reads the list of a recording: the kind of each difference that may stand. Its lines are "# KIND" and
// "WHERE | DIFFERENCE".
func readDifferences(t *testing.T, path string) map[difference]string {
	t.Helper()
	listed := map[difference]string{}
	text, err := os.ReadFile(path)
	if os.IsNotExist(err) {
		return listed
	}
	require.NoError(t, err)
	kind := ""
	for number, line := range strings.Split(string(text), "\n") {
		if name, isKind := strings.CutPrefix(line, "# "); isKind {
			require.Containsf(t, reasons, name, "%s:%d: no such kind", path, number+1)
			kind = name
		} else if line != "" {
			where, what, ok := strings.Cut(line, " | ")
			require.Truef(t, ok && kind != "", "%s:%d is no difference", path, number+1)
			listed[difference{where, what}] = kind
		}
	}
	return listed
}

// writeDifferences writes the list of a recording, its kinds and lines in order.
func writeDifferences(path string, listed map[difference]string) error {
	lines := map[string][]string{}
	for each, kind := range listed {
		lines[kind] = append(lines[kind], each.String())
	}
	var text strings.Builder
	for _, kind := range kinds() {
		if len(lines[kind]) > 0 {
			slices.Sort(lines[kind])
			fmt.Fprintf(&text, "# %s\n%s\n\n", kind, strings.Join(lines[kind], "\n"))
		}
	}
	if text.Len() == 0 {
		return os.RemoveAll(path)
	}
	return os.WriteFile(path, []byte(strings.TrimSuffix(text.String(), "\n")), 0o600)
}

func kinds() (names []string) {
	for name := range reasons {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
