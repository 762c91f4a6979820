package practice

import (
	"net/http"
	"strings"
	"time"
)

// Fault is something that goes wrong with a request.
type Fault struct {
	name string
	// instead answers in place of the server, which never hears of the request.
	instead func(*request) *answer
	// spoil changes the server's answer. The server has done what it was asked for.
	spoil func(*answer) *answer
	// preflights: a browser's preflights are hit too.
	preflights bool
}

var (
	// HTML200 is a web page with status 200, as from a captive portal or a server that has no API.
	HTML200 = Fault{name: "HTML200", instead: func(*request) *answer {
		return newAnswer(200, "text/html; charset=utf-8", []byte("<!doctype html><title>Welcome</title><h1>Welcome</h1>"))
	}}
	// Status500HTML is Rails' page for an internal error.
	Status500HTML = Fault{name: "Status500HTML", instead: func(*request) *answer {
		return newAnswer(500, "text/html; charset=utf-8", []byte("<!doctype html><title>500</title><h1>Something went wrong on our end</h1>"))
	}}
	// Hang never answers. It ends with the request's context: when the client gives up.
	Hang = Fault{name: "Hang", instead: func(r *request) *answer {
		<-r.ctx.Done()
		panic(http.ErrAbortHandler)
	}}
	// EmptyBody is the server's answer without its body.
	EmptyBody = Fault{name: "EmptyBody", spoil: func(made *answer) *answer {
		made.body = nil
		return made
	}}
	// HalfJSON is the first half of the server's answer.
	HalfJSON = Fault{name: "HalfJSON", spoil: func(made *answer) *answer {
		made.body = made.body[:len(made.body)/2]
		return made
	}}
	// CloseConnection closes the connection in place of the server's answer: it did what it was asked for, but nobody
	// hears of it.
	CloseConnection = Fault{name: "CloseConnection", spoil: func(*answer) *answer { panic(http.ErrAbortHandler) }}
	// NoCORS is the server's answer, readable for its own pages only.
	NoCORS = Fault{name: "NoCORS", preflights: true, spoil: func(made *answer) *answer {
		for name := range made.header {
			if strings.HasPrefix(name, "Access-Control-") {
				made.header.Del(name)
			}
		}
		return made
	}}
)

// TooManyRequests is status 429 with its headers, which say that it ends at reset.
func TooManyRequests(reset time.Time) Fault {
	return Fault{name: "TooManyRequests", instead: func(*request) *answer {
		made := apiError(429, "Too many requests")
		made.header.Set("X-RateLimit-Limit", "300")
		made.header.Set("X-RateLimit-Remaining", "0")
		made.header.Set("X-RateLimit-Reset", rateReset(reset))
		return made
	}}
}

// RedirectTo is a redirect to another address, which keeps method and body.
func RedirectTo(address string) Fault {
	return Fault{name: "RedirectTo", instead: func(*request) *answer {
		made := redirect(address)
		made.status = http.StatusTemporaryRedirect
		return made
	}}
}

// plannedFault is a fault that waits for its requests.
type plannedFault struct {
	prefix string
	fault  Fault
	left   int
}

// Fail makes the next requests whose path begins with the prefix go wrong: so many of them, or all if times is negative.
// Faults for the same requests happen one after the other. Preflights do not count, but for [NoCORS].
func (s *Server) Fail(pathPrefix string, fault Fault, times int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &plannedFault{pathPrefix, fault, times})
}

// Mend forgets all faults that have not happened yet.
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
