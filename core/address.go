package core

import "strings"

// webPages are the first path segments of web pages whose address people copy from a browser. Any other path is taken as the
// path below which a server runs.
var webPages = []string{
	".well-known", "about", "actor", "admin", "ap", "api", "auth", "authorize_interaction", "backups", "blocks", "bookmarks",
	"collections", "conversations", "deck", "directory", "disputes", "domain_blocks", "emojis", "explore", "favourites", "filters",
	"follow_requests", "followed_tags", "getting-started", "home", "i", "inbox", "invite", "invites", "keyboard-shortcuts", "links",
	"lists", "login", "main", "media", "media_proxy", "mutes", "nodeinfo", "notes", "notice", "notifications", "notifications_v2",
	"oauth", "objects", "overview", "p", "pinned", "privacy-policy", "profile", "public", "publish", "redirect", "relationships",
	"remote_interaction_helper", "search", "settings", "severed_relationships", "share", "start", "statuses", "statuses_cleanup",
	"system", "tags", "terms", "terms-of-service", "timelines", "user", "users", "web",
}

// noServer is the error if an option has no server.
func noServer(option string) error {
	err := illegal(CodeServerMissing, option, "no server was given.")
	err.Hint = "Give the address of the server that the account is on, such as mastodon.social."
	return err
}

// ParseAddress reads the server that a person typed and returns its base URL, without a slash at the end. It accepts
// "mastodon.social", "https://mastodon.social/@alice", "@alice@mastodon.social", "acct:alice@mastodon.social",
// "localhost:3000". Plain http is accepted for
// loopback addresses only. An address such as "alice@mastodon.social" is refused as an e-mail address.
func ParseAddress(urls URLs, typed string) (string, error) {
	if len(typed) > addressBytes {
		return "", notAnAddress(typed)
	}
	text := visible(typed)
	if text == "" {
		return "", noServer("apiBaseUrl")
	}
	if scheme, rest, ok := strings.Cut(text, ":"); ok && lower(scheme) == "acct" {
		text = "@" + strings.TrimPrefix(rest, "@") // acct:alice@host is a handle, as @alice@host is
	}
	if scheme, _, ok := strings.Cut(text, "://"); !ok || anyOf(scheme, "/?#") {
		handle := strings.HasPrefix(text, "@")
		if at := strings.LastIndexByte(text, '@'); at >= 0 && !anyOf(text[:at], "/?#") {
			if !handle {
				return "", emailAddress(text[at+1:])
			}
			text = text[at+1:]
		}
		text = "https://" + text
		if url, ok := urls.Parse(text); ok && loopback(url.Host) {
			text = "http" + strings.TrimPrefix(text, "https")
		}
	}
	url, ok := urls.Parse(text)
	switch {
	case !ok || url.Host == "" || url.Scheme != "https" && url.Scheme != "http":
		return "", notAnAddress(typed)
	case url.Userinfo:
		return "", invalidAddress("the address must not contain a user name or password.")
	}
	url.Host = trim(url.Host, ".")
	switch {
	case !anyOf(url.Host, ".:") && !loopback(url.Host):
		return "", invalidAddress("“" + shownAddress(typed) + "” has no dot in it, so it cannot be a server.")
	case url.Scheme == "http" && !loopback(url.Host):
		err := illegal(CodeServerInsecure, "apiBaseUrl", "a password or token must not travel over plain http://.")
		err.Hint = "Use https://" + url.Host + "; http:// works for this computer's own servers only (localhost)."
		return "", err
	}
	return url.Origin() + subPath(url.Path), nil
}

func notAnAddress(typed string) error {
	return invalidAddress("“" + shownAddress(typed) + "” is not the address of a server.")
}

// shownAddress returns what an error may tell of an address that somebody typed: no user name and password before the host, and no
// parameters, which may be a code or a token.
func shownAddress(typed string) string {
	typed = visible(typed)
	if at := strings.LastIndexByte(typed, '@'); at >= 0 && anyOf(typed[:at], ":/?#") {
		typed = "…" + typed[at:]
	}
	for i := range len(typed) {
		if has("?#", typed[i]) {
			typed = typed[:i] + "…"
			break
		}
	}
	return shortened(typed)
}

func invalidAddress(problem string) *Error {
	err := illegal(CodeServerInvalid, "apiBaseUrl", problem)
	err.Hint = "Write only the server's name, such as mastodon.social."
	return err
}

func emailAddress(domain string) *Error {
	err := illegal(CodeServerIsEmail, "apiBaseUrl", "this looks like an e-mail address; the server's address is needed.")
	err.Hint = "If “" + shownAddress(domain) + "” is the account's server, write only that. A handle begins with @."
	return err
}

// loopback reports whether host is this computer. Nobody can eavesdrop on a loopback connection.
func loopback(host string) bool {
	if host == "localhost" || strings.HasSuffix(host, ".localhost") || host == "[::1]" {
		return true
	}
	// A name such as "127.example.com" starts the same way, but contains letters.
	return strings.HasPrefix(host, "127.") && only(host, "0123456789.")
}

// IsLocal reports whether a host belongs to this computer or to its own network, as far as its name says: it is an IP address, has no
// dot, or ends with a name that is kept for that. A server of the internet must not lead there, unless the person named such a host.
func IsLocal(host string) bool {
	host = trim(host, ".")
	last := host[strings.LastIndexByte(host, '.')+1:]
	return last == host || only(last, "0123456789") || contains(localNames, last)
}

// localNames are the last parts of names that networks give their own hosts (RFC 6761, RFC 6762 appendix G, RFC 8375, and routers).
var localNames = []string{"localhost", "local", "internal", "lan", "home", "localdomain", "arpa", "intranet", "private", "corp"}

// subPath returns the path below which a server runs. It is empty if the path is one of the server's own web pages.
func subPath(path string) string {
	path = trim(path, "/")
	first, _, _ := strings.Cut(path, "/")
	if path == "" || strings.HasPrefix(first, "@") || contains(webPages, first) {
		return ""
	}
	path, _, _ = strings.Cut(path, "/@")
	return "/" + path
}
