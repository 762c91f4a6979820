package main

import (
	"context"
	"net"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core/practice"
)

func TestPortInUse(t *testing.T) {
	taken, err := practice.Listen("localhost:0")
	require.NoError(t, err)
	defer taken.Close()
	port := taken.Addr().(*net.TCPAddr).Port
	_, err = start(t.Context(), "practice server", "PRACTICE_PORT", port, http.NotFoundHandler(), nil)
	assert.Regexp(t, `^port [0-9]+ for the practice server is in use: set PRACTICE_PORT to another one$`, err.Error())
}

// A signal ends the program even while a request hangs.
func TestCloseEndsWhatHangs(t *testing.T) {
	free, err := practice.Listen("localhost:0")
	require.NoError(t, err)
	port := free.Addr().(*net.TCPAddr).Port
	require.NoError(t, free.Close())

	server := practice.New(practice.Options{})
	server.Fail("/", practice.Hang, -1)
	ctx, signal := context.WithCancel(t.Context())
	failed := make(chan error, 1)
	closeServer, err := start(ctx, "practice server", "PRACTICE_PORT", port, server, failed)
	require.NoError(t, err)

	answered := make(chan error, 1)
	go func() {
		response, err := http.Get("http://" + (&net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: port}).String())
		if err == nil {
			err = response.Body.Close()
		}
		answered <- err
	}()
	signal()
	closeServer()
	assert.Error(t, <-answered, "the request ends without an answer")
	assert.Empty(t, failed, "which is no failure of the server")
	_, err = net.Dial("tcp", (&net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: port}).String())
	assert.Error(t, err, "nobody listens any more")
}
