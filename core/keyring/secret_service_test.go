//go:build linux

package keyring

import (
	"context"
	"os"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/zalando/go-keyring"

	"github.com/mastoauth/mastoauth/core/internal/storetest"
)

// The programs that the test starts have the keyring of its session.
func TestMain(m *testing.M) {
	storetest.Main(func(ctx context.Context, address string) (storetest.SharedStore, error) {
		return open(ctx, "app-test", address)
	})
	os.Exit(m.Run())
}

// inside is set in the process that has a Secret Service of its own.
const inside = "MASTOAUTH_TEST_KEYRING"

// The same with GNOME Keyring, in a session bus and a home folder that end with the test.
func TestSecretService(t *testing.T) {
	if os.Getenv(inside) != "" {
		testStore(t, t.TempDir())
		dir := t.TempDir()
		storetest.Programs(t, dir, opened(t, dir))
		secret, err := keyring.Get(service, "app-test")
		require.NoError(t, err)
		assert.Len(t, secret, 44)
		return
	}
	for _, needed := range []string{"dbus-run-session", "gnome-keyring-daemon"} {
		if _, err := exec.LookPath(needed); err != nil {
			t.Skip("there is no " + needed)
		}
	}
	home := t.TempDir()
	command := exec.CommandContext(t.Context(), "dbus-run-session", "--", "sh", "-c",
		`printf password | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$0" -test.run '^TestSecretService$' -test.count=1 -test.v`, os.Args[0])
	command.Env = append(os.Environ(), inside+"=1", "HOME="+home, "XDG_DATA_HOME="+home, "XDG_RUNTIME_DIR="+home, "XDG_CONFIG_HOME="+home)
	output, err := command.CombinedOutput()
	require.NoError(t, err, "%s", output)
	assert.Contains(t, string(output), "--- PASS: TestSecretService")
}
