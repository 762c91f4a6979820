package core

import "strings"

// knows reports whether there was a server at an address before: this host has a registration there or a session of it. A page
// cannot tell a wrong name from a server that is down, since a browser hides both answers in the same way.
func (h Host) knows(ctx Context, origin string) bool {
	ids, _, err := h.sessionIDs(ctx)
	for _, id := range ids {
		if err == nil && (startsWithAddress(id, origin) || h.hasHandleAt(ctx, id, hostOf(origin))) {
			return true
		}
	}
	keys, err := h.Storage.Keys(ctx, registrationPrefix+origin)
	for _, key := range keys {
		if err == nil && startsWithAddress(key[len(registrationPrefix):], origin) {
			return true
		}
	}
	return false
}

// startsWithAddress reports whether a text begins with a base URL at that origin. The base URL may have a path.
func startsWithAddress(text, origin string) bool {
	rest, ok := strings.CutPrefix(text, origin)
	return ok && rest != "" && anyOf(rest[:1], "/# ")
}

// hasHandleAt reports whether the account of a session has a handle with this domain, which may not be the name of its server.
func (h Host) hasHandleAt(ctx Context, id, domain string) bool {
	account, err := h.Storage.Get(ctx, accountPrefix+id)
	return err == nil && account != nil && strings.HasSuffix(account.Text("handle"), "@"+domain)
}
