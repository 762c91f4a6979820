package main

import (
	"bytes"
	"context"
	"net"
	"net/http"
	"regexp"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core/practice"
)

func TestPortInUse(t *testing.T) {
	taken, err := practice.Listen("localhost:0")
	require.NoError(t, err)
	defer taken.Close()
	number := taken.Addr().(*net.TCPAddr).Port
	_, err = start(t.Context(), "practice server", port{number, "port", "PRACTICE_PORT"}, http.NotFoundHandler(), nil)
	assert.Regexp(t, `^port [0-9]+ for the practice server is in use: give another one with -port \("make run" calls it PRACTICE_PORT\)$`, err.Error())
}

// A signal ends the program even while a request hangs.
func TestCloseEndsWhatHangs(t *testing.T) {
	free, err := practice.Listen("localhost:0")
	require.NoError(t, err)
	number := free.Addr().(*net.TCPAddr).Port
	require.NoError(t, free.Close())

	server := practice.New(practice.Options{})
	server.Fail("/", practice.Hang, -1)
	ctx, signal := context.WithCancel(t.Context())
	failed := make(chan error, 1)
	closeServer, err := start(ctx, "practice server", port{number: number}, server, failed)
	require.NoError(t, err)

	answered := make(chan error, 1)
	go func() {
		response, err := http.Get("http://" + (&net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: number}).String())
		if err == nil {
			err = response.Body.Close()
		}
		answered <- err
	}()
	signal()
	closeServer()
	assert.Error(t, <-answered, "the request ends without an answer")
	assert.Empty(t, failed, "which is no failure of the server")
	_, err = net.Dial("tcp", (&net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: number}).String())
	assert.Error(t, err, "nobody listens any more")
}

// requests sends GET requests with a token, and returns the status of the last answer.
func requests(t *testing.T, server *practice.Server, token string, times int) (status int) {
	t.Helper()
	client := http.Client{Transport: server.RoundTripper()}
	for range times {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL()+"/api/v1/accounts/verify_credentials", nil)
		require.NoError(t, err)
		request.Header.Set("Authorization", "Bearer "+token)
		response, err := client.Do(request)
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
		status = response.StatusCode
	}
	return status
}

func TestThePrintedTokensWork(t *testing.T) {
	for flavour, people := range map[string]map[string]int{
		practice.DefaultFlavour: {"alice": 200, "bob": 200, "carol": 403, "dave": 403, "erin": 403},
		"gotosocial":            {"alice": 200, "bob": 200},
	} {
		options, err := optionsFor(flavour, false, false)
		require.NoError(t, err)
		server := practice.New(options)
		var printed bytes.Buffer
		printTokens(&printed, server)
		found := map[string]int{}
		for _, line := range regexp.MustCompile(`(?m)^(\w+)'s token +(\S+)$`).FindAllStringSubmatch(printed.String(), -1) {
			found[line[1]] = requests(t, server, line[2], 1)
		}
		assert.Equal(t, people, found, flavour)
	}
}

// Its rate limits refuse nobody, unless -limits says so.
func TestLimits(t *testing.T) {
	for limits, status := range map[bool]int{false: 200, true: 429} {
		options, err := optionsFor(practice.DefaultFlavour, false, limits)
		require.NoError(t, err)
		synctest.Test(t, func(t *testing.T) { // so that no period ends meanwhile
			server := practice.New(options)
			token, ok := server.Token("alice")
			require.True(t, ok)
			assert.Equal(t, 200, requests(t, server, token, 300))
			assert.Equal(t, status, requests(t, server, token, 1))
		})
	}
	_, err := optionsFor("nothing", false, false)
	assert.ErrorContains(t, err, `there is no flavour "nothing"; there are akkoma, `)
}
