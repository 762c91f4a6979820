package contract

import (
	"context"
	"flag"
	"fmt"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/mastoauth/mastoauth/core/practice"
	"github.com/mastoauth/mastoauth/e2e/servers/doorkeeper"
)

// server is one of those that the contract holds for.
type server struct{ name, url string }

var servers []*server

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(runOnServers(m))
}

func runOnServers(m *testing.M) int {
	real, err := doorkeeper.Launch(context.Background(), 0)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer real.Close()
	fake := httptest.NewServer(practice.New(practice.Options{}))
	defer fake.Close()

	servers = []*server{{"doorkeeper", real.URL}, {"practice", fake.URL}}
	code := m.Run()
	if words := real.LastWords(); code != 0 && words != "" {
		fmt.Fprintln(os.Stderr, "Doorkeeper's error log ends so:\n"+words)
	}
	if everythingRan() && code == 0 {
		for _, name := range unusedDifferences() {
			fmt.Fprintln(os.Stderr, "FAIL: no test looks up this known difference any more:", name)
			code = 1
		}
	}
	return code
}

func everythingRan() bool {
	return flag.Lookup("test.run").Value.String() == "" && flag.Lookup("test.skip").Value.String() == ""
}

// onEach runs a test on every server.
func onEach(t *testing.T, test func(t *testing.T, s *server)) {
	t.Helper()
	for _, s := range servers {
		t.Run(s.name, func(t *testing.T) { test(t, s) })
	}
}

// caseName is the test's name without the server: what both have in common.
func (s *server) caseName(t *testing.T) string {
	return strings.Replace(t.Name(), "/"+s.name, "", 1)
}
