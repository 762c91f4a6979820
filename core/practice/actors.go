package practice

import "strings"

// actor returns the address of an account in ActivityPub. People paste it, although no page shows it.
func (s *Server) actor(r *request, u *user) string {
	if u.domain != "" {
		return "https://" + u.domain + "/users/" + u.name
	}
	if s.since(sinceActorIDs) {
		return r.base + "/ap/users/" + u.id
	}
	return r.base + "/users/" + u.name
}

// showActor redirects a browser from an actor's address to the profile, and from a post's to its page.
func (s *Server) showActor(r *request) *answer {
	for _, user := range s.users {
		if user.id == r.wild["account"] || r.wild["name"] != "" && strings.EqualFold(user.name, r.wild["name"]) {
			if !user.visible() {
				break
			}
			if id := r.wild["id"]; id != "" {
				return redirect(user.url(r) + "/" + id)
			}
			return redirect(user.url(r))
		}
	}
	return s.notFound(r)
}

// handleDomain is the name that the accounts' addresses end in. It may be another than the server's.
func (s *Server) handleDomain(r *request) string {
	if s.options.HandleDomain != "" {
		return s.options.HandleDomain
	}
	return r.host()
}

// atHandleDomain responds in place of the website at the handles' domain. It sends on what a server that looks for an account asks
// there, and has nothing else.
func (s *Server) atHandleDomain(r *request) *answer {
	if r.path == "/.well-known/webfinger" {
		made := redirect(s.URL() + r.target)
		made.status = 301
		return made
	}
	return newAnswer(404, "text/html; charset=utf-8", []byte("<!doctype html><title>404</title><h1>There is no such page here</h1>"))
}
