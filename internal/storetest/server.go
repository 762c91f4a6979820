package storetest

import (
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/mastoauth/mastoauth/core/practice"
)

// A server is a practice server with a socket, that counts its requests.
type server struct {
	address string
	person  *practice.Person
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
	s.address, s.person = listening.URL, practice.NewPerson(nil)
	return s
}

// count returns how often this was asked.
func (s *server) count(request string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.counts[request]
}
