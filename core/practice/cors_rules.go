package practice

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// CORSRule says what pages of other origins may do on some paths.
type CORSRule struct {
	// Path is the path, or the start of the paths if it ends in a slash.
	Path string
	// KnownOnly: the rule is only for paths that the server has.
	KnownOnly bool
	// Methods are the methods that may be used.
	Methods string
	// Headers are the request headers that may be sent. Default: whatever a preflight asks for.
	Headers string
	// Exposed are the response headers that a page may read.
	Exposed string
	// MaxAge is how many seconds a browser may remember this. Default: the header is not sent.
	MaxAge int
	// Preflight is the status for a preflight. Default: 204.
	Preflight int
	// ByOrigin: the page's own origin is named, where others name all with a star.
	ByOrigin bool
	// Credentials: requests may carry cookies.
	Credentials bool
	// Always: each response has all these headers, where others send most of them only for a preflight.
	Always bool
	// Unasked: the headers are sent to requests without an origin, too.
	Unasked bool
	// Unreadable: preflights are answered, but no page is allowed to read anything.
	Unreadable bool
}

// CORSRules are the rules of a server. The first that matches a path counts. A path without a rule cannot be read by pages of
// other origins.
type CORSRules []CORSRule

func (rules CORSRules) find(s *Server, path string) (CORSRule, bool) {
	for _, rule := range rules {
		matches := path == rule.Path || strings.HasSuffix(rule.Path, "/") && strings.HasPrefix(path, rule.Path)
		if matches && (!rule.KnownOnly || s.hasPath(path)) {
			return rule, true
		}
	}
	return CORSRule{}, false
}

func (rules CORSRules) preflight(s *Server, r *request) *answer {
	rule, ok := rules.find(s, r.path)
	if !ok {
		s.mu.Lock()
		defer s.mu.Unlock()
		return s.errorInDialect(r, s.route(r))
	}
	status := rule.Preflight
	if status == 0 {
		status = http.StatusNoContent
	}
	made := newAnswer(status, "", nil)
	rules.allow(s, r, made)
	return made
}

func (rules CORSRules) allow(s *Server, r *request, made *answer) {
	rule, ok := rules.find(s, r.path)
	origin := r.header.Get("Origin")
	if !ok || origin == "" && !rule.Unasked || rule.Unreadable || made.unreadable {
		return
	}
	set := func(name, value string) {
		if value != "" {
			made.header.Set("Access-Control-"+name, value)
		}
	}
	set("Allow-Origin", "*")
	if rule.ByOrigin {
		set("Allow-Origin", origin)
	}
	if rule.Credentials {
		set("Allow-Credentials", "true")
	}
	set("Expose-Headers", rule.Exposed)
	if !rule.Always && !isPreflight(r) {
		return
	}
	set("Allow-Methods", rule.Methods)
	if rule.MaxAge > 0 {
		set("Max-Age", fmt.Sprint(rule.MaxAge))
	}
	switch {
	case made.header.Get("Access-Control-Allow-Headers") != "": // the answer has its own
	case rule.Headers != "":
		set("Allow-Headers", rule.Headers)
	default:
		set("Allow-Headers", r.header.Get("Access-Control-Request-Headers"))
	}
}

// hasPath reports whether the server has something at a path, for any method.
func (s *Server) hasPath(path string) bool {
	for endpoint := range engineRoutes[s.options.Quirks.Engine] {
		if strings.HasSuffix(endpoint, " "+path) {
			return true
		}
	}
	for _, route := range routes {
		if _, matches := matchPath(route.path, path); matches && (route.gone == nil || !route.gone(s.options.Quirks)) {
			return true
		}
	}
	return slices.ContainsFunc(apiRoutes, func(route apiRoute) bool {
		_, matches := matchPath(route.path, path)
		return matches && (route.since == 0 || s.since(route.since))
	})
}
