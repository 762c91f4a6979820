package core

import "strings"

// Server is what a typed address turned out to be.
type Server struct {
	// BaseURL is where the API and the login are: "https://social.example".
	BaseURL string `json:"baseUrl"`
	// Domain is what handles on it end with: "example.org" for a server at social.example.org that says so, and for one
	// elsewhere if example.org itself leads there. Otherwise any server could claim the handles of another.
	Domain string `json:"domain"`
	Title  string `json:"title,omitempty"`
	// Software is "mastodon" or what the server calls itself, in small letters; empty where it does not say.
	Software string `json:"software,omitempty"`
	// Version is the server's own text for it.
	Version string `json:"version,omitempty"`
	// Registrations is whether people may sign up there.
	Registrations bool `json:"registrations"`
}

// FindServerOptions are those of [FindServer].
type FindServerOptions struct {
	// Server is whatever a person typed: mastodon.social, https://host/@me, @me@host, me@host.
	Server string `json:"server"`
	// RequestTimeoutMs bounds each request, in milliseconds. Default: 8,000.
	RequestTimeoutMs float64 `json:"requestTimeoutMs,omitempty"`
	// MaxAgeMs lets an answer stand that this page or program got no longer ago, in milliseconds, or that is under way. Answers are
	// kept for ten minutes. Default: 0, which asks the server.
	MaxAgeMs float64 `json:"maxAgeMs,omitempty"`
}

// FindServer finds the server that a person means. The name after the last @ of a handle may be only what handles end
// with, while the server itself has another; webfinger and host-meta tell, where they may be read from a page.
//
// Error codes: server_missing, server_invalid, server_insecure (nothing was sent); server_not_found (no answer, and no
// hint where else), server_unreadable (an answer that a page may not read), server_not_mastodon (an answer, of something
// else), server_is_email (me@host, and none of these three), server_down, server_blocked (a firewall or a challenge stands
// before it), rate_limited, offline, aborted.
func FindServer(ctx Context, host Host, options FindServerOptions) (Server, error) {
	server, _, err := findServer(ctx, host, options)
	return server, during("findServer", err)
}

// findServer says besides whether the answer was there, or under way.
func findServer(ctx Context, host Host, o FindServerOptions) (server Server, known bool, err error) {
	address, handle := asHandle(o.Server)
	base, err := ParseAddress(host.URLs, address)
	if err == nil {
		err = msOption("requestTimeoutMs", &o.RequestTimeoutMs, 8_000)
	}
	if err == nil {
		err = msOption("maxAgeMs", &o.MaxAgeMs, 0)
	}
	if err != nil {
		return Server{}, false, err
	}
	name := base
	if handle != "" {
		name += " " + visible(o.Server) // who it is may decide where they are, and how it is written what is said if nobody is
	}
	servers := serversOf(host.Transport)
	search, own := servers.begin(name, o.MaxAgeMs)
	if own {
		defer servers.end(search) // whatever happens: nobody waits for ever
		if server, err = searchServer(ctx, host, base, handle, o); err == nil {
			search.server = &server
		} else {
			search.err = copyOf(err)
		}
		return server, false, err
	}
	select {
	case <-search.done:
	case <-ctx.Done():
		return Server{}, true, abortedError(ctx)
	}
	switch {
	case search.server != nil:
		return *search.server, true, nil
	case search.err == nil || hasCode(search.err, "aborted"):
		return findServer(ctx, host, o) // whoever searched was stopped
	}
	return Server{}, true, copyOf(search.err)
}

// searchServer asks at the address and, if there is nothing, where its owner points to.
func searchServer(ctx Context, host Host, base, handle string, o FindServerOptions) (Server, error) {
	server, err := askServer(ctx, host, base, o.RequestTimeoutMs)
	if err == nil {
		server.Domain = provenDomain(ctx, host, server, o.RequestTimeoutMs)
		return server, nil
	}
	if hasCode(err, "offline", "aborted", "rate_limited") {
		return Server{}, err
	}
	// Nothing at that name: it may be the half of a split domain that only handles use.
	for _, other := range alternativeAddresses(ctx, host, base, handle, o.RequestTimeoutMs) {
		if server, second := askServer(ctx, host, other, o.RequestTimeoutMs); second == nil {
			if server.Domain != hostOf(base) { // which has just led there
				server.Domain = provenDomain(ctx, host, server, o.RequestTimeoutMs)
			}
			return server, nil
		}
	}
	failed := notFound(err, base)
	if failed.Code == "server_not_found" && !hasCode(err, "timeout") && answersUnreadably(ctx, host, base, o.RequestTimeoutMs) {
		failed.Code = "server_unreadable"
		failed.Message = hostOf(base) + " answers, but pages of other sites may not read what (CORS)."
	}
	if handle != "" && handle == visible(o.Server) && contains([]string{"server_not_found", "server_unreadable", "server_not_mastodon"}, failed.Code) {
		return Server{}, emailAddress(hostOf(base))
	}
	return Server{}, failed
}

