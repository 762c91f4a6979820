package core

import (
	"strings"
)

// Server is what a typed address turned out to be.
type Server struct {
	// BaseURL is where the API and the login are: "https://social.example".
	BaseURL string `json:"baseUrl"`
	// Domain is what handles on it end with: "example" for a server that has split the two.
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
}

// FindServer finds the server that a person means. The name after the last @ of a handle may be only what handles end
// with, while the server itself has another; webfinger and host-meta tell, where they may be read from a page.
//
// Error codes: server_missing, server_invalid, server_insecure (nothing was sent); server_not_found (no answer, and no
// hint where else), server_unreadable (an answer that a page may not read), server_not_mastodon (an answer, of something
// else), server_is_email (me@host, and none of these three), server_down, server_blocked (a firewall or a challenge stands
// before it), rate_limited, offline, aborted.
func FindServer(ctx Context, host Host, options FindServerOptions) (Server, error) {
	server, err := findServer(ctx, host, options)
	return server, during("findServer", err)
}

func findServer(ctx Context, host Host, o FindServerOptions) (Server, error) {
	address, handle := asHandle(o.Server)
	base, err := ParseAddress(host.URLs, address)
	if err == nil {
		err = msOption("requestTimeoutMs", &o.RequestTimeoutMs, 8_000)
	}
	if err != nil {
		return Server{}, err
	}
	server, err := askServer(ctx, host, base, o.RequestTimeoutMs)
	if err == nil || hasCode(err, "offline", "aborted", "rate_limited") {
		return server, err
	}
	// Nothing at that name: it may be the half of a split domain that only handles use.
	for _, other := range whereElse(ctx, host, base, handle, o.RequestTimeoutMs) {
		if server, second := askServer(ctx, host, other, o.RequestTimeoutMs); second == nil {
			return server, nil
		}
	}
	failed := notFound(err, base)
	if failed.Code == "server_not_found" && !hasCode(err, "timeout") && answersUnread(ctx, host, base, o.RequestTimeoutMs) {
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
	text := visible(typed)
	bare := strings.TrimPrefix(strings.TrimPrefix(text, "acct:"), "@")
	user, domain, ok := strings.Cut(bare, "@")
	if !ok || user == "" || domain == "" || anyOf(bare, "/:?# ") && !strings.Contains(domain, ":") || strings.Contains(bare, "://") {
		return typed, ""
	}
	return "@" + bare, bare
}

// askServer asks one address whether it speaks Mastodon's language.
func askServer(ctx Context, host Host, base string, timeoutMs float64) (Server, error) {
	client, err := New(ctx, host, Options{
		APIBaseURL: base, VersionCheckMode: CheckNone, RatelimitMethod: RatelimitThrow, RequestTimeoutMs: timeoutMs,
	})
	if err != nil {
		return Server{}, err
	}
	entity, err := client.Instance(ctx)
	if hasCode(err, "unauthorized") {
		// A server in limited federation tells members only, but in the words of the API.
		return Server{BaseURL: base, Domain: hostOf(base)}, nil
	}
	if err != nil {
		return Server{}, err
	}
	document := entity.Document
	domain := first(document.Text("domain"), hostOf(document.Text("uri")), document.Text("uri"), hostOf(base))
	if document.Text("version") == "" || document.Text("domain") == "" && document.Text("uri") == "" {
		return Server{}, unexpectedAnswer(hostOf(base), 200)
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

// whereElse lists the addresses that the name's owner points to, each once.
func whereElse(ctx Context, host Host, base, handle string, timeoutMs float64) []string {
	client, err := New(ctx, host, Options{
		APIBaseURL: base, VersionCheckMode: CheckNone, RatelimitMethod: RatelimitThrow, RequestTimeoutMs: timeoutMs,
	})
	if err != nil {
		return nil
	}
	resource := "acct:" + handle
	if handle == "" {
		resource = base
	}
	var found []string
	add := func(address string) {
		url, ok := host.URLs.Parse(address)
		if !ok || url.Scheme != "https" && !(loopback(url.Host) && strings.HasPrefix(base, "http:")) {
			return // nobody but a server of this computer leads to another one
		}
		if origin := url.Origin(); origin != base && !contains(found, origin) {
			found = append(found, origin)
		}
	}
	// Whatever the status: where the answer came from tells as much, and a server is asked here by a name that it may not
	// know to be its own.
	ask := func(path string, query Fields) (links []Document) {
		request, err := client.request(call{method: "GET", path: path, query: query})
		if err != nil {
			return nil
		}
		response, err := client.send(ctx, request)
		if err != nil {
			return nil
		}
		add(response.URL)
		if response.Body == nil {
			return nil
		}
		return response.Body.List("links")
	}
	for _, link := range ask("/.well-known/webfinger", Fields{{"resource", resource}}) {
		if rel := link.Text("rel"); rel == "self" || rel == "http://webfinger.net/rel/profile-page" {
			add(link.Text("href"))
		}
	}
	for _, link := range ask("/.well-known/host-meta.json", nil) {
		if link.Text("rel") == "lrdd" {
			template, _, _ := strings.Cut(link.Text("template"), "{")
			add(template)
		}
	}
	return found
}

// answersUnread reports whether something answers at an address all the same: a browser hides from a page whether there
// is nobody, or somebody who lets no page listen.
func answersUnread(ctx Context, host Host, base string, timeoutMs float64) bool {
	client, err := New(ctx, host, Options{APIBaseURL: base, VersionCheckMode: CheckNone, RequestTimeoutMs: timeoutMs})
	if err == nil {
		_, err = client.do(ctx, call{op: "findServer", method: "GET", path: "/api/v1/instance", blind: true})
	}
	return err == nil
}

// notFound says what stands in the way, as far as a page can tell.
func notFound(err error, base string) *Error {
	copied := *AsError(err)
	copied.Op = "" // of the request; the caller names its own
	known, name := &copied, hostOf(base)
	switch {
	case known.Code == "network" || known.Code == "timeout":
		known.Code, known.Kind = "server_not_found", ErrNetwork
		known.Message = "no server answers at " + name + "."
		known.Hint = "Check the spelling. If the server has another name than the handles on it, write that one. An extension, a firewall or the server's own settings (CORS) may stand in the way too."
	case known.Status == 403:
		known.Code = "server_blocked"
		known.Message, known.Hint = name+" turns this page away before its API is reached.", "A firewall or a bot check may stand before it; ask its admin, or try from another network."
	case known.Status >= 500:
		known.Code = "server_down"
		known.Message, known.Hint = name+" has a problem at the moment.", "Try again later."
	default:
		known.Code = "server_not_mastodon"
		known.Message = name + " is there, but it is no Mastodon-compatible server."
		known.Hint = "Check the address."
	}
	return known
}
