//go:build !js

package native_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/practice"
)

// Whichever records are damaged, the person is asked again at most, and the next time they are not.
func TestADamagedStoreIsHealedByALogin(t *testing.T) {
	for name, pattern := range map[string]string{
		"all": "*.json", "the index": "mastoauth%3asessions.json", "the login": "mastoauth%3asession%3a*", "the account": "mastoauth%3aaccount%3a*",
		"the registration": "mastoauth%3aapp%3a*", "the port": "mastoauth%3aloopback%3a*",
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, practice.Options{})
			dir := t.TempDir()
			o := d.options()
			o.Host = native.Host(native.NewFileStore(dir))
			o.Host.Transport = d
			_, err := d.logIn(o)
			require.NoError(t, err)
			files, err := filepath.Glob(filepath.Join(dir, pattern))
			require.NoError(t, err)
			require.NotEmpty(t, files)
			for _, file := range files {
				require.NoError(t, os.WriteFile(file, []byte("{"), 0o600))
			}
			o.ForceLogin = name == "the registration" || name == "the port" // nothing else reads these
			client, err := d.logIn(o)
			require.NoError(t, err)
			assert.Equal(t, "alice", d.who(client))
			o.ForceLogin = false
			o.Open = func(string) error { t.Error("the person is asked again"); return nil }
			_, err = d.logIn(o)
			assert.NoError(t, err)
		})
	}
}
