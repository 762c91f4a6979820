package keyring

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/zalando/go-keyring"

	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/practice"
)

// The login is kept, and if the keyring loses its key, the person logs in again.
func TestLogIn(t *testing.T) {
	keyring.MockInit()
	server, dir, asked := practice.New(practice.Options{}), t.TempDir(), 0
	logIn := func() {
		o := native.LogInOptions{Server: "practice.example", ClientName: "My bot", Host: native.Host(opened(t, dir)), Output: t.Output()}
		o.Host.Transport = server.Transport()
		o.Open = func(address string) error {
			asked++
			back, err := server.Person().Approve(t.Context(), address, "alice")
			if err != nil {
				return err
			}
			page, err := http.Get(back)
			if err == nil {
				_ = page.Body.Close()
			}
			return err
		}
		client, err := native.LogIn(t.Context(), o)
		require.NoError(t, err)
		account, err := native.Decode(client.AccountVerifyCredentials(t.Context()))
		require.NoError(t, err)
		assert.Equal(t, "alice", account.Acct)
	}
	logIn()
	logIn()
	assert.Equal(t, 1, asked)
	require.NoError(t, keyring.Delete(service, "app-test"))
	logIn()
	logIn()
	assert.Equal(t, 2, asked)
}
