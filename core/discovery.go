package core

import "strings"

// Server is the server that a typed address belongs to.
type Server struct {
	// BaseURL is the address of the API and of the login: "https://social.example".
	BaseURL string `json:"baseUrl"`
	// Domain is the domain in the handles of its accounts. A server at social.example.org may use "example.org" only if example.org
	// itself points to that server, by webfinger or host-meta. Otherwise any server could claim the handles of another. Where
	// this cannot be read, the domain is the server's own host.
	Domain string `json:"domain"`
	Title  string `json:"title,omitempty"`
	// Software is "mastodon" or the name that the server gives itself, in lower case. It is empty if the server does not say.
	Software string `json:"software,omitempty"`
	// Version is the version in the server's own words.
	Version string `json:"version,omitempty"`
	// Registrations is whether the server accepts sign-ups.
	Registrations bool `json:"registrations"`
}

// FindServerOptions are the options of [FindServer].
type FindServerOptions struct {
	// Server is what the person typed or pasted: mastodon.social, @me@host, me@host, or the address of any page of the server, such
	// as that of a profile, an actor (https://host/ap/users/1), a post or a tag. The address https://host/@alice@elsewhere is
	// one of host. An address with http:// is asked over https. What stands around the address is left out, and a scheme that is
	// spelled wrongly is read as https: <https://host>, (https:/host/@alice), "Alice (@alice@host)", web+ap://host/@alice.
	Server string `json:"server"`
	// RequestTimeoutMs limits each request, in milliseconds. Default: 8,000.
	RequestTimeoutMs float64 `json:"requestTimeoutMs,omitempty"`
	// MaxAgeMs accepts a cached result up to this age, in milliseconds, or one whose request is still running. Results are
	// cached for ten minutes, in this page or program. Default: 0, which always asks the server.
	MaxAgeMs float64 `json:"maxAgeMs,omitempty"`
}

// FindServer finds the server that a person means. The domain in a handle may differ from the server's own name. FindServer
// then looks it up by webfinger and host-meta, if the page is allowed to read them.
//
// Error codes: server_missing, server_invalid (no request was sent); server_not_found (no response, and
// nothing points elsewhere), server_unreadable (a response that the page is not allowed to read), server_not_mastodon (a
// response, but from other software), server_is_email (the text has the form me@host, and one of these three occurred),
// server_down, server_blocked (a firewall or bot check blocks the request), timeout, rate_limited, offline, aborted, network (no response,
// and Reason says that the server is not to blame). A server that this host has a registration or a session of is server_down if it
// cannot be reached, and not server_not_found or server_unreadable.
func FindServer(ctx Context, host Host, options FindServerOptions) (Server, error) {
	if checksHost && host.check(ctx) != nil {
		return Server{}, during("findServer", host.check(ctx))
	}
	server, _, err := findServer(ctx, host, options)
	return server, during("findServer", err)
}

// findServer also reports whether the result was cached or already being requested.
func findServer(ctx Context, host Host, o FindServerOptions) (server Server, known bool, err error) {
	o.Server = pasted(o.Server)
	address, handle := asHandle(o.Server)
	base, err := ParseAddress(host.URLs, address)
	if hasCode(err, CodeServerInsecure) { // people paste old addresses; nothing is sent over http
		url, _ := host.URLs.Parse(visible(address))
		base, err = ParseAddress(host.URLs, "https://"+hostOf(url.Origin())+url.Path)
	}
	if hasCode(err, CodeServerMissing) {
		err = noServer("server")
	}
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
		name += " " + visible(o.Server) // the user may decide which server it is, and the text as typed is part of the error
	}
	servers := serversOf(host.Transport)
	search, own := servers.begin(name, o.MaxAgeMs)
	if own {
		defer servers.end(search) // even after a panic, so that no other caller waits forever
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
	case search.err == nil || hasCode(search.err, CodeAborted):
		return findServer(ctx, host, o) // the caller that searched was aborted
	}
	return Server{}, true, copyOf(search.err)
}

// searchServer asks at the address. If there is no server, it asks where the domain points to.
func searchServer(ctx Context, host Host, base, handle string, o FindServerOptions) (Server, error) {
	server, err := askAlongPath(ctx, host, base, o.RequestTimeoutMs)
	if err == nil {
		server.Domain = provenDomain(ctx, host, server, o.RequestTimeoutMs)
		return server, nil
	}
	if hasCode(err, CodeOffline, CodeAborted, CodeRateLimited) {
		return Server{}, err
	}
	// No server has that name. It may be a domain that only appears in handles.
	base = originOf(host.URLs, base)
	for _, other := range alternativeAddresses(ctx, host, base, handle, o.RequestTimeoutMs) {
		server, second := askServer(ctx, host, other, o.RequestTimeoutMs)
		if second == nil {
			if server.Domain != hostOf(base) { // base already pointed to this server
				server.Domain = provenDomain(ctx, host, server, o.RequestTimeoutMs)
			}
			return server, nil
		}
		if code := notFound(second, other).Code; code == CodeTimeout || code == CodeServerDown || code == CodeServerNotFound && host.knows(ctx, other) {
			err, base = second, other // the domain points there, so this is the server that the person means
			break
		}
	}
	failed := notFound(err, base)
	switch {
	case failed.Code != CodeServerNotFound:
	case host.knows(ctx, base):
		explainDown(failed, hostOf(base))
	case failed.Reason == ReasonCORS, failed.Reason == ReasonInterruptedOrCORS, failed.Reason == ReasonRedirect:
		failed.Code = CodeServerUnreadable
		failed.Message = hostOf(base) + " answers, but pages of other sites may not read what (CORS)."
		failed.Hint += " A proxy may answer for a server that is down: then it helps to try again later."
	}
	// A page whose policy names its servers cannot ask the provider of an e-mail address either.
	if handle != "" && handle == visible(o.Server) && (failed.Reason == ReasonCSP || hasCode(failed, CodeServerNotFound, CodeServerUnreadable, CodeServerNotMastodon)) {
		return Server{}, emailAddress(hostOf(base))
	}
	return Server{}, failed
}

