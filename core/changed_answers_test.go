package core_test

import (
	"bytes"
	"io"
	"net/http"
	"sync"
	"testing"

	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/practice"
)

// changedAnswers is a practice server whose answers somebody changes on their way.
type changedAnswers struct {
	http.RoundTripper
	mu sync.Mutex
	// change returns what the nth answer becomes, counted from 0. While it is nil, the answers stay as they are.
	change func(n int, request *http.Request, answer *http.Response, body []byte) []byte
	count  int
	read   int // the bytes that were read of all answers
}

func newChangedWorld(t *testing.T, options practice.Options) (*world, *changedAnswers) {
	w := newWorld(t, options)
	changed := &changedAnswers{RoundTripper: w.server.RoundTripper()}
	w.host.Transport = native.NewTransport(&http.Client{Transport: changed})
	return w, changed
}

// from begins to change the answers, and counts them anew.
func (c *changedAnswers) from(change func(n int, request *http.Request, answer *http.Response, body []byte) []byte) {
	c.mu.Lock()
	c.change, c.count, c.read = change, 0, 0
	c.mu.Unlock()
}

func (c *changedAnswers) RoundTrip(request *http.Request) (*http.Response, error) {
	answer, err := c.RoundTripper.RoundTrip(request)
	c.mu.Lock()
	change, n := c.change, c.count
	c.count++
	c.mu.Unlock()
	if err != nil || change == nil {
		return answer, err
	}
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return nil, err
	}
	answer.Body = countedBody{bytes.NewReader(change(n, request, answer, body)), c}
	return answer, nil
}

type countedBody struct {
	io.Reader
	of *changedAnswers
}

func (c countedBody) Read(into []byte) (int, error) {
	n, err := c.Reader.Read(into)
	c.of.mu.Lock()
	c.of.read += n
	c.of.mu.Unlock()
	return n, err
}

func (countedBody) Close() error { return nil }
