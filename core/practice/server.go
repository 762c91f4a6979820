package practice

import (
	"crypto/rand"
	"encoding/base64"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// Server is a practice server. It is safe for concurrent use.
type Server struct {
	options Options

	mu          sync.Mutex
	apps        []*app
	grants      map[string]*grant   // by code
	tokens      []*token            // including revoked ones, which get an error of their own
	users       []*user             // in order of creation
	sessions    map[string]*session // by cookie
	statuses    []*status           // oldest first
	replies     map[string]reply    // by account and Idempotency-Key
	scheduled   []scheduledStatus
	attachments []*attachment // oldest first
	world
	buckets       map[string]*bucket // by throttle, key and period
	faults        []*plannedFault
	log           []string
	lastID        uint64
	lastScheduled int
	started       time.Time
}

// New returns a server with its initial accounts.
func New(options Options) *Server {
	server := &Server{
		options: options.withDefaults(), grants: map[string]*grant{}, sessions: map[string]*session{},
		replies: map[string]reply{}, buckets: map[string]*bucket{}, world: newWorld(),
	}
	server.users = founders()
	if !server.isMastodon() {
		server.users = server.users[:2] // nothing is known of how it treats the others, whom Mastodon bars
	}
	server.started = time.Now()
	return server
}

// URL is the address of a server without a socket: see Options.URL and Options.Folder.
func (s *Server) URL() string { return s.options.URL + s.options.Folder }

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	request := readRequest(r)
	request.enter(s.options.Folder)
	fault := s.receive(request)
	var made *answer
	switch {
	case request.outside:
		nothingOutside().write(w)
		return
	case isPreflight(request):
		made = s.preflight(request)
		if fault != nil && fault.preflights {
			made = fault.spoil(made)
		}
		made.write(w)
		return
	case fault != nil && fault.instead != nil:
		made = fault.instead(request)
	default:
		if fault != nil && fault.before != nil {
			fault.before(request)
		}
		made = s.handle(request)
	}
	s.addOwnHeaders(request, made)
	s.allowOrigin(request, made)
	if fault != nil && fault.spoil != nil {
		made = fault.spoil(made)
	}
	if fault != nil && fault.halfway != nil {
		made.writeHalf(w)
		fault.halfway(request)
		return
	}
	made.write(w)
}

// receive logs a request and returns the fault that is planned for it, if any.
func (s *Server) receive(r *request) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.logRequest(r)
	return s.nextFault(r)
}

// handle handles a request. One lock protects everything: a practice server has few visitors, and no handler has to consider
// concurrency.
func (s *Server) handle(r *request) *answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settle(r.path)
	if r.host() == s.options.HandleDomain {
		return s.atHandleDomain(r)
	}
	limits, made := s.throttle(r)
	if made == nil {
		made = s.stopStrangers(r)
	}
	if made == nil {
		made = s.errorInDialect(r, s.route(r))
	}
	for name, value := range limits {
		made.header.Set(name, value)
	}
	if r.cookie != "" {
		made.header.Add("Set-Cookie", r.cookie)
	}
	return made
}

// logLength limits the memory of a server that runs for days.
const logLength = 10_000

// logRequest writes a request into the log.
func (s *Server) logRequest(r *request) {
	if len(s.log) == logLength {
		s.log = s.log[1:]
	}
	s.log = append(s.log, strings.TrimSpace(r.method+" "+r.path+" "+r.params.Encode()))
}

// Log returns one line per request: method, path, and all parameters sorted by name, including secrets.
func (s *Server) Log() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.log)
}

// ForgetApps deletes all apps with their tokens and codes, as if the server had been set up again.
func (s *Server) ForgetApps() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.apps, s.tokens = nil, nil
	clear(s.grants)
}

// RevokeTokens revokes all tokens, as users can do in their settings.
func (s *Server) RevokeTokens() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, token := range s.tokens {
		token.revoked = true
	}
}

// newID makes an id as Mastodon does: the time in milliseconds, shifted by 16 bits. It exceeds what a JavaScript number can
// hold.
func (s *Server) newID() uint64 {
	if s.options.Quirks.IDs == IDsSmall {
		s.lastID++
		return s.lastID
	}
	s.lastID = max(uint64(time.Now().UnixMilli())<<16, s.lastID+1)
	return s.lastID
}

// newIDAt makes the id of what was made at a time that may have passed.
func (s *Server) newIDAt(at time.Time) uint64 {
	if s.options.Quirks.IDs == IDsSmall || time.Since(at) < time.Second {
		return s.newID()
	}
	return uint64(at.UnixMilli())<<16 | uint64(len(s.statuses))
}

// randomText returns a token, code or secret of 43 characters.
func randomText() string {
	bytes := make([]byte, 32)
	_, _ = rand.Read(bytes) // it never fails
	return base64.RawURLEncoding.EncodeToString(bytes)
}
