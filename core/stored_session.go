package core

import "strings"

// SessionKey is the storage key of a session's login, for the option AccessTokenKey of a client: such a client acts as the session's
// account, and follows what happens to the session.
func SessionKey(id string) string { return sessionPrefix + id }

// SessionAt returns the session that a program has already where a person typed server, in any form that [FindServer] takes: a server,
// or one account of it. Where nothing was typed, any session will do. The selected session goes first. It sends no request. ok is false
// if there is none of the app with that name.
func SessionAt(ctx Context, host Host, clientName, server string) (found Session, ok bool, err error) {
	list, err := Sessions(ctx, host, SessionsOptions{})
	if err != nil {
		return Session{}, false, err
	}
	for _, session := range list.Sessions {
		if ok && session.ID != list.Current || !isAt(host.URLs, session, server) {
			continue
		}
		record, err := host.Storage.Get(ctx, SessionKey(session.ID))
		if err != nil {
			return Session{}, false, err
		}
		if record != nil && record.Text("client_name") == trim(clientName, white) {
			found, ok = session, true
		}
	}
	return found, ok, nil
}

// isAt reports whether a session is one of the account, or of the server, that a person typed.
func isAt(urls URLs, session Session, typed string) bool {
	if visible(typed) == "" {
		return true
	}
	address, handle := asHandle(pasted(typed))
	base, err := ParseAddress(urls, address)
	if hasCode(err, CodeServerInsecure) { // findServer asks old addresses so
		base, err = ParseAddress(urls, "https://"+hostOf(visible(address)))
	}
	if err != nil {
		return false // BeginSignIn says what is wrong
	}
	_, domain, _ := strings.Cut(session.Account.Handle, "@")
	if base != session.Server && !strings.HasPrefix(base, session.Server+"/") && hostOf(originOf(urls, base)) != domain {
		return false
	}
	user, _, _ := strings.Cut(first(handle, profileName(visible(typed))), "@")
	return user == "" || lower(user) == lower(session.Account.Username)
}

// profileName returns the user name in the address of a profile or a post, https://host/@alice/1. It is empty for any other address,
// and for the page that a server has of another one's account.
func profileName(address string) string {
	_, path, _ := strings.Cut(address, "/@")
	name := words(path, "/?#")
	if len(name) == 0 || strings.Contains(name[0], "@") {
		return ""
	}
	return name[0]
}
