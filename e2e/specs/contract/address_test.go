package contract

import (
	"net/http/httptest"
	"os"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core/practice"
)

// The suite runs against an address, as it would against a real server: here against our own servers, over loopback. Of the versions
// one is tried, and all with CONTRACT_VERSIONS=all.
func TestByAddress(t *testing.T) {
	if os.Getenv(addressVariable) != "" {
		return // this is the run that the test below began
	}
	for minor := range versions {
		if minor != "4.4" && os.Getenv("CONTRACT_VERSIONS") != "all" {
			continue
		}
		t.Run(minor, func(t *testing.T) {
			options, ok := practice.Flavour("mastodon-" + minor)
			require.True(t, ok, "no practice server plays this version")
			output, err := runAgainst(t, options)
			assert.NoError(t, err, "%s", output)
		})
	}
	t.Run("a fault is found", func(t *testing.T) {
		output, err := runAgainst(t, practice.Options{Quirks: practice.Quirks{NoPKCE: true}}, "-test.run=TestPKCE")
		assert.Error(t, err)
		assert.Contains(t, output, "FAIL: TestPKCE/real/")
		assert.NotContains(t, output, "FAIL: TestPKCE/practice/", "only the server at the address has it")
	})
	t.Run("a version that nobody knows", func(t *testing.T) {
		output, err := runAgainst(t, practice.Options{Version: "4.99.0"}, "-test.run=TestPKCE")
		assert.Error(t, err)
		assert.Contains(t, output, `has version "4.99.0"`)
	})
}

// runAgainst runs this program's tests against a server with these options.
func runAgainst(t *testing.T, options practice.Options, flags ...string) (output string, err error) {
	t.Helper()
	server := httptest.NewServer(practice.New(options))
	defer server.Close()
	program, err := os.Executable()
	require.NoError(t, err)
	run := exec.CommandContext(t.Context(), program, flags...)
	run.Env = append(os.Environ(), addressVariable+"="+server.URL)
	said, err := run.CombinedOutput()
	return string(said), err
}
