//go:build !js

// A page of the web has no ports and no processes of its own.

package native_test

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/practice"
)

// desk is a program on a person's computer: a practice server without a socket, a store, and a person who does what the test says.
type desk struct {
	t      *testing.T
	server *practice.Server
	host   core.Host
	output *screen

	mu       sync.Mutex
	requests []core.Request // that the program sent to the server
	broken   string         // the path that no answer comes from
}

func newDesk(t *testing.T, options practice.Options) *desk {
	t.Helper()
	d := &desk{t: t, server: practice.New(options), host: native.Host(native.NewMemStore()), output: newScreen()}
	d.host.Transport = d
	return d
}

// Do notes each request of the program.
func (d *desk) Do(ctx core.Context, request core.Request) (*core.Response, error) {
	d.mu.Lock()
	d.requests = append(d.requests, request)
	isBroken := d.broken != "" && strings.HasSuffix(request.URL, d.broken)
	d.mu.Unlock()
	if isBroken {
		return nil, &core.Error{Kind: core.ErrNetwork, Code: core.CodeNetwork, Message: "nothing answers at practice.example."}
	}
	return d.server.Transport().Do(ctx, request)
}

// registrations returns the redirect addresses of the apps that were registered, in their order.
func (d *desk) registrations() (addresses []string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, request := range d.requests {
		if strings.HasSuffix(request.URL, "/api/v1/apps") {
			addresses = append(addresses, request.Form.Get("redirect_uris"))
		}
	}
	return addresses
}

func (d *desk) sent() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.requests)
}

// options are those of a program whose person agrees as alice.
func (d *desk) options() native.LogInOptions {
	return native.LogInOptions{
		Server: "practice.example", ClientName: "My bot", Host: d.host, Output: d.output, Input: strings.NewReader(""),
		Open: func(address string) error { d.browse(d.approve(address)); return nil },
	}
}

func (d *desk) approve(address string) string {
	back, err := d.server.Person().Approve(d.t.Context(), address, "alice")
	assert.NoError(d.t, err)
	return back
}

// logIn logs in, in good time. It returns when the browser has shown all that the person opened.
func (d *desk) logIn(options native.LogInOptions) (*core.Client, error) {
	ctx, cancel := context.WithTimeout(d.t.Context(), time.Minute)
	defer cancel()
	open, windows := options.Open, sync.WaitGroup{}
	if open != nil {
		options.Open = func(address string) error {
			windows.Add(1)
			defer windows.Done()
			return open(address)
		}
	}
	defer windows.Wait()
	return native.LogIn(ctx, options)
}

// who returns the account that a client acts as.
func (d *desk) who(client *core.Client) string {
	d.t.Helper()
	account, err := native.Decode(client.AccountVerifyCredentials(d.t.Context()))
	require.NoError(d.t, err)
	return account.Acct
}

// browse opens an address at the program's port, and returns what the browser is shown.
func (d *desk) browse(address string) (status int, page string, header http.Header) {
	return d.send("GET", address, "")
}

func (d *desk) send(method, address, host string) (status int, page string, header http.Header) {
	request, err := http.NewRequest(method, address, nil)
	if !assert.NoError(d.t, err) {
		return 0, "", nil
	}
	request.Host = host
	response, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(request)
	if !assert.NoError(d.t, err) {
		return 0, "", nil
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	assert.NoError(d.t, err)
	return response.StatusCode, string(body), response.Header
}

// redirectOf returns the address that an authorization address names.
func redirectOf(t *testing.T, address string) string {
	t.Helper()
	parsed, err := url.Parse(address)
	assert.NoError(t, err)
	return parsed.Query().Get("redirect_uri")
}

// screen is what a program has printed. A test may wait for it.
type screen struct {
	written *sync.Cond
	text    strings.Builder
}

func newScreen() *screen { return &screen{written: sync.NewCond(&sync.Mutex{})} }

func (s *screen) Write(part []byte) (int, error) {
	s.written.L.Lock()
	defer s.written.L.Unlock()
	s.written.Broadcast()
	return s.text.Write(part)
}

func (s *screen) String() string {
	s.written.L.Lock()
	defer s.written.L.Unlock()
	return s.text.String()
}

// address waits until the program asks for a code, and returns the address that it has printed for that.
func (s *screen) address() string {
	s.written.L.Lock()
	defer s.written.L.Unlock()
	for !strings.Contains(s.text.String(), "The code that is shown there: ") {
		s.written.Wait()
	}
	_, printed, _ := strings.Cut(s.text.String(), "open this address in a browser:\n\n")
	return strings.Fields(printed)[0]
}
