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
	// before is what the server does before it handles the request.
	before func(*request)
	// spoil changes the response after the server has handled the request.
	spoil func(*answer) *answer
	// halfway is what happens after the first half of the response's body.
	halfway func(*request)
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
		hang(r)
		return nil
	}}
	// Refuse closes the connection at once. The server does not see the request.
	Refuse = Fault{name: "Refuse", instead: func(*request) *answer { panic(http.ErrAbortHandler) }}
	// Slow is the server's response after a third of a second.
	Slow = Fault{name: "Slow", before: func(r *request) {
		select {
		case <-time.After(time.Second / 3):
		case <-r.ctx.Done():
			panic(http.ErrAbortHandler)
		}
	}}
	// Stall is the first half of the server's response. The rest never comes.
	Stall = Fault{name: "Stall", halfway: hang}
	// Cut is the first half of the server's response. Then the connection closes.
	Cut = Fault{name: "Cut", halfway: func(*request) { panic(http.ErrAbortHandler) }}
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

// hang waits until the client gives up.
func hang(r *request) {
	<-r.ctx.Done()
	panic(http.ErrAbortHandler)
}

// Reply is this response in place of the server's. It has none of the headers of Mastodon's API, such as those of rate limits.
func Reply(name string, status int, contentType, body string) Fault {
	return Fault{name: name, instead: func(*request) *answer { return newAnswer(status, contentType, []byte(body)) }}
}

// BehindProxy is the response of a proxy that stands before the server and knows nothing of CORS.
func BehindProxy(fault Fault) Fault {
	inner := fault.instead
	fault.instead = func(r *request) *answer {
		made := inner(r)
		made.unreadable = true
		return made
	}
	return fault
}

// TooManyRequests is status 429 with its headers. The limit ends at reset.
func TooManyRequests(reset time.Time) Fault {
	return tooManyRequests("TooManyRequests", func() time.Time { return reset })
}

// tooManyRequests is the same with a limit that ends at a time from the request on.
func tooManyRequests(name string, end func() time.Time) Fault {
	return Fault{name: name, instead: func(*request) *answer {
		made := apiError(429, "Too many requests")
		made.header.Set("X-RateLimit-Limit", "300")
		made.header.Set("X-RateLimit-Remaining", "0")
		made.header.Set("X-RateLimit-Reset", rateReset(end()))
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

// Permanently makes a redirect one that browsers keep for ever.
func Permanently(fault Fault) Fault {
	inner := fault.instead
	fault.name += " permanently"
	fault.instead = func(r *request) *answer {
		made := inner(r)
		made.status = http.StatusPermanentRedirect
		made.header.Del("Cache-Control")
		return made
	}
	return fault
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
