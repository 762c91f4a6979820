package practice

import (
	"crypto/rand"
	"fmt"
	"strings"
)

type route struct {
	method, path string // a segment in braces is a wildcard
	handle       func(*Server, *request) *answer
	gone         func(Quirks) bool // reports whether the server does not have it
}

var routes = []route{
	{"POST", "/api/v1/apps", (*Server).registerApp, nil},
	{"GET", "/api/v1/apps/verify_credentials", (*Server).verifyApp, func(q Quirks) bool { return q.NoAppCheck }},
	{"GET", "/oauth/authorize", (*Server).askConsent, nil},
	{"POST", "/oauth/authorize", (*Server).giveConsent, nil},
	{"DELETE", "/oauth/authorize", (*Server).denyConsent, nil},
	{"GET", "/oauth/authorize/native", (*Server).showOwnCode, nil},
	{"POST", "/oauth/token", (*Server).giveToken, nil},
	{"POST", "/oauth/revoke", (*Server).revokeToken, func(q Quirks) bool { return q.NoRevoke }},
	{"GET", "/oauth/userinfo", (*Server).userinfo, func(q Quirks) bool { return q.NoUserinfo }},
	{"POST", "/oauth/userinfo", (*Server).userinfo, func(q Quirks) bool { return q.NoUserinfo }},
	{"GET", "/auth/sign_in", (*Server).showSignIn, nil},
	{"POST", "/auth/sign_in", (*Server).signIn, nil},
	{"POST", "/auth/sign_out", (*Server).signOut, nil},
	{"DELETE", "/auth/sign_out", (*Server).signOut, nil},
	{"GET", "/auth/confirmation", (*Server).confirm, nil},
	{"GET", "/web/start", (*Server).showHome, nil},
	{"GET", "/auth/setup", (*Server).showSetup, nil},
	{"GET", "/auth/edit", (*Server).showEdit, nil},
	{"GET", twoFactorPath, (*Server).showTwoFactor, nil},
	{"POST", twoFactorPath, (*Server).setUpTwoFactor, nil},
	{"GET", "/auth/{session}", (*Server).showAuthSession, func(q Quirks) bool { return !q.OneTimeApps }},

	{"POST", "/api/v1/accounts", (*Server).signUp, noSignUp},
	{"POST", "/api/v1/emails/confirmations", (*Server).resendConfirmation, noSignUp},
	{"GET", "/api/v1/emails/check_confirmation", (*Server).checkConfirmation, noSignUp},
	{"GET", "/api/v1/accounts/verify_credentials", (*Server).verifyAccount, nil},
	{"GET", "/api/v1/preferences", (*Server).preferences, nil},
	{"POST", "/api/v1/statuses", (*Server).postStatus, nil},
	{"POST", "/api/v1/media", (*Server).postMedia, nil},
	{"POST", "/api/v2/media", (*Server).postMedia, nil},
	{"GET", "/api/v1/media/{id}", (*Server).showMedia, nil},
	{"PUT", "/api/v1/media/{id}", (*Server).updateMedia, nil},
	{"DELETE", "/api/v1/media/{id}", (*Server).deleteMedia, nil},
	{"GET", "/system/media_attachments/files/{id}/{style}/{name}", (*Server).showMediaFile, nil},

	{"GET", "/api/v1/instance", (*Server).instanceV1, nil},
	{"GET", "/api/v2/instance", (*Server).instanceV2, func(q Quirks) bool { return q.NoInstanceV2 }},
	{"GET", "/.well-known/oauth-authorization-server", (*Server).metadata, func(q Quirks) bool { return q.NoMetadata }},
	{"GET", "/.well-known/nodeinfo", (*Server).nodeinfoLinks, func(q Quirks) bool { return q.NoNodeinfoLinks }},
	{"GET", "/nodeinfo/2.0", (*Server).nodeinfo, nil},
	{"GET", "/.well-known/webfinger", (*Server).webfinger, func(q Quirks) bool { return q.NoWebfinger }},
	{"GET", "/.well-known/host-meta", (*Server).hostMeta, func(q Quirks) bool { return q.HostMeta == HostMetaNone }},
	{"GET", "/.well-known/host-meta.json", (*Server).hostMeta, func(q Quirks) bool { return q.HostMeta != HostMetaBoth }},

	{"GET", "/", (*Server).showHome, nil},
	{"GET", "/practice.css", (*Server).showStyle, nil},
	{"GET", "/avatars/{name}", (*Server).showAvatar, nil},
	{"GET", "/headers/{name}", (*Server).showHeader, nil},
	{"GET", "/emojis/{name}", (*Server).showEmoji, nil},
	{"GET", "/users/{name}", (*Server).showActor, nil},
	{"GET", "/users/{name}/statuses/{id}", (*Server).showActor, nil},
	{"GET", "/ap/users/{account}", (*Server).showActor, nil},
	{"GET", "/ap/users/{account}/statuses/{id}", (*Server).showActor, nil},
	{"GET", "/{handle}", (*Server).showProfile, nil},
	{"GET", "/{handle}/{id}", (*Server).showPost, nil},
}

func noSignUp(q Quirks) bool { return q.NoSignUp }

func (s *Server) route(r *request) *answer {
	if r.broken {
		return s.refuse(r, 400, "Bad Request")
	}
	method := r.method
	if method == "POST" && r.params.Get("_method") != "" { // Rails sends DELETE from a form in this way
		method = strings.ToUpper(r.params.Get("_method"))
	}
	if method == "HEAD" {
		method = "GET"
	}
	if own, ok := s.ownRoute(method, r.path); ok {
		return own(s, r)
	}
	for _, route := range routes {
		wild, matches := matchPath(route.path, r.path)
		if matches && route.method == method && (route.gone == nil || !route.gone(s.options.Quirks)) {
			r.wild = wild
			return route.handle(s, r)
		}
	}
	if route, wild := s.findAPI(method, r.path); route != nil {
		r.wild = wild
		return s.serve(r, route)
	}
	return s.notFound(r)
}

func matchPath(pattern, path string) (wild map[string]string, ok bool) {
	wanted, given := strings.Split(pattern, "/"), strings.Split(strings.TrimSuffix(path, "/"), "/")
	if path == "/" {
		given = []string{"", ""}
	}
	if len(wanted) != len(given) {
		return nil, false
	}
	wild = map[string]string{}
	for i, segment := range wanted {
		if name, isWild := strings.CutPrefix(segment, "{"); isWild && given[i] != "" {
			wild[strings.TrimSuffix(name, "}")] = given[i]
		} else if segment != given[i] {
			return nil, false
		}
	}
	return wild, true
}

func (s *Server) notFound(r *request) *answer {
	made := s.refuse(r, 404, "Not Found")
	made.noRoute = true
	if s.isMastodon() && !r.wantsJSON() && !strings.Contains(r.header.Get("Accept"), "html") {
		made.header.Set("Content-Type", "*/*; charset=utf-8") // of an HTML page, for programs that ask for nothing in particular
	}
	return made
}

// refuse responds as Rails does if no route matches: in HTML, unless JSON is requested.
func (s *Server) refuse(r *request, status int, text string) *answer {
	if r.wantsJSON() {
		return jsonAnswer(status, object{"status": status, "error": text})
	}
	return s.errorPage(r, status, text)
}

// requestID returns a random UUID that identifies a request in the server's log.
func requestID() string {
	var id [16]byte
	_, _ = rand.Read(id[:]) // it never fails
	id[6], id[8] = id[6]&0x0f|0x40, id[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:])
}
