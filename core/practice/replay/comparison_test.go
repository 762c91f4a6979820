package replay

import (
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// A difference begins with what it is about: "status", "CORS", "content-type", "location", "limits", "challenge" (WWW-Authenticate),
// "member", "type", "words" or "person". What was recorded stands first, then what the practice server answered.

// compare returns the differences between the recorded answer and the one of the practice server.
func (s *stage) compare(recorded map[string]string, unrecorded []string, got answer) (found []string) {
	differ := func(format string, values ...any) { found = append(found, fmt.Sprintf(format, values...)) }
	header := func(kind, name string, shape func(string) string) {
		if slices.ContainsFunc(unrecorded, func(prefix string) bool { return strings.HasPrefix(name, prefix) }) {
			return
		}
		if want, have := shape(recorded[name]), shape(strings.Join(got.header.Values(name), ", ")); want != have {
			differ("%s: %s: %s, not %s", kind, name, orNone(want), orNone(have))
		}
	}
	if got.status != s.exchange.Status {
		differ("status: %d, not %d", s.exchange.Status, got.status)
	}
	for _, name := range corsHeaders(s.exchange.Method) {
		header("CORS", name, list)
	}
	if got.status != s.exchange.Status {
		return found // the rest is what the other status has
	}
	if s.exchange.Method != "OPTIONS" && (got.status < 300 || got.status >= 400) {
		header("content-type", "content-type", mediaType)
	}
	header("location", "location", s.place)
	header("challenge", "www-authenticate", strings.TrimSpace)
	for _, name := range []string{"x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"} {
		header("limits", name, presence)
	}
	if s.exchange.Body == nil {
		return found
	}
	var body any
	if err := json.Unmarshal(got.body, &body); err != nil {
		differ("type: JSON, not %s", orNone(http.DetectContentType(got.body)))
		return found
	}
	return append(found, s.bodies("", s.exchange.Body, body)...)
}

// corsHeaders are the headers that a browser reads from an answer.
func corsHeaders(method string) []string {
	if method == "OPTIONS" {
		return []string{
			"access-control-allow-origin", "access-control-allow-methods", "access-control-allow-headers", "access-control-max-age",
			"access-control-allow-credentials",
		}
	}
	return []string{"access-control-allow-origin", "access-control-expose-headers", "access-control-allow-credentials"}
}

func orNone(text string) string {
	if text == "" {
		return "none"
	}
	return text
}

// list makes lists of words equal that differ in their order, case and spaces.
func list(value string) string {
	words := strings.FieldsFunc(strings.ToLower(value), func(r rune) bool { return r == ',' || r == ' ' })
	slices.Sort(words)
	return strings.Join(words, ", ")
}

func mediaType(value string) string {
	name, _, err := mime.ParseMediaType(value)
	if err != nil {
		return value
	}
	return name
}

func presence(value string) string {
	if value == "" {
		return ""
	}
	return "there"
}

var secrets = regexp.MustCompile(`([?&#](?:code|access_token)=)[^&]*`)

// place is an address as far as it matters: with all of its parameters if it is the app's, with their names if it is the server's.
func (s *stage) place(address string) string {
	if address == "" {
		return ""
	}
	base, _ := url.Parse(s.origin)
	parsed, err := base.Parse(address)
	if err != nil {
		return address
	}
	if parsed.Scheme == base.Scheme && parsed.Host == base.Host {
		names := []string{}
		for name := range parsed.Query() {
			names = append(names, name)
		}
		slices.Sort(names)
		return strings.TrimSuffix("the server's "+parsed.Path+"?"+strings.Join(names, "&"), "?")
	}
	before, query, _ := strings.Cut(secrets.ReplaceAllString(address, "${1}SECRET"), "?")
	pairs := strings.Split(query, "&")
	for i, pair := range pairs {
		if plain, err := url.QueryUnescape(pair); err == nil { // "+" and "%20" are the same
			pairs[i] = plain
		}
	}
	return strings.TrimSuffix(before+"?"+strings.Join(pairs, " & "), "?")
}
