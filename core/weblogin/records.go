package weblogin

import (
	"strings"

	"github.com/mastoauth/mastoauth/core"
)

// Store keeps what a site needs to remember. Several processes may share one. native.MemStore and native.FileStore are such stores, and so
// are those of core/postgres and core/sqlite.
type Store interface {
	core.Storage
	core.Locker
}

// The records that this package makes itself.
const (
	// waitingPrefix is for browsers that have begun to sign in, and visitPrefix for those that are signed in. The time of the beginning and
	// the hash of the cookie follow, so a list of the keys has the oldest first.
	waitingPrefix = "weblogin:waiting:"
	visitPrefix   = "weblogin:visit:"
	// leavingPrefix is for visitors who have left tokens behind that could not be revoked. The time and the visitor follow.
	leavingPrefix = "weblogin:leaving:"
	// tokenPrefix is for who has a token: its hash and a visitor follow. See holders.go.
	tokenPrefix = "weblogin:token:"
	// visitorPrefix is for all that the core stores for one visitor, in one record.
	visitorPrefix = "weblogin:visitor:"
	// userPrefix is for the site's own users, inside a visitor's record. The id of the session follows.
	userPrefix = "weblogin:user:"
)

// The core's records, by the beginning of their keys. The locks have the same names. A record that is not listed belongs to one visitor.
const (
	pendingPrefix = "mastoauth:pending:"
	sessionPrefix = "mastoauth:session:"
	unusedPrefix  = "mastoauth:unused:"
	newcomerKey   = "mastoauth:newcomer"
)

// sharedPrefixes are those of the records and locks that all visitors share: the site has one registration for each server.
var sharedPrefixes = []string{"mastoauth:app:", "mastoauth:app-check:"}

// isShared reports whether a key of the core, or a part of one, is of a record that all visitors share.
func isShared(key string) bool {
	for _, prefix := range sharedPrefixes {
		if strings.HasPrefix(key, prefix) {
			return true
		}
	}
	return false
}

// holdsLogin reports whether the record of that key has a login that somebody uses or is about to use.
func holdsLogin(key string) bool {
	return strings.HasPrefix(key, sessionPrefix) || strings.HasPrefix(key, pendingPrefix) || key == newcomerKey
}
