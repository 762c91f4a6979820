package contract

import (
	"fmt"
	"regexp"
	"strings"
)

// version is what Mastodon answers where its versions differ.
type version struct {
	api          float64
	actorIDs     bool // the address of an account has its id, not its name
	quotePolicy  bool // the preferences and the account's source have one
	asyncRefresh bool // pages may read Mastodon-Async-Refresh
	collections  bool // scopes
	unknownScope string
	// repeatedKey and repeatedScheduled are the answers to a repeated Idempotency-Key, of a post and of a scheduled one.
	repeatedKey, repeatedScheduled string
}

const (
	configured      = "Scopes doesn't match configured on the server."
	thoseConfigured = "Scopes doesn't match those configured on the server."
	firstPost       = "200"
)

// versions holds what was seen on 4.4.22, 4.5.15, 4.6.5 and 4.7.0-alpha.2. 4.6.0 alone has API version 10.
var versions = map[string]version{
	"4.4": {6, false, false, false, false, configured, firstPost, firstPost},
	"4.5": {7, true, true, false, false, configured, firstPost, firstPost},
	"4.6": {11, true, true, true, true, thoseConfigured, "500", "404 Record not found"},
	"4.7": {11, true, true, true, true, thoseConfigured, "500", "404 Record not found"},
}

// findVersion asks a server for its version and looks it up.
func findVersion(url string) (version, string, error) {
	var instance struct{ Version string }
	if err := getJSON(url+"/api/v1/instance", &instance); err != nil {
		return version{}, "", err
	}
	minor := regexp.MustCompile(`^\d+\.\d+`).FindString(instance.Version)
	known, ok := versions[minor]
	if !ok {
		return version{}, "", fmt.Errorf("%s has version %q, about which versions_test.go says nothing", url, instance.Version)
	}
	if strings.HasPrefix(instance.Version, "4.6.0") {
		known.api = 10
	}
	return known, minor, nil
}

// scopes are all that the version knows.
func (v version) scopes() []string {
	const collections = " read:collections write:collections"
	if v.collections {
		return strings.Fields(olderScopes + collections)
	}
	return strings.Fields(olderScopes)
}

// shown are the headers under /api that pages of other origins may read, in order.
func (v version) shown() string {
	shown := "Link X-RateLimit-Limit X-RateLimit-Remaining X-RateLimit-Reset X-Request-Id"
	if v.asyncRefresh {
		shown = strings.Replace(shown, "Link", "Link Mastodon-Async-Refresh", 1)
	}
	return shown
}
