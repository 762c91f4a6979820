//go:build !js

// Only a native program can listen on a socket.

package practice_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/practice"
)

func TestListen(t *testing.T) {
	for _, address := range []string{"", "3000", ":0", "0.0.0.0:0", "[::]:0", "192.0.2.1:0", "example.com:0", "localhost.example:0"} {
		_, err := practice.Listen(address)
		assert.Error(t, err, address)
	}
	for _, address := range []string{"localhost:0", "127.0.0.1:0", "127.0.0.2:0"} {
		listener, err := practice.Listen(address)
		require.NoError(t, err, address)
		assert.NoError(t, listener.Close())
	}
}

// A server with a socket takes its name from the request, and people reach it over the network.
func TestServeOnASocket(t *testing.T) {
	listener, err := practice.Listen("127.0.0.1:0")
	require.NoError(t, err)
	server := practice.New(practice.Options{})
	listening := &http.Server{Handler: server}
	go func() { _ = listening.Serve(listener) }() // runs until the listener is closed
	defer listening.Close()

	base := "http://" + listener.Addr().String()
	transport := native.NewTransport(nil)
	response, err := transport.Do(t.Context(), core.Request{Method: "GET", URL: base + "/.well-known/oauth-authorization-server"})
	require.NoError(t, err)
	assert.Equal(t, base+"/oauth/token", response.Body.Text("token_endpoint"))

	response, err = transport.Do(t.Context(), core.Request{Method: "POST", URL: base + "/api/v1/apps", Form: core.Fields{
		{Name: "client_name", Value: "a"}, {Name: "redirect_uris", Value: callback}}})
	require.NoError(t, err)
	query := form("response_type", "code", "client_id", response.Body.Text("client_id"), "redirect_uri", callback)
	back, err := practice.NewPerson(nil).Approve(t.Context(), base+"/oauth/authorize?"+query.Encode(), "alice")
	require.NoError(t, err)
	assert.Contains(t, back, callback+"?code=")

	server.Fail("/api/", practice.CloseConnection, -1) // net/http retries once
	_, err = transport.Do(t.Context(), core.Request{Method: "GET", URL: base + "/api/v1/instance"})
	assert.ErrorIs(t, err, core.ErrNetwork)
}
