package storetest

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"sync"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

// An Opener opens a store by its address: a store of its own in each program, over the same records.
type Opener func(ctx context.Context, address string) (SharedStore, error)

// patienceMs limits a request. The machine may be busy with other tests.
const patienceMs = 60_000

// redirectURI is where the people of the tests come back to.
const redirectURI = "https://site.example/callback"

// call is what the test asks one of its programs to do, and what that answers.
type call struct {
	ID int
	Do string // begin, complete, sessions, use, sign out, hold
	// For which visitor, at which server, for which app, with which address or session.
	Visitor, Server, App, URL, Session string
	// The store fails at this write, before or after it; 0 is never. Or the program kills itself there.
	FailAt int
	After  bool
	Killed bool

	// The answer.
	Sessions []string
	Error    string
	Writes   int
}

const childVariable = "STORETEST_ADDRESS"

// Main runs the tests, or is one of the programs that a test has started. It never returns in such a program.
func Main(open Opener) {
	address, ok := os.LookupEnv(childVariable)
	if !ok {
		return
	}
	store, err := open(context.Background(), address)
	if err != nil {
		_, _ = os.Stderr.WriteString(err.Error() + "\n")
		os.Exit(1)
	}
	calls, answers := json.NewDecoder(os.Stdin), json.NewEncoder(os.Stdout)
	var writing sync.Mutex
	answer := func(c call) {
		writing.Lock()
		defer writing.Unlock()
		_ = answers.Encode(c)
	}
	for {
		var asked call
		if err := calls.Decode(&asked); err == io.EOF {
			os.Exit(0)
		} else if err != nil {
			panic(err)
		}
		go func() {
			if err := asked.run(context.Background(), store, answer); err != nil {
				asked.Error = err.Error()
				if code := core.AsError(err).Code; code != core.CodeUnexpected {
					asked.Error = string(code) + ": " + asked.Error
				}
			}
			answer(asked)
		}()
	}
}

// run does what is asked, as the host of one visitor.
func (c *call) run(ctx context.Context, store SharedStore, answer func(call)) error {
	failing := &failingStore{SharedStore: store, at: c.FailAt, after: c.After, kills: c.Killed}
	defer func() { c.Writes = int(failing.writes.Load()) }()
	host := native.Host(&visitorStore{failing, c.Visitor})
	switch c.Do {
	case "begin":
		start, err := core.BeginSignIn(ctx, host, core.BeginSignInOptions{Server: c.Server, ClientName: c.App, RedirectURI: redirectURI, RequestTimeoutMs: patienceMs})
		c.URL = start.URL
		return err
	case "complete":
		done, err := core.CompleteSignIn(ctx, host, core.CompleteSignInOptions{URL: c.URL, RequestTimeoutMs: patienceMs})
		c.Session = done.Session.ID
		return err
	case "sessions":
		list, err := core.Sessions(ctx, host, core.SessionsOptions{})
		for _, session := range list.Sessions {
			c.Sessions = append(c.Sessions, session.ID)
		}
		return err
	case "use":
		client, err := core.New(ctx, host, core.Options{AccessTokenKey: "mastoauth:session:" + c.Session, RequestTimeoutMs: patienceMs})
		if err == nil {
			_, err = client.AccountVerifyCredentials(ctx)
		}
		return err
	case "sign out":
		_, err := core.SignOut(ctx, host, core.SessionOptions{ID: c.Session, RequestTimeoutMs: patienceMs})
		return err
	case "hold":
		return store.Lock(ctx, "held", func(core.Context) error {
			answer(*c)
			select {} // until the program is killed
		})
	}
	panic("there is no " + c.Do)
}
