package core

import "sync"

// ServerCache keeps found servers for a while. A page can look up a server before the click, and the click then makes no second
// request. The cache is in memory. It keeps the latest few results, but no failures. The zero value is ready to use.
//
// To use a cache, a Transport has a method Servers that returns it.
type ServerCache struct {
	mu      sync.Mutex
	lookups [mostServers]*lookup
	next    int
}

// serverLifetime is how long a result is valid, in milliseconds. It is longer than a person needs to click a button, and short
// enough for a server that moves.
const serverLifetime = 10 * 60_000

// lookup is the search for one server. Several callers may wait for it.
type lookup struct {
	name   string
	done   chan struct{}
	server *Server
	err    error
	// at is when the server was found, in milliseconds. It is 0 while the search is running, and notFoundAt after a failed
	// search.
	at float64
}

const notFoundAt = -1

func serversOf(transport Transport) *ServerCache {
	if keeper, ok := transport.(interface{ Servers() *ServerCache }); ok {
		return keeper.Servers()
	}
	return &ServerCache{}
}

// begin returns a search that is running, or whose result is at most maxAgeMs old. Otherwise it returns a new search, and own
// is true: the caller must then do the search and call end.
func (c *ServerCache) begin(name string, maxAgeMs float64) (l *lookup, own bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	place := c.next
	for i, l := range c.lookups {
		if l != nil && l.name == name {
			if age := nowMs() - l.at; maxAgeMs > 0 && (l.at == 0 || age >= 0 && age <= maxAgeMs && age <= serverLifetime) {
				return l, false
			}
			place = i
		}
	}
	if place == c.next {
		c.next = (c.next + 1) % mostServers
	}
	l = &lookup{name: name, done: make(chan struct{})}
	c.lookups[place] = l
	return l, true
}

// end gives the result to everyone who waits for the search.
func (c *ServerCache) end(l *lookup) {
	c.mu.Lock()
	l.at = notFoundAt
	if l.server != nil {
		l.at = nowMs()
	}
	c.mu.Unlock()
	close(l.done)
}
