// Serve starts the practice server and, beside it, the static page: what "make run" runs. Both can be reached from this
// machine only.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/mastoauth/mastoauth/core/practice"
)

func main() {
	err := run(os.Args[1:])
	switch {
	case errors.Is(err, flag.ErrHelp):
	case err != nil:
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(arguments []string) error {
	given, err := parse(arguments, os.Stdout)
	if err != nil {
		return err
	}
	options, err := optionsFor(given.flavour, given.isEmpty, given.hasLimits)
	if err != nil {
		return err
	}
	options.Folder = given.folder
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()

	failed := make(chan error, 2)
	server := practice.New(options)
	closeServer, err := start(ctx, "practice server", given.server, server, failed)
	if err != nil {
		return err
	}
	defer closeServer()
	if given.www != "" {
		closePage, err := start(ctx, "page", given.page, static(given.www), failed)
		if err != nil {
			return err
		}
		defer closePage()
	}
	if given.hasTokens {
		printTokens(os.Stdout, server)
	}
	fmt.Println("Sign in as alice@practice.example with practice-alice. Ctrl+C ends it.")
	select {
	case <-ctx.Done():
		return nil
	case err := <-failed:
		return err
	}
}

// optionsFor returns the options of a server of one flavour.
func optionsFor(flavour string, empty, limits bool) (practice.Options, error) {
	options, ok := practice.Flavour(flavour)
	if !ok {
		return options, fmt.Errorf("there is no flavour %q; there are %s", flavour, strings.Join(practice.Flavours(), ", "))
	}
	options.Empty = options.Empty || empty
	options.Diaries = !options.Empty
	if limits {
		options.Limits = practice.MastodonLimits
	}
	return options, nil
}

// printTokens prints a token for each person who is there, in the columns of the addresses above.
func printTokens(w io.Writer, server *practice.Server) {
	for _, name := range []string{"alice", "bob", "carol", "dave", "erin"} {
		if token, ok := server.Token(name); ok {
			fmt.Fprintf(w, "%-16s %s\n", name+"'s token", token)
		}
	}
}

// start listens and serves until it is closed.
func start(ctx context.Context, name string, at port, handler http.Handler, failed chan<- error) (closeServer func(), err error) {
	listener, err := practice.Listen(net.JoinHostPort("localhost", at.String()))
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf(`port %s for the %s is in use: give another one with -%s ("make run" calls it %s)`, &at, name, at.option, at.variable)
	}
	if err != nil {
		return nil, err
	}
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: 10 * time.Second,
		BaseContext: func(net.Listener) context.Context { return ctx }, // ends what hangs
	}
	go func() {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			failed <- err
		}
	}()
	fmt.Printf("%-16s http://localhost:%d\n", name, listener.Addr().(*net.TCPAddr).Port)
	return func() {
		patience, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		defer cancel()
		if server.Shutdown(patience) != nil {
			_ = server.Close()
		}
	}, nil
}
