package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"runtime"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/native/sealed"
	"github.com/mastoauth/mastoauth/core/postgres"
	"github.com/mastoauth/mastoauth/core/weblogin"
)

// The contenders, by their names in the results.
const (
	ours   = "weblogin"
	theirs = "x/oauth2 by hand"
)

const (
	siteURL  = "http://localhost:9"
	siteName = "A bench"
)

// serveSite is one process of a site. It says where it listens, and ends with its input.
func serveSite(arguments []string) error {
	flags := flag.NewFlagSet("site", flag.ExitOnError)
	contender := flags.String("contender", ours, "which of the two")
	server := flags.String("server", "", "the address of the server")
	database := flags.String("postgres", "", "the connection string of a database. Without one, everything is in memory")
	_ = flags.Parse(arguments)
	ctx := context.Background()
	site, err := newSite(ctx, *contender, "http://"+*server, *database)
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.Handle("/", site)
	mux.HandleFunc("GET /usage", showUsage)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println(listener.Addr())
	go func() { check(http.Serve(listener, mux)) }()
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}

func newSite(ctx context.Context, contender, server, database string) (http.Handler, error) {
	var pool *pgxpool.Pool
	if database != "" {
		var err error
		if pool, err = pgxpool.New(ctx, database); err != nil {
			return nil, err
		}
	}
	if contender == theirs {
		if pool == nil {
			return newByHand(ctx, server, newMaps())
		}
		store, err := newTables(ctx, pool)
		if err != nil {
			return nil, err
		}
		return newByHand(ctx, server, store)
	}
	options := weblogin.Options{URL: siteURL + "/login/", Name: siteName, Store: native.NewMemStore(), Lab: true, ClientAddress: weblogin.ForwardedFor(1)}
	if pool != nil {
		key, err := sealed.NewKey(make([]byte, sealed.KeyBytes))
		if err != nil {
			return nil, err
		}
		if options.Store, err = postgres.New(ctx, pool, key); err != nil {
			return nil, err
		}
	}
	return weblogin.New(options)
}

// A usage is what a process has taken until now.
type usage struct {
	// CPU is the time of the processor, in milliseconds.
	CPU float64
	// Heap is what is in use after a collection, in bytes.
	Heap uint64
}

func showUsage(w http.ResponseWriter, r *http.Request) {
	var now usage
	var taken syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &taken); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	now.CPU = float64(time.Duration(taken.Utime.Nano()+taken.Stime.Nano())) / float64(time.Millisecond)
	if r.FormValue("heap") != "" {
		for range 2 { // what is freed by finalizers is gone after the second
			runtime.GC()
		}
		var memory runtime.MemStats
		runtime.ReadMemStats(&memory)
		now.Heap = memory.HeapAlloc
	}
	_ = json.NewEncoder(w).Encode(now)
}
