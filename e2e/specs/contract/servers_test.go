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
type server struct {
	name, url string
	version   version
}

var servers []*server

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(runOnServers(m))
}

func runOnServers(m *testing.M) int {
	if address := os.Getenv(addressVariable); address != "" {
		return runOnAddress(m, strings.TrimSuffix(address, "/"))
	}
	real, err := doorkeeper.Launch(context.Background(), 0)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer real.Close()
	if !addServer("doorkeeper", real.URL) || !addPractice(practice.DefaultFlavour) {
		return 1
	}
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

// addressVariable names the environment variable with the address of a real server to ask instead.
const addressVariable = "CONTRACT_URL"

// runOnAddress asks a server that runs elsewhere, and beside it the practice server that plays its version, since some tests
// compare the two.
func runOnAddress(m *testing.M, address string) int {
	_, minor, err := findVersion(address)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	if !addServer("real", address) || !addPractice("mastodon-"+minor) {
		return 1
	}
	return m.Run()
}

// addServer adds a server to those that are asked.
func addServer(name, address string) bool {
	version, _, err := findVersion(address)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return false
	}
	servers = append(servers, &server{name, address, version})
	return true
}

// addPractice starts a practice server and adds it. It ends with the process.
func addPractice(flavour string) bool {
	options, ok := practice.Flavour(flavour)
	if !ok {
		fmt.Fprintln(os.Stderr, "no practice server plays "+flavour)
		return false
	}
	return addServer("practice", httptest.NewServer(practice.New(options)).URL)
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
