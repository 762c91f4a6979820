package practice

import (
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

// outOfBand is the redirect URI that stands for a page that shows the code.
const outOfBand = "urn:ietf:wg:oauth:2.0:oob"

func isOutOfBand(redirect string) bool { return redirect == outOfBand || redirect == outOfBand+":auto" }

// redirectProblems returns the errors of Doorkeeper's validator (redirect_uri_validator.rb), each once.
func redirectProblems(redirects []string) (problems []string) {
	find := func(bad bool, problem string) {
		if bad && !slices.Contains(problems, problem) {
			problems = append(problems, problem)
		}
	}
	find(len(redirects) == 0, "can't be blank")
	for _, redirect := range redirects {
		if isOutOfBand(redirect) {
			continue
		}
		address, err := url.Parse(redirect)
		if err != nil {
			find(true, "must be a valid URI.")
			return problems
		}
		find(slices.Contains([]string{"data", "vbscript", "javascript"}, address.Scheme), "is forbidden by the server.")
		find(strings.Contains(redirect, "#"), "cannot contain a fragment.")
		find(address.Opaque != "" || address.Scheme == "localhost", "must specify a scheme.")
		find(address.Scheme == "" && address.Host == "", "must be an absolute URI.")
		find(isWeb(address) && address.Hostname() == "", "must be a valid URI.")
	}
	return problems
}

func isWeb(address *url.URL) bool { return address.Scheme == "http" || address.Scheme == "https" }

// accepts reports whether codes for the app may be sent to this address.
func (s *Server) accepts(a *app, redirect string) bool {
	return s.options.Quirks.NoAppValidation || slices.ContainsFunc(a.redirects, func(registered string) bool { return sameRedirect(redirect, registered) })
}

// sameRedirect compares redirect URIs as Doorkeeper 5 does (URIChecker). It normalises both. A query may be added if none was
// registered. The port of a loopback address is ignored.
func sameRedirect(given, registered string) bool {
	if isOutOfBand(given) || isOutOfBand(registered) {
		return given == registered
	}
	a, err := url.Parse(given)
	if err != nil || a.Fragment != "" {
		return false
	}
	b, err := url.Parse(registered)
	if err != nil || b.RawQuery != "" && !sameQuery(a.RawQuery, b.RawQuery) {
		return false
	}
	if isLoopback(a) && isLoopback(b) {
		a.Host, b.Host = a.Hostname(), b.Hostname()
	}
	return normalised(a) == normalised(b)
}

func sameQuery(a, b string) bool {
	return slices.Equal(slices.Sorted(strings.SplitSeq(a, "&")), slices.Sorted(strings.SplitSeq(b, "&")))
}

func isLoopback(address *url.URL) bool {
	ip, err := netip.ParseAddr(address.Hostname())
	return err == nil && ip.IsLoopback() && address.Scheme == "http"
}

// normalised returns the address without its query.
func normalised(address *url.URL) string {
	host, port, path := strings.ToLower(address.Hostname()), address.Port(), address.EscapedPath()
	if port == map[string]string{"http": "80", "https": "443"}[address.Scheme] {
		port = ""
	}
	if path == "" {
		path = "/"
	}
	return address.Scheme + "://" + address.User.String() + "@" + host + ":" + port + path
}

// callback adds the parameters to a redirect URI, after its query, if it has one.
func callback(redirect string, parameters core.Fields) string {
	separator := "?"
	if strings.Contains(redirect, "?") {
		separator = "&"
	}
	return redirect + separator + native.URLs{}.Query(parameters)
}
