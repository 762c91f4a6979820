package practice

import (
	"slices"
	"strings"
	"time"
)

// Engine is the program behind the OAuth endpoints and the registration of apps. It decides what is checked, in which order,
// and what a refusal says.
type Engine string

const (
	EngineDoorkeeper Engine = ""           // Mastodon, and all others as far as their quirks do not say otherwise
	EngineGoToSocial Engine = "gotosocial" // names all missing parameters at once, and explains errors in prose
	EngineHollo      Engine = "hollo"      // authenticates the app first, and shows what its validator (Zod) found
	EnginePleroma    Engine = "pleroma"    // refuses in free text, and lets everybody revoke
	EngineSnac       Engine = "snac"       // signing in is agreeing
	EngineWordPress  Engine = "wordpress"  // the plugin Enable Mastodon Apps: every refusal of a token is a 400
)

// handler makes the answer to a request.
type handler = func(*Server, *request) *answer

// engineRoutes are the routes that an engine handles itself, by method and path. They go before the common routes.
var engineRoutes = map[Engine]map[string]handler{
	EngineGoToSocial: goToSocialRoutes,
	EngineHollo:      holloRoutes,
	EnginePleroma:    pleromaRoutes,
	EngineSnac:       snacRoutes,
	EngineWordPress:  wordPressRoutes,
}

// ownRoute returns the handler of a route that only this software has, or handles in its own way.
func (s *Server) ownRoute(method, path string) (handler, bool) {
	if own, ok := engineRoutes[s.options.Quirks.Engine][method+" "+path]; ok {
		return own, true
	}
	if method != "GET" {
		return nil, false
	}
	if page := strings.TrimSuffix(s.options.Quirks.ProfilePath, "/"); page != "" {
		if wild, ok := matchPath(page, path); ok && s.userByName(wild["name"]) != nil {
			return func(s *Server, r *request) *answer {
				r.wild = map[string]string{"handle": "@" + wild["name"]}
				return s.showProfile(r)
			}, true
		}
	}
	if paths := s.options.Quirks.Nodeinfo; len(paths) > 0 {
		if slices.Contains(paths, path) {
			return (*Server).nodeinfo, true
		}
		if strings.HasPrefix(path, "/nodeinfo/") {
			return (*Server).notFound, true
		}
	}
	return nil, false
}

// plainOAuthError returns an OAuth error without Doorkeeper's header WWW-Authenticate.
func plainOAuthError(status int, code, text string) *answer {
	return jsonAnswer(status, object{"error": code, "error_description": text}).private()
}

// missing returns those parameters that are missing.
func (r *request) missing(names ...string) []string {
	return slices.DeleteFunc(names, func(name string) bool { return r.params.Get(name) != "" })
}

// isJSON reports whether the body is JSON.
func (r *request) isJSON() bool {
	return strings.HasPrefix(r.header.Get("Content-Type"), "application/json")
}

// addApp gives a new app its credentials.
func (s *Server) addApp(made *app) *app {
	made.client, made.secret, made.id = randomText(), randomText(), len(s.apps)+1
	if len(made.redirects) > 0 {
		made.firstRedirectTo = made.redirects[0]
	}
	s.apps = append(s.apps, made)
	return made
}

// living reports whether a code can be exchanged.
func (g *grant) living() bool { return !g.used && time.Since(g.created) <= codeLifetime }

// coveredBy reports whether each scope is among the others, or is a finer one of them: read:accounts of read.
func coveredBy(scopes, of []string) bool {
	return !slices.ContainsFunc(scopes, func(scope string) bool {
		coarse, _, _ := strings.Cut(scope, ":")
		return !slices.Contains(of, scope) && !slices.Contains(of, coarse)
	})
}

// addOwnHeaders adds the headers that the software sends with every response.
func (s *Server) addOwnHeaders(r *request, made *answer) {
	if !s.options.Quirks.NoRequestID {
		made.header.Set("X-Request-Id", requestID())
	}
	switch {
	case s.options.Quirks.Engine == EngineSnac:
		made.header.Set("X-Creator", "snac/"+s.softwareVersion())
	case s.options.Quirks.Engine == EngineWordPress && strings.HasPrefix(r.path, "/api/"): // beside the links to other pages
		made.header.Add("Link", "<"+r.base+`/wp-json/>; rel="https://api.w.org/"`)
	}
}
