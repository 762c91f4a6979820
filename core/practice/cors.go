package practice

import "strings"

// corsRule says which methods pages of other origins may use on a path, and which response headers they may read.
type corsRule struct {
	methods, exposed string
}

// rule returns the rule for a path (Mastodon's config/initializers/cors.rb).
func (s *Server) rule(path string) (rule corsRule, ok bool) {
	quirks := s.options.Quirks
	switch {
	case strings.HasPrefix(path, "/api/"):
		exposed := "Link, X-RateLimit-Reset, X-RateLimit-Limit, X-RateLimit-Remaining, X-Request-Id"
		if s.since(sinceAsyncRefresh) {
			exposed = strings.Replace(exposed, "Link", "Link, Mastodon-Async-Refresh", 1)
		}
		return corsRule{"POST, PUT, DELETE, GET, PATCH, OPTIONS", exposed}, true
	case path == "/oauth/token":
		return corsRule{"POST", ""}, true
	case path == "/oauth/revoke":
		return corsRule{"POST", ""}, !quirks.NoRevokeCORS && !quirks.NoRevoke
	case path == "/oauth/userinfo":
		return corsRule{"GET, POST", ""}, !quirks.NoUserinfo
	case strings.HasPrefix(path, "/nodeinfo/"):
		return corsRule{"GET", ""}, !quirks.NoNodeinfoCORS
	case strings.HasPrefix(path, "/.well-known/"), oneSegment(path, "/@"), oneSegment(path, "/users/"):
		return corsRule{"GET", ""}, true
	}
	return corsRule{}, false
}

// oneSegment reports whether path is the prefix followed by one segment.
func oneSegment(path, prefix string) bool {
	name, ok := strings.CutPrefix(path, prefix)
	return ok && name != "" && !strings.Contains(name, "/")
}

func isPreflight(r *request) bool {
	return r.method == "OPTIONS" && r.header.Get("Origin") != "" && r.header.Get("Access-Control-Request-Method") != ""
}

// preflight answers a browser's preflight request.
func (s *Server) preflight(r *request) *answer {
	if rules := s.options.Quirks.CORS; rules != nil {
		return rules.preflight(s, r)
	}
	if s.options.Quirks.NoOAuthPreflight && strings.HasPrefix(r.path, "/oauth/") {
		return newAnswer(404, "", nil)
	}
	made := newAnswer(200, "", nil)
	s.allowOrigin(r, made)
	return made
}

// allowOrigin adds the headers that rack-cors adds: to every response on a path with a rule, including errors, for any method.
// A preflight gets them only for a method of the rule.
func (s *Server) allowOrigin(r *request, made *answer) {
	if rules := s.options.Quirks.CORS; rules != nil {
		rules.allow(s, r, made)
		return
	}
	rule, ok := s.rule(r.path)
	if !ok {
		return
	}
	if isPreflight(r) {
		asked := r.header.Get("Access-Control-Request-Method")
		if !containsMethod(rule.methods, asked) {
			return
		}
		if headers := r.header.Get("Access-Control-Request-Headers"); headers != "" {
			made.header.Set("Access-Control-Allow-Headers", headers)
		}
	} else {
		made.header.Set("Vary", "Accept, Origin")
	}
	if r.header.Get("Origin") == "" {
		return
	}
	made.header.Set("Access-Control-Allow-Origin", "*")
	made.header.Set("Access-Control-Allow-Methods", rule.methods)
	made.header.Set("Access-Control-Expose-Headers", rule.exposed)
	made.header.Set("Access-Control-Max-Age", "7200")
}

func containsMethod(methods, method string) bool {
	for listed := range strings.SplitSeq(methods, ", ") {
		if strings.EqualFold(listed, method) {
			return true
		}
	}
	return false
}
