package practice

import (
	"net/http"
	"strings"
	"time"
)

// Fault is a way in which a request fails.
type Fault struct {
	name string
	// instead responds in place of the server, which does not see the request.
	instead func(*request) *answer
	// spoil changes the response after the server has handled the request.
	spoil func(*answer) *answer
	// preflights is whether preflights are affected too.
	preflights bool
}

var (
	// HTML200 is a web page with status 200, as from a captive portal or a server without this API.
	HTML200 = Fault{name: "HTML200", instead: func(*request) *answer {
		return newAnswer(200, "text/html; charset=utf-8", []byte("<!doctype html><title>Welcome</title><h1>Welcome</h1>"))
	}}
	// Status500HTML is Rails' page for an internal error.
	Status500HTML = Fault{name: "Status500HTML", instead: func(*request) *answer {
		return newAnswer(500, "text/html; charset=utf-8", []byte("<!doctype html><title>500</title><h1>Something went wrong on our end</h1>"))
	}}
	// Hang never responds. It ends when the client gives up.
	Hang = Fault{name: "Hang", instead: func(r *request) *answer {
		<-r.ctx.Done()
		panic(http.ErrAbortHandler)
	}}
	// EmptyBody is the server's response without its body.
	EmptyBody = Fault{name: "EmptyBody", spoil: func(made *answer) *answer {
		made.body = nil
		return made
	}}
	// HalfJSON is the first half of the server's response.
	HalfJSON = Fault{name: "HalfJSON", spoil: func(made *answer) *answer {
		made.body = made.body[:len(made.body)/2]
		return made
	}}
	// CloseConnection closes the connection instead of responding. The server has handled the request all the same.
	CloseConnection = Fault{name: "CloseConnection", spoil: func(*answer) *answer { panic(http.ErrAbortHandler) }}
	// NoCORS is the server's response without CORS headers, which pages of other origins cannot read.
	NoCORS = Fault{name: "NoCORS", preflights: true, spoil: func(made *answer) *answer {
		for name := range made.header {
			if strings.HasPrefix(name, "Access-Control-") {
				made.header.Del(name)
			}
		}
		return made
	}}
)

// TooManyRequests is status 429 with its headers. The limit ends at reset.
func TooManyRequests(reset time.Time) Fault {
	return Fault{name: "TooManyRequests", instead: func(*request) *answer {
		made := apiError(429, "Too many requests")
		made.header.Set("X-RateLimit-Limit", "300")
		made.header.Set("X-RateLimit-Remaining", "0")
		made.header.Set("X-RateLimit-Reset", rateReset(reset))
		return made
	}}
}

// RedirectTo is a redirect to another address that keeps the method and the body.
func RedirectTo(address string) Fault {
	return Fault{name: "RedirectTo", instead: func(*request) *answer {
		made := redirect(address)
		made.status = http.StatusTemporaryRedirect
		return made
	}}
}

// plannedFault is a fault for future requests.
type plannedFault struct {
	prefix string
	fault  Fault
	left   int
}

// Fail makes the next requests fail whose path begins with the prefix: as many as times says, or all if it is negative. Several
// faults for the same requests are used one after the other. Preflights do not count, except for [NoCORS].
func (s *Server) Fail(pathPrefix string, fault Fault, times int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &plannedFault{pathPrefix, fault, times})
}

// Mend removes all faults that are still planned.
func (s *Server) Mend() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

func (s *Server) nextFault(r *request) *Fault {
	for _, planned := range s.faults {
		if planned.left == 0 || !strings.HasPrefix(r.path, planned.prefix) || isPreflight(r) && !planned.fault.preflights {
			continue
		}
		if planned.left > 0 {
			planned.left--
		}
		return &planned.fault
	}
	return nil
}

// String names the fault.
func (f Fault) String() string { return f.name }
