package weblogin

import (
	"context"
	"strings"
	"sync"
	"time"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

// Before each sign-in, the core asks the server whether it still knows the site: with a registration that the server has forgotten, the
// person would see an error page of the server that has no way back. A site with many visitors need not ask for each of them.
const (
	// checkLifetime is for how long a good answer is remembered. A visitor who begins again without having come back is not let down by
	// it: see withoutMemory.
	checkLifetime = time.Minute
	// failureLifetime is for how long it is remembered that a server did not answer. Those who wait for the same answer then do not wait
	// one after the other.
	failureLifetime = 5 * time.Second
	// mostChecks is how many answers are remembered.
	mostChecks = 1000
)

// A transport remembers these answers, and the servers that were found lately.
type transport struct {
	core.Transport
	servers core.ServerCache

	mu     sync.Mutex
	checks map[string]check
}

type check struct {
	response *core.Response
	err      error
	until    time.Time
}

// Servers gives the core its memory of servers.
func (t *transport) Servers() *core.ServerCache { return &t.servers }

// withoutMemory is the key of a context whose requests get no remembered answers.
type withoutMemory struct{}

// Do sends a request, or returns the remembered answer.
func (t *transport) Do(ctx core.Context, request core.Request) (*core.Response, error) {
	path := request.URL[strings.LastIndexByte(request.URL, '/')+1:]
	isCheck := path == "token" && request.Form.Get("grant_type") == "client_credentials"
	if request.Method != "POST" || !isCheck && !strings.HasSuffix(request.URL, "/api/v1/apps") {
		return t.Transport.Do(ctx, request)
	}
	key := hash(request.URL + "\n" + native.URLs{}.Query(request.Form))
	if known, ok := t.remembered(key); ok && ctx.Value(withoutMemory{}) == nil {
		return known.response, known.err
	}
	response, err := t.Transport.Do(ctx, request)
	switch failed := err != nil || response.Status >= 500; {
	case context.Cause(ctx) != nil: // this visitor has gone, which says nothing about the server
	case failed:
		t.remember(key, check{response, err, time.Now().Add(failureLifetime)})
	case isCheck && response.Status == 200:
		t.remember(key, check{response, nil, time.Now().Add(checkLifetime)})
	default:
		t.remember(key, check{})
	}
	return response, err
}

func (t *transport) remembered(key string) (check, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	known, ok := t.checks[key]
	return known, ok && time.Now().Before(known.until)
}

func (t *transport) remember(key string, answer check) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if answer.until.IsZero() {
		delete(t.checks, key)
		return
	}
	if t.checks == nil || len(t.checks) >= mostChecks {
		t.checks = map[string]check{}
	}
	t.checks[key] = answer
}
