//go:build !js

// These tests listen on sockets, which do not exist in a browser.

package native_test

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

// dialing is a client whose connections all fail with this error, as the operating system reports it.
func dialing(err error) *http.Client {
	return &http.Client{Transport: &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: err}
	}}}
}

func TestTransportFails(t *testing.T) {
	closing := serve(t, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	halfway := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		_, _ = w.Write([]byte("{"))
	})
	self := httptest.NewUnstartedServer(http.NotFoundHandler())
	self.Config.ErrorLog = log.New(io.Discard, "", 0)
	self.StartTLS()
	defer self.Close()
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	for name, test := range map[string]struct {
		url     string
		client  *http.Client
		reason  core.NetworkReason
		message string
	}{
		"closed":             {closing, nil, core.ReasonInterrupted, "broke"},
		"closed halfway":     {halfway, nil, core.ReasonInterrupted, "broke"},
		"reset":              {"https://server.example", dialing(os.NewSyscallError("read", syscall.ECONNRESET)), core.ReasonInterrupted, "broke"},
		"nobody there":       {gone.URL, nil, core.ReasonDown, "nothing answers"},
		"no such host":       {"https://server.example", dialing(os.NewSyscallError("connect", syscall.EHOSTUNREACH)), core.ReasonDown, "nothing answers"},
		"no such name":       {"http://no-such-server.invalid", dialing(&net.DNSError{Err: "no such host", Name: "no-such-server.invalid", IsNotFound: true}), core.ReasonDNS, "there is no server called no-such-server.invalid"},
		"no name server":     {"https://server.example", dialing(&net.DNSError{Err: "server misbehaving", Name: "server.example", IsTemporary: true}), core.ReasonOffline, "no connection"},
		"no network":         {"https://server.example", dialing(os.NewSyscallError("connect", syscall.ENETUNREACH)), core.ReasonOffline, "no connection"},
		"bad certificate":    {self.URL, nil, core.ReasonCertificateOrCaptivePortal, "certificate is not valid"},
		"no encryption":      {strings.Replace(closing, "http:", "https:", 1), nil, core.ReasonNotHTTPS, "does not speak HTTPS"},
		"scheme without web": {"gopher://localhost", nil, "", "could not be reached"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := native.NewTransport(test.client).Do(t.Context(), core.Request{Method: "GET", URL: test.url + "/?code=secret"})
			failure := networkFailure(t, err, core.ErrNetwork, "network")
			assert.Equal(t, test.reason, failure.Reason)
			assert.Contains(t, failure.Message, test.message)
			assert.NotEmpty(t, failure.Hint)
		})
	}
}

// What a call tells is what the transport found out.
func TestACallNamesTheReason(t *testing.T) {
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	host := native.Host(native.NewMemStore())
	client, err := core.New(t.Context(), host, core.Options{APIBaseURL: gone.URL, AccessToken: "token-1"})
	require.NoError(t, err)
	_, err = client.AccountVerifyCredentials(t.Context())
	assert.Equal(t, core.ReasonDown, core.AsError(err).Reason)
	_, err = core.FindServer(t.Context(), host, core.FindServerOptions{Server: gone.URL})
	assert.Equal(t, core.CodeServerNotFound, core.AsError(err).Code)
	assert.Equal(t, core.ReasonDown, core.AsError(err).Reason)
}
