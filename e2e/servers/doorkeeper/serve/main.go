// Serve runs a real Doorkeeper in the foreground until it gets SIGINT or SIGTERM, or until the program that started it
// ends: "go run" does not pass SIGTERM on.
//
//	go run ./e2e/servers/doorkeeper/serve -port 3001
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/mastoauth/mastoauth/e2e/servers/doorkeeper"
)

func main() {
	port := flag.Int("port", 3001, "the port of 127.0.0.1 to listen on; 0 takes a free one")
	flag.Parse()
	if err := serve(*port); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func serve(port int) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	ctx, orphaned := context.WithCancel(ctx)
	defer orphaned()
	go watchParent(orphaned)

	server, err := doorkeeper.Launch(ctx, port)
	if err != nil {
		return err
	}
	fmt.Println("Doorkeeper listens on", server.URL)
	fmt.Println("Log in as alice@practice.example with practice-alice, or as bob@practice.example with practice-bob.")
	return errors.Join(server.Wait(ctx), server.Close())
}

func watchParent(orphaned func()) {
	for parent := os.Getppid(); os.Getppid() == parent; {
		time.Sleep(500 * time.Millisecond)
	}
	orphaned()
}