// asHandle returns the address that the typed text means. If the text is a handle, it also returns that, as user@domain.
func asHandle(typed string) (address, handle string) {
	bare := trim(visible(typed), ",/")
	if scheme, rest, ok := strings.Cut(bare, ":"); ok && contains([]string{"acct", "mailto"}, lower(scheme)) {
		bare = rest
	}
	bare = strings.TrimPrefix(join(words(bare, ""), ""), "@")
	user, domain, ok := strings.Cut(bare, "@")
	if !ok || user == "" || domain == "" || anyOf(user, "/:?# ") || anyOf(domain, "/?# ") {
		return typed, ""
	}
	return "@" + bare, bare
}

// askServer asks one address whether a server with Mastodon's API runs there.
func askServer(ctx Context, host Host, base string, timeoutMs float64) (Server, error) {
	client, err := newClient(ctx, host, Options{
		APIBaseURL: base, VersionCheckMode: CheckNone, RatelimitMethod: RatelimitThrow, RequestTimeoutMs: timeoutMs,
	})
	if err != nil {
		return Server{}, err
	}
	response, err := client.instance(ctx)
	if hasCode(err, CodeUnauthorized) && AsError(err).Description != "" {
		// A server in limited federation mode answers members only, but its error has the form of the API.
		return Server{BaseURL: base, Domain: hostOf(base)}, nil
	}
	if err != nil {
		return Server{}, err
	}
	// The name may redirect to the server. Secrets are sent to the server's real address.
	if origin, ok := linkedOrigin(host.URLs, base, response.URL); ok {
		base = origin
	}
	document := response.Body
	domain := first(document.Text("domain"), hostOf(document.Text("uri")), document.Text("uri"), hostOf(base))
	if !contains(document.Keys(), "version") || document.Text("domain") == "" && document.Text("uri") == "" {
		return Server{}, unexpectedResponse(hostOf(base), 200)
	}
	if len(domain) > wordBytes {
		domain = hostOf(base)
	}
	server := Server{
		BaseURL: base, Domain: domain, Title: nameText(document.Text("title")), Version: shortened(document.Text("version")),
		Software: software(document), Registrations: document.Text("registrations") == "true",
	}
	if registrations := document.Object("registrations"); registrations != nil {
		server.Registrations = registrations.Text("enabled") == "true"
	}
	return server, nil
}

// provenDomain returns the domain that a server claims for its handles. If nothing confirms the claim, it returns the server's
// own name.
func provenDomain(ctx Context, host Host, server Server, timeoutMs float64) string {
	at, _ := host.URLs.Parse(server.BaseURL) // the base URL may have a path
	own := hostOf(at.Origin())
	claimed, ok := host.URLs.Parse("https://" + server.Domain)
	claimed.Host = trim(claimed.Host, ".")
	name := hostOf(claimed.Origin())
	switch {
	case name == own:
		return name
	case !ok || claimed.Userinfo || leadsInside(host.URLs, server.BaseURL, claimed.Origin()) || !strings.Contains(name, "."):
		return own
	case contains(alternativeAddresses(ctx, host, claimed.Origin(), "", timeoutMs), server.BaseURL):
		return name
	}
	return own
}

// software reads the software's name from the version text: "2.7.2 (compatible; Pleroma 2.5.0)", "takahe/0.11".
func software(instance Document) string {
	version := lower(shortened(instance.Text("version")))
	for _, marker := range []string{"compatible; ", "really "} {
		if _, rest, ok := strings.Cut(version, marker); ok {
			return first(words(rest, "/;)")...)
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

// notFound returns the error that explains why no server was found, as far as a page can know.
func notFound(err error, base string) *Error {
	known, name := copyOf(err), hostOf(base)
	known.Op = "" // it names the inner request; the caller sets its own
	switch {
	case known.Code == CodeTimeout:
		known.Message, known.Hint = name+" did not answer in time.", "Try again later. If it never answers, check the spelling."
	case known.Code == CodeNetwork && known.Reason.isOfThePage():
	case known.Code == CodeNetwork:
		known.Code, known.Kind = CodeServerNotFound, ErrNetwork
		known.Message = "no server answers at " + name + "."
		known.Hint = hintServerNotFound
	case known.Status == 403:
		explainBlocked(known, name)
	case known.Code == CodeAnswerTooLarge:
	case known.Status >= 500 || known.Code == CodeAnswerBroken:
		explainDown(known, name)
	default:
		known.Code = CodeServerNotMastodon
		known.Message = name + " answers, but it is not a Mastodon-compatible server."
		known.Hint = "Check the address."
	}
	return known
}

// explainDown makes an error that of a server that does not work at the moment.
func explainDown(err *Error, name string) {
	err.Code, err.Message, err.Hint = CodeServerDown, name+" has a problem at the moment.", "Try again later."
}
