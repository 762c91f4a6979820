package core

import "sync"

// ServerCache keeps for a while which servers were found, so that one that was looked for ahead of the click is not asked for
// again in it. It keeps answers and no failures, the latest few of them, in memory. The zero value is ready.
//
// A Transport that has a method Servers, which returns its cache, has its answers kept.
type ServerCache struct {
	mu      sync.Mutex
	lookups [mostServers]*lookup
	next    int
}

// mostServers is how many a cache keeps.
const mostServers = 16

// serverLifetime is for how long an answer stands, in milliseconds: longer than a person thinks about a button, and short enough
// for a server that moves.
const serverLifetime = 10 * 60_000

// lookup is the search for one server. Several may wait for it.
type lookup struct {
	name   string
	done   chan struct{}
	server *Server
	err    error
	// at is when it was found, in milliseconds; 0 while the search is under way, and notFoundAt after one that failed.
	at float64
}

const notFoundAt = -1

func serversOf(transport Transport) *ServerCache {
	if keeper, ok := transport.(interface{ Servers() *ServerCache }); ok {
		return keeper.Servers()
	}
	return &ServerCache{}
}

// begin returns the search for a server that is under way or was successful no longer ago than maxAgeMs; own is whether it is a
// new one, which the caller then does and ends.
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

// end tells all who wait for a search what came of it.
func (c *ServerCache) end(l *lookup) {
	c.mu.Lock()
	l.at = notFoundAt
	if l.server != nil {
		l.at = nowMs()
	}
	c.mu.Unlock()
	close(l.done)
}
