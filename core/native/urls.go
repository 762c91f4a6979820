package native

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/mastoauth/mastoauth/core"
)

// URLs parses URLs as https://url.spec.whatwg.org and browsers do. The same address therefore means the same server in a Go
// program and in a web page. net/url differs: it takes 127.1 for a name, does not convert BÜCHER.example, and does not treat a
// backslash as a slash.
type URLs struct{}

// specialPorts are the special schemes of the standard, with their default ports. Other schemes have no rules for hosts.
var specialPorts = map[string]string{"http": "80", "https": "443", "ws": "80", "wss": "443", "ftp": "21"}

// These characters are escaped, in addition to control characters and everything beyond ASCII.
const (
	unsafeInFragment     = " \"<>`"
	unsafeInQuery        = " \"#<>"
	unsafeInSpecialQuery = unsafeInQuery + "'"
	unsafeInPath         = unsafeInQuery + "?`{}^"
)

// withoutBreaks removes what browsers leave out of an address. To make it costs more than the rest of Parse.
var withoutBreaks = strings.NewReplacer("\t", "", "\n", "", "\r", "")

// Parse parses an absolute URL. It refuses file: URLs, which have no server.
func (URLs) Parse(raw string) (core.URL, bool) {
	raw = strings.TrimFunc(strings.ToValidUTF8(raw, "\uFFFD"), func(r rune) bool { return r <= ' ' })
	raw = withoutBreaks.Replace(raw)
	scheme, rest, ok := cutScheme(raw)
	if !ok || scheme == "file" {
		return core.URL{}, false
	}
	rest, fragment, _ := strings.Cut(rest, "#")
	rest, query, _ := strings.Cut(rest, "?")
	url := core.URL{Scheme: scheme, Fragment: percentEncode(fragment, unsafeInFragment)}
	if defaultPort, special := specialPorts[scheme]; special {
		url.Query = percentEncode(query, unsafeInSpecialQuery)
		// Any number of slashes, even none, may precede the host.
		authority, path := cutAuthority(strings.TrimLeft(strings.ReplaceAll(rest, `\`, "/"), "/"))
		ok = readAuthority(&url, authority, parseHost)
		if url.Port == defaultPort {
			url.Port = ""
		}
		url.Path = "/" + cleanPath(strings.TrimPrefix(path, "/"))
		return url, ok && url.Host != ""
	}
	url.Query = percentEncode(query, unsafeInQuery)
	if authority, found := strings.CutPrefix(rest, "//"); found {
		authority, rest = cutAuthority(authority)
		ok = readAuthority(&url, authority, parseOpaqueHost)
	}
	if path, found := strings.CutPrefix(rest, "/"); found {
		url.Path = "/" + cleanPath(path)
	} else {
		url.Path = percentEncode(rest, "") // "urn:…", "mailto:…"
	}
	return url, ok
}

// cutScheme splits at the first colon, if the text before it is a scheme.
func cutScheme(raw string) (scheme, rest string, ok bool) {
	scheme, rest, ok = strings.Cut(raw, ":")
	for i, c := range scheme {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !letter && (i == 0 || !strings.ContainsRune("0123456789+-.", c)) {
			return "", "", false
		}
	}
	return strings.ToLower(scheme), rest, ok && scheme != ""
}

func cutAuthority(rest string) (authority, path string) {
	if slash := strings.IndexByte(rest, '/'); slash >= 0 {
		return rest[:slash], rest[slash:]
	}
	return rest, ""
}

// readAuthority parses "user:password@host:port" into url.
func readAuthority(url *core.URL, authority string, parse func(string) (string, bool)) (ok bool) {
	host := authority
	if at := strings.LastIndexByte(authority, '@'); at >= 0 {
		url.Userinfo = at > 0 && authority[:at] != ":"
		if host = authority[at+1:]; host == "" {
			return false
		}
	}
	if colon := strings.LastIndexByte(host, ':'); colon > strings.LastIndexByte(host, ']') {
		port := host[colon+1:]
		host = host[:colon]
		if host == "" {
			return false
		}
		if port != "" {
			number, err := strconv.ParseUint(port, 10, 16)
			if err != nil {
				return false
			}
			url.Port = strconv.FormatUint(number, 10)
		}
	}
	url.Host, ok = parse(host)
	return ok
}

// cleanPath resolves "." and ".." in a path that has no leading slash, and escapes the rest.
func cleanPath(path string) string {
	segments := strings.Split(path, "/")
	var clean []string
	for i, segment := range segments {
		switch strings.ReplaceAll(strings.ToLower(segment), "%2e", ".") {
		case "..":
			clean = clean[:max(0, len(clean)-1)]
		case ".":
		default:
			clean = append(clean, percentEncode(segment, unsafeInPath))
			continue
		}
		if i == len(segments)-1 { // "/a/.." ends in a slash
			clean = append(clean, "")
		}
	}
	return strings.Join(clean, "/")
}

// percentEncode escapes control characters, everything beyond ASCII, and the characters in unsafe.
func percentEncode(text, unsafe string) string {
	const hex = "0123456789ABCDEF"
	var encoded strings.Builder
	for _, c := range []byte(text) {
		if c < ' ' || c >= utf8.RuneSelf-1 || strings.IndexByte(unsafe, c) >= 0 {
			encoded.Write([]byte{'%', hex[c>>4], hex[c&15]})
		} else {
			encoded.WriteByte(c)
		}
	}
	return encoded.String()
}
