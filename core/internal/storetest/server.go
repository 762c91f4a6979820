package storetest

import (
	"context"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/mastoauth/mastoauth/core/practice"
)

// A server is a practice server with a socket, that counts its requests.
type server struct {
	address string
	mu      sync.Mutex
	counts  map[string]int
}

func newServer(t *testing.T, options practice.Options) *server {
	t.Helper()
	s := &server{counts: map[string]int{}}
	server := practice.New(options)
	listening := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.counts[r.Method+" "+r.URL.Path]++
		s.mu.Unlock()
		server.ServeHTTP(w, r)
	}))
	t.Cleanup(listening.Close)
	s.address = listening.URL
	return s
}

// approve has a person authorize the app, in a new browser: two sign-ins at once in one browser would end each other's.
func (s *server) approve(ctx context.Context, address, name string) (string, error) {
	return practice.NewPerson(nil).Approve(ctx, address, name)
}

// count returns how often this was asked.
func (s *server) count(request string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.counts[request]
}
