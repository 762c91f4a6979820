// Cluster runs the example as a site on several machines would: two processes of it behind a proxy, one database, and a practice server to
// sign in to. "make example" starts it. Ctrl+C ends all of it, and forgets what was stored.
package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/mastoauth/mastoauth/core/internal/testpostgres"
	"github.com/mastoauth/mastoauth/core/practice"
)

func main() {
	port := flag.String("port", "8080", "port of the site")
	practicePort := flag.String("practice-port", "3000", "port of the practice server")
	useSQLite := flag.Bool("sqlite", false, "use SQLite, also where PostgreSQL is installed")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *port, *practicePort, *useSQLite); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, port, practicePort string, useSQLite bool) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var processes sync.WaitGroup
	site, err := practice.Listen("localhost:" + port)
	if err != nil {
		return inUse(err, "site", port, "PORT")
	}
	server, err := practice.Listen("localhost:" + practicePort)
	if err != nil {
		return inUse(err, "practice server", practicePort, "PRACTICE_PORT")
	}
	folder, err := os.MkdirTemp("", "weblogin-example-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	database, name, closeDatabase, err := openDatabase(folder, useSQLite)
	if err != nil {
		return err
	}
	defer func() { // the database ends last
		stop()
		processes.Wait()
		closeDatabase()
	}()
	program := filepath.Join(folder, "site")
	if err := build(ctx, program); err != nil {
		return err
	}
	ended := make(chan error, 4)
	address := "http://localhost:" + portOf(site)
	practiceAddress := "localhost:" + portOf(server)
	secret := make([]byte, 32)
	_, _ = rand.Read(secret)
	var addresses []*url.URL
	for range 2 {
		at, err := startProcess(ctx, &processes, ended, program, "SITE_KEY="+base64.StdEncoding.EncodeToString(secret),
			"-url", address+"/login/", "-"+name, database, "-proxies", "1", "-lab", "-servers", practiceAddress+",mastodon.social")
		if err != nil {
			return err
		}
		addresses = append(addresses, at)
	}
	serve(ctx, ended, server, practice.New(practice.Options{Diaries: true}))
	serve(ctx, ended, site, inTurns(addresses))
	fmt.Printf("site             %s, two processes, %s\n", address, map[string]string{"postgres": "PostgreSQL", "sqlite": "SQLite"}[name])
	fmt.Printf("practice server  http://%s\n", practiceAddress)
	fmt.Println("Sign in as alice@practice.example with practice-alice. Ctrl+C ends it.")
	select {
	case <-ctx.Done():
		return nil
	case err := <-ended:
		return err
	}
}

// openDatabase starts PostgreSQL, or names the file of an SQLite database where that is not installed.
func openDatabase(folder string, useSQLite bool) (address, name string, end func(), err error) {
	if useSQLite {
		return filepath.Join(folder, "logins.db"), "sqlite", func() {}, nil
	}
	server, err := testpostgres.Start()
	if errors.Is(err, testpostgres.ErrMissing) {
		return openDatabase(folder, true)
	}
	if err != nil {
		return "", "", nil, err
	}
	return server.Address("postgres"), "postgres", server.Stop, nil
}

// build makes the program of one process.
func build(ctx context.Context, program string) error {
	command := exec.CommandContext(ctx, "go", "build", "-o", program, "github.com/mastoauth/mastoauth/core/weblogin/example")
	command.Stderr = os.Stderr
	if err := command.Run(); err != nil {
		return fmt.Errorf("the site could not be built: %w", err)
	}
	return nil
}

func inUse(err error, name, port, variable string) error {
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf("port %s for the %s is in use: set %s to another one", port, name, variable)
	}
	return err
}

func portOf(l net.Listener) string {
	_, port, _ := net.SplitHostPort(l.Addr().String())
	return port
}

// startProcess starts a process of the site at a port that is free. It returns when the process says where it listens.
func startProcess(ctx context.Context, processes *sync.WaitGroup, ended chan<- error, program, setting string, arguments ...string) (*url.URL, error) {
	command := exec.CommandContext(ctx, program, append([]string{"-listen", "127.0.0.1:0"}, arguments...)...)
	command.Env, command.Stderr = append(os.Environ(), setting), os.Stderr
	output, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := command.Start(); err != nil {
		return nil, err
	}
	said := bufio.NewReader(output)
	line, err := said.ReadString('\n')
	processes.Go(func() {
		_, _ = io.Copy(os.Stdout, said)
		ended <- fmt.Errorf("a process of the site has ended: %w", command.Wait())
	})
	if err != nil {
		return nil, fmt.Errorf("a process of the site did not start: %w", err)
	}
	at := strings.TrimSpace(strings.TrimPrefix(line, "listening at"))
	return &url.URL{Scheme: "http", Host: at}, nil
}

// inTurns is the proxy. The first request goes to the first process, the second one to the other, and so on.
func inTurns(processes []*url.URL) http.Handler {
	var turn atomic.Uint64
	return &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(processes[turn.Add(1)%uint64(len(processes))])
		r.Out.Host = r.In.Host
		r.SetXForwarded()
	}}
}

func serve(ctx context.Context, ended chan<- error, at net.Listener, handler http.Handler) {
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second, BaseContext: func(net.Listener) context.Context { return ctx }}
	context.AfterFunc(ctx, func() { _ = server.Close() })
	go func() { ended <- server.Serve(at) }()
}
