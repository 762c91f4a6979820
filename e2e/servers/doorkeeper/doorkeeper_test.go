package doorkeeper

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestLaunch(t *testing.T) {
	server, err := Launch(t.Context(), 0)
	require.NoError(t, err)
	t.Cleanup(func() { server.Close() })
	address, err := url.Parse(server.URL)
	require.NoError(t, err)
	assert.Equal(t, "127.0.0.1", address.Hostname(), "nobody else on the network reaches it")

	t.Run("a taken port is an error that says so", func(t *testing.T) {
		port, err := strconv.Atoi(address.Port())
		require.NoError(t, err)
		second, err := Launch(t.Context(), port)
		assert.Nil(t, second)
		assert.ErrorContains(t, err, "Address already in use")
	})
	t.Run("closing ends the process and removes the database", func(t *testing.T) {
		require.DirExists(t, server.directory)
		response, err := http.Get(server.URL + "/avatars/nobody.svg")
		require.NoError(t, err)
		response.Body.Close()
		assert.Equal(t, 404, response.StatusCode)

		require.NoError(t, server.Close())
		assert.Contains(t, server.LastWords(), "RecordNotFound", "what fails inside is in its last words")
		assert.NoDirExists(t, server.directory)
		_, err = net.Dial("tcp", address.Host)
		assert.Error(t, err)
		assert.Error(t, server.Wait(context.Background()), "it tells those who wait that it ended")
	})
}
