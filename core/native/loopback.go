package native

import (
	"context"
	"errors"
	"io"
	"log"
	"math/rand/v2"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/mastoauth/mastoauth/core"
)

// Servers send a person back to an address that was registered, and compare it to the letter: Mastodon up to Doorkeeper 5 ignores the
// port of 127.0.0.1, and from Doorkeeper 6 on, and elsewhere, it does not. So a program keeps its addresses, with their ports, and
// uses the first one whose port is free. If none is, it takes another port, and registers once more.

// loopbackPrefix is the start of the storage key of the addresses of a program. The program's name follows.
const loopbackPrefix = "mastoauth:loopback:"

// mostLoopbacks is how many addresses are kept. A program needs one for each login that waits at the same time.
const mostLoopbacks = 10

// origin is where all addresses begin: the IP address, since the name localhost may lead elsewhere (RFC 8252, section 8.3).
const origin = "http://127.0.0.1:"

// listen returns an open port, and the address there that a server may send the person back to. Its path is a secret of this store, so
// no page of the web can guess it.
func (o LogInOptions) listen(ctx context.Context) (listener net.Listener, address string, err error) {
	key := loopbackPrefix + strings.TrimSpace(o.ClientName)
	choose := func(ctx core.Context) error {
		record, err := o.Host.Storage.Get(ctx, key)
		if err != nil && !errors.Is(err, core.CodeStorageCorrupt) { // a damaged record is overwritten
			return err
		}
		var kept []string
		if record != nil {
			kept = strings.Fields(record.Text("addresses"))
		}
		for _, address = range kept {
			port, _, _ := strings.Cut(strings.TrimPrefix(address, origin), "/")
			if listener, err = net.Listen("tcp4", "127.0.0.1:"+port); err == nil {
				return nil
			}
		}
		if listener = freePort(); listener == nil {
			return errNoBrowser // nothing could come back from it
		}
		path, err := o.Host.Crypto.RandomText(16)
		if err != nil {
			return err
		}
		address = "http://" + listener.Addr().String() + "/" + path
		kept = append(kept[max(0, len(kept)-mostLoopbacks+1):], address)
		return o.Host.Storage.Set(ctx, key, core.Fields{{Name: "addresses", Value: strings.Join(kept, " ")}})
	}
	if o.Host.Locker == nil {
		err = choose(ctx)
	} else {
		err = o.Host.Locker.Lock(ctx, key, choose)
	}
	if err != nil && listener != nil {
		_ = listener.Close()
	}
	return listener, address, err
}

// freePort opens a port that is likely to be free the next time, too: below those that systems give to outgoing connections. It returns nil
// if the system gives none.
func freePort() net.Listener {
	for range 20 {
		if listener, err := net.Listen("tcp4", "127.0.0.1:"+strconv.Itoa(20_000+rand.IntN(12_000))); err == nil {
			return listener
		}
	}
	return nil
}

// askInBrowser opens the server's page in the person's browser, and waits until the browser comes back. The error is errNoBrowser if it
// cannot be opened.
func (o LogInOptions) askInBrowser(ctx context.Context, request core.BeginSignInOptions) (core.Session, error) {
	listener, address, err := o.listen(ctx)
	if err != nil {
		return core.Session{}, err
	}
	defer listener.Close()
	request.RedirectURI = address
	start, err := core.BeginSignIn(ctx, o.Host, request)
	if err != nil {
		return core.Session{}, err
	}
	pages := &callbackPages{app: o.ClientName, address: address, state: start.State, arrived: make(chan arrival), decided: make(chan struct{})}
	server := &http.Server{
		Handler: pages, ReadHeaderTimeout: 10 * time.Second, MaxHeaderBytes: 128 << 10,
		ErrorLog: log.New(io.Discard, "", 0), // what is wrong with a stranger's request concerns nobody
	}
	go func() { _ = server.Serve(listener) }()
	defer server.Close()

	o.tell("To log in at %s, agree in the browser. If it shows no page, open this address:\n\n%s\n\n", start.Server.Domain, start.URL)
	opened := make(chan error, 1)
	go func() { opened <- o.Open(start.URL) }()
	for {
		select {
		case answer := <-pages.arrived:
			done, err := core.CompleteSignIn(ctx, o.Host, core.CompleteSignInOptions{URL: answer.address, RequestTimeoutMs: o.RequestTimeoutMs})
			pages.decide(done.Session, err)
			<-answer.shown
			return done.Session, err
		case err := <-opened:
			if err != nil {
				o.tell("No browser could be opened. The address above does not count any more.\n\n")
				pages.decide(core.Session{}, errNoBrowser)
				return core.Session{}, errNoBrowser
			}
			opened = nil
		case <-ctx.Done():
			pages.decide(core.Session{}, waitError(ctx))
			return core.Session{}, waitError(ctx)
		}
	}
}
