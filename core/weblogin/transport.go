package weblogin

import (
	"context"
	"strings"
	"time"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

// Before each sign-in, the core asks the server whether it still knows the site: with a registration that the server has forgotten, the
// person would see an error page of the server that has no way back. A site with many visitors need not ask for each of them.
const (
	// checkLifetime is for how long a good answer is remembered. A visitor who begins again without having come back is not let down by
	// it: see withoutMemory. The registration is read from the store as often.
	checkLifetime = time.Minute
	// failureLifetime is for how long it is remembered that a server did not answer. Those who wait for the same answer then do not wait
	// one after the other.
	failureLifetime = 5 * time.Second
)

// A transport remembers these answers, and the servers that were found lately.
type transport struct {
	core.Transport
	servers core.ServerCache
	answers memory[answer]
}

type answer struct {
	response *core.Response
	err      error
}

// Servers gives the core its memory of servers.
func (t *transport) Servers() *core.ServerCache { return &t.servers }

// Do sends a request, or returns the remembered answer.
func (t *transport) Do(ctx core.Context, request core.Request) (*core.Response, error) {
	path := request.URL[strings.LastIndexByte(request.URL, '/')+1:]
	isCheck := path == "token" && request.Form.Get("grant_type") == "client_credentials"
	if request.Method != "POST" || !isCheck && !strings.HasSuffix(request.URL, "/api/v1/apps") {
		return t.Transport.Do(ctx, request)
	}
	key := hash(request.URL + "\n" + native.URLs{}.Query(request.Form))
	if known, ok := t.answers.get(ctx, key); ok {
		return known.response, known.err
	}
	response, err := t.Transport.Do(ctx, request)
	switch failed := err != nil || response.Status >= 500; {
	case context.Cause(ctx) != nil: // this visitor has gone, which says nothing about the server
	case failed:
		t.answers.put(key, answer{response, err}, failureLifetime)
	case isCheck && response.Status == 200:
		t.answers.put(key, answer{response, nil}, checkLifetime)
	default:
		t.answers.drop(key)
	}
	return response, err
}