// asHandle returns the address that typed text stands for, and the handle in it, as user@domain, if there is one.
func asHandle(typed string) (address, handle string) {
	bare := trim(visible(typed), ",/")
	if scheme, rest, ok := strings.Cut(bare, ":"); ok && contains([]string{"acct", "mailto"}, lower(scheme)) {
		bare = rest
	}
	bare = strings.TrimPrefix(join(words(bare, ""), ""), "@")
	user, domain, ok := strings.Cut(bare, "@")
	if !ok || user == "" || domain == "" || anyOf(bare, "/:?# ") && !strings.Contains(domain, ":") || strings.Contains(bare, "://") {
		return typed, ""
	}
	return "@" + bare, bare
}

// askServer asks one address whether it speaks Mastodon's language.
func askServer(ctx Context, host Host, base string, timeoutMs float64) (Server, error) {
	client, err := newClient(ctx, host, Options{
		APIBaseURL: base, VersionCheckMode: CheckNone, RatelimitMethod: RatelimitThrow, RequestTimeoutMs: timeoutMs,
	})
	if err != nil {
		return Server{}, err
	}
	response, err := client.instance(ctx)
	if hasCode(err, "unauthorized") && AsError(err).Description != "" {
		// A server in limited federation tells members only, but in the words of the API.
		return Server{BaseURL: base, Domain: hostOf(base)}, nil
	}
	if err != nil {
		return Server{}, err
	}
	// The name may only lead to the server; secrets are sent to where it is.
	if origin, ok := linkedOrigin(host.URLs, base, response.URL); ok {
		base = origin
	}
	document := response.Body
	domain := first(document.Text("domain"), hostOf(document.Text("uri")), document.Text("uri"), hostOf(base))
	if document.Text("version") == "" || document.Text("domain") == "" && document.Text("uri") == "" {
		return Server{}, unexpectedResponse(hostOf(base), 200)
	}
	server := Server{
		BaseURL: base, Domain: domain, Title: shortened(document.Text("title")), Version: shortened(document.Text("version")),
		Software: software(document), Registrations: document.Text("registrations") == "true",
	}
	if registrations := document.Object("registrations"); registrations != nil {
		server.Registrations = registrations.Text("enabled") == "true"
	}
	return server, nil
}

// provenDomain returns the domain that a server claims for its handles, or its own name if nothing speaks for the claim.
func provenDomain(ctx Context, host Host, server Server, timeoutMs float64) string {
	at, _ := host.URLs.Parse(server.BaseURL) // which may end with a path
	own := hostOf(at.Origin())
	claimed, ok := host.URLs.Parse("https://" + server.Domain)
	name := hostOf(claimed.Origin())
	switch {
	case !ok || claimed.Userinfo || !strings.Contains(name, "."):
		return own
	case name == own, strings.HasSuffix(own, "."+name):
		return name
	case contains(alternativeAddresses(ctx, host, claimed.Origin(), "", timeoutMs), server.BaseURL):
		return name
	}
	return own
}

// software reads what the version text tells: "2.7.2 (compatible; Pleroma 2.5.0)", "takahe/0.11".
func software(instance Document) string {
	version := lower(instance.Text("version"))
	for _, marker := range []string{"compatible; ", "really "} {
		if _, rest, ok := strings.Cut(version, marker); ok {
			return words(rest, "/;)")[0]
		}
	}
	if name, _, ok := strings.Cut(version, "/"); ok {
		return name
	}
	if accounts := instance.Object("configuration"); accounts != nil {
		if accounts = accounts.Object("accounts"); accounts != nil && accounts.Text("allow_custom_css") != "" {
			return "gotosocial"
		}
	}
	if instance.Object("pleroma") != nil {
		return "pleroma"
	}
	if parsed, ok := ParseVersion(version); ok && parsed.comparable() {
		return "mastodon"
	}
	return ""
}

// answersUnreadably reports whether something answers at an address all the same: a browser hides from a page whether there
// is nobody, or somebody who lets no page listen.
func answersUnreadably(ctx Context, host Host, base string, timeoutMs float64) bool {
	client, err := newClient(ctx, host, Options{APIBaseURL: base, VersionCheckMode: CheckNone, RequestTimeoutMs: timeoutMs})
	if err == nil {
		_, err = client.do(ctx, call{op: "findServer", method: "GET", path: "/api/v1/instance", blind: true})
	}
	return err == nil
}

// notFound says what stands in the way, as far as a page can tell.
func notFound(err error, base string) *Error {
	known, name := copyOf(err), hostOf(base)
	known.Op = "" // of the request; the caller names its own
	switch {
	case known.Code == "network" || known.Code == "timeout":
		known.Code, known.Kind = "server_not_found", ErrNetwork
		known.Message = "no server answers at " + name + "."
		known.Hint = "Check the spelling. If the server's name is not the one in its handles, write the server's name. An extension, a firewall or the server's own settings (CORS) may also block it."
	case known.Status == 403:
		known.Code = "server_blocked"
		known.Message, known.Hint = name+" blocks this page before its API is reached.", "A firewall or a bot check may be the reason. Ask the server's admin, or try from another network."
	case known.Status >= 500 || known.Code == "answer_broken":
		known.Code = "server_down"
		known.Message, known.Hint = name+" has a problem at the moment.", "Try again later."
	default:
		known.Code = "server_not_mastodon"
		known.Message = name + " answers, but it is not a Mastodon-compatible server."
		known.Hint = "Check the address."
	}
	return known
}
