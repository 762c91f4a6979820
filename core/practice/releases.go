package practice

import (
	"slices"
	"strconv"
	"strings"
)

// DefaultFlavour is the server that is played unless the options say otherwise: the newest release of Mastodon. Tests and
// programs that need its version read it from [Flavour].
const DefaultFlavour = "mastodon-4.6"

// The minor versions of Mastodon 4 that something came with. It is so in all later versions too. Other software has none of it.
// It was seen on 4.4.22, 4.5.15, 4.6.5 and 4.7.0-alpha.2.
const (
	sinceQuotePolicy       = 5 // in the preferences and in the account's source
	sinceQuotes            = 5
	sinceActorIDs          = 5 // the address of an actor has the account's id, not its name
	sinceCollections       = 6 // scopes, and members of the documents
	sinceAsyncRefresh      = 6 // pages may read the header Mastodon-Async-Refresh
	sinceThoseConfigured   = 6 // the words for an unknown scope
	sinceKeyFails          = 6 // a repeated Idempotency-Key is an error
	sinceOneAuthentication = 7 // client credentials both as Basic and in the body are refused
)

// since reports whether the server is a Mastodon 4 of this minor version or a later one. The version of other software is another, or
// says what the software really is.
func (s *Server) since(minor int) bool {
	major, own := versionNumbers(s.options.Version)
	return major == 4 && own >= minor && !strings.Contains(s.options.Version, " ")
}

// isMastodon reports whether the software is Mastodon 4.
func (s *Server) isMastodon() bool { return s.since(0) }

// apiVersion returns Mastodon's API version number, which exists since 4.3. It is 0 for older versions and other software.
func (s *Server) apiVersion() int {
	version := 0
	for _, came := range []struct{ minor, version int }{{3, 2}, {4, 6}, {5, 7}, {6, 11}} {
		if s.since(came.minor) {
			version = came.version
		}
	}
	if strings.HasPrefix(s.options.Version, "4.6.0") {
		return 10
	}
	return version
}

func versionNumbers(version string) (major, minor int) {
	parts := strings.SplitN(version, ".", 3)
	if len(parts) == 3 {
		major, _ = strconv.Atoi(parts[0]) // a text without a number is not a Mastodon version
		minor, _ = strconv.Atoi(parts[1])
	}
	return major, minor
}

// mastodonScopes are the scopes of Mastodon, in the order of its configuration (config/initializers/doorkeeper.rb).
var mastodonScopes = strings.Fields(`read profile write
	write:accounts write:blocks write:bookmarks write:collections write:conversations write:favourites write:filters
	write:follows write:lists write:media write:mutes write:notifications write:reports write:statuses
	read:accounts read:blocks read:bookmarks read:collections read:favourites read:filters read:follows read:lists read:mutes
	read:notifications read:search read:statuses follow push
	admin:read admin:read:accounts admin:read:reports admin:read:domain_allows admin:read:domain_blocks admin:read:ip_blocks
	admin:read:email_domain_blocks admin:read:canonical_email_blocks
	admin:write admin:write:accounts admin:write:reports admin:write:domain_allows admin:write:domain_blocks admin:write:ip_blocks
	admin:write:email_domain_blocks admin:write:canonical_email_blocks`)

// olderScopes are those before Mastodon 4.6.
var olderScopes = without(mastodonScopes, "read:collections", "write:collections")

func without(list []string, words ...string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(item string) bool { return slices.Contains(words, item) })
}

func (s *Server) knownScopes() []string {
	switch {
	case s.options.Quirks.Scopes != nil:
		return s.options.Quirks.Scopes
	case s.since(sinceCollections):
		return mastodonScopes
	}
	return olderScopes
}
