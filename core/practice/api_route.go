package practice

import "strings"

// apiRoute is a route of the API that a client uses once somebody has logged in. The routes of the login itself are in route.go.
type apiRoute struct {
	method, path string // a segment in braces is a wildcard
	// asks is who may ask.
	asks asker
	// scopes are those of which the token needs one, separated by spaces. None: any token will do.
	scopes string
	handle handler
	// since is the minor version of Mastodon 4 that it came with. Other software has the routes that have no such number.
	since int
}

// asker is who may use a route.
type asker int

const (
	anybody asker = iota // also without a token. One that is sent has to be good.
	person               // somebody who is logged in
)

// findAPI returns the route of a request, if there is one.
func (s *Server) findAPI(method, path string) (found *apiRoute, wild map[string]string) {
	for i := range apiRoutes {
		route := &apiRoutes[i]
		if route.method != method || route.since > 0 && !s.since(route.since) {
			continue
		}
		if wild, matches := matchPath(route.path, path); matches {
			return route, wild
		}
	}
	return nil, nil
}

// serve checks the token of a request, and handles it.
func (s *Server) serve(r *request, route *apiRoute) *answer {
	scopes := strings.Fields(route.scopes)
	visits := route.asks == anybody && r.bearer() == ""
	needed := s.options.Quirks.NoPublicPosts && strings.Contains(route.scopes, "read:statuses")
	var refusal *answer
	switch {
	case visits && !needed:
	case route.asks == person && len(scopes) == 0 && r.bearer() == "":
		refusal = apiError(401, "This method requires an authenticated user")
	case route.asks == person:
		_, refusal = s.userToken(r, scopes...)
	default:
		_, refusal = s.bearerToken(r, scopes...)
	}
	if refusal != nil {
		return refusal
	}
	return route.handle(s, r)
}

// lost is the answer of the API where it finds no such thing.
func lost() *answer { return apiError(404, "Record not found") }

// done is the answer of the API where it has done what was asked and has nothing to show.
func done() *answer { return jsonAnswer(200, object{}) }
