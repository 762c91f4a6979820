package core

// Session is a stored login: who is signed in, and on which server. A host can store any number of sessions, also several on
// one server.
type Session struct {
	// ID identifies the session. It combines the server and the account's id, because the account's id is unique on its server
	// only.
	ID string `json:"id"`
	// Server is the server's base URL.
	Server string `json:"server"`
	// Scopes are the granted scopes.
	Scopes  []string       `json:"scopes"`
	Account SessionAccount `json:"account"`
}

// SessionAccount is what a page shows about the person without asking the server.
type SessionAccount struct {
	ID       string `json:"id"`
	Username string `json:"username"`
	// Handle is the full handle, without the leading @: alice@mastodon.social.
	Handle      string `json:"handle"`
	DisplayName string `json:"displayName"`
	Avatar      string `json:"avatar"`
	URL         string `json:"url"`
}

// Three kinds of records store the sessions: one index, and for each session its credentials and its account. A page may read
// them directly, so that it can greet the person before the module is loaded.
const (
	sessionsKey   = "mastoauth:sessions" // list: the ids, newest first; current: the selected one
	sessionPrefix = "mastoauth:session:" // the credentials; health: "revoked" if the server has refused the token
	accountPrefix = "mastoauth:account:"
)

// SessionList is all sessions of a host.
type SessionList struct {
	// Current is the id of the selected session, or empty.
	Current  string    `json:"current"`
	Sessions []Session `json:"sessions"`
}

// Sessions lists the stored sessions.
func Sessions(ctx Context, host Host, options SessionsOptions) (SessionList, error) {
	if checksHost && host.check(ctx) != nil {
		return SessionList{}, during("sessions", host.check(ctx))
	}
	ids, current, err := host.sessionIDs(ctx)
	list := SessionList{Current: current, Sessions: []Session{}}
	for _, id := range ids {
		session, known, second := host.loadSession(ctx, id)
		if second != nil && !hasCode(second, CodeStorageCorrupt) {
			return list, during("sessions", second)
		}
		if known && (options.Server == "" || options.Server == session.Server) {
			list.Sessions = append(list.Sessions, session)
		}
	}
	return list, during("sessions", err)
}

// SessionsOptions are the options of [Sessions].
type SessionsOptions struct {
	// Server limits the list to one server, by its base URL.
	Server string `json:"server,omitempty"`
}

func (h Host) sessionIDs(ctx Context) (ids []string, current string, err error) {
	record, err := h.Storage.Get(ctx, sessionsKey)
	var all []string
	switch {
	case err == nil && record != nil:
		current, all = record.Text("current"), words(record.Text("list"), "")
	case err != nil && !hasCode(err, CodeStorageCorrupt):
		return nil, "", err
	}
	// The index may be lost, or another version may have written it in another shape. Then the accounts that are stored stand in, and the
	// next change writes a new one.
	keys, err := h.Storage.Keys(ctx, accountPrefix)
	for _, key := range keys {
		all = append(all, key[len(accountPrefix):])
	}
	for _, id := range all {
		if len(ids) < MostElements && !contains(ids, id) {
			ids = append(ids, id)
		}
	}
	if len(ids) > 0 {
		err = nil // a store that cannot list its keys has the index
	}
	return ids, current, err
}

// changeSessions changes the index under its lock, which other tabs use too.
func (h Host) changeSessions(ctx Context, change func(ids []string, current string) ([]string, string)) error {
	return h.locked(ctx, sessionsKey, func(ctx Context) error {
		ids, current, err := h.sessionIDs(ctx)
		if err != nil {
			return err
		}
		ids, current = change(ids, current)
		return h.Storage.Set(ctx, sessionsKey, Fields{{"list", join(ids, " ")}, {"current", current}})
	})
}

func (h Host) loadSession(ctx Context, id string) (session Session, known bool, err error) {
	credentials, err := h.Storage.Get(ctx, sessionPrefix+id)
	if err != nil || credentials == nil || credentials.Text("access_token") == "" {
		return session, false, err
	}
	account, err := h.Storage.Get(ctx, accountPrefix+id)
	if err != nil || account == nil {
		return session, false, err
	}
	return Session{
		ID: id, Server: credentials.Text("api_base_url"), Scopes: splitScopes(credentials.Text("scope")),
		Account: SessionAccount{
			ID: account.Text("id"), Username: account.Text("username"), Handle: account.Text("handle"),
			DisplayName: account.Text("display_name"), Avatar: account.Text("avatar"), URL: account.Text("url"),
		},
	}, true, nil
}

// saveSession stores a session and selects it. The index is written last: if the store fails before that, the earlier sessions
// stay as they were, and of a new one nothing stays.
func (h Host) saveSession(ctx Context, session Session, credentials Credentials) error {
	a := session.Account
	before, _ := h.Storage.Get(ctx, sessionPrefix+session.ID) // a damaged record is overwritten
	err := h.Storage.Set(ctx, accountPrefix+session.ID, Fields{
		{"id", a.ID}, {"username", a.Username}, {"handle", a.Handle}, {"display_name", a.DisplayName}, {"avatar", a.Avatar}, {"url", a.URL},
	})
	if err == nil {
		err = h.Storage.Set(ctx, sessionPrefix+session.ID, credentials.record())
	}
	if err == nil {
		err = h.changeSessions(ctx, func(ids []string, _ string) ([]string, string) {
			return append([]string{session.ID}, without(ids, session.ID)...), session.ID
		})
	}
	if err != nil && before == nil {
		_ = h.eraseSession(unending(ctx), session.ID) // the first error says more
	}
	return err
}

func without(list []string, word string) []string {
	var kept []string
	for _, item := range list {
		if item != word {
			kept = append(kept, item)
		}
	}
	return kept
}

// SessionOptions identify a session.
type SessionOptions struct {
	// ID is the id of the session.
	ID string `json:"id"`
	// RequestTimeoutMs limits each request, in milliseconds. Default: 5,000
	// for SignOut, 30,000 for CheckSession. The others send none.
	RequestTimeoutMs float64 `json:"requestTimeoutMs,omitempty"`
}

// UseSession selects a session.
func UseSession(ctx Context, host Host, options SessionOptions) (Session, error) {
	if checksHost && host.check(ctx) != nil {
		return Session{}, during("useSession", host.check(ctx))
	}
	session, known, err := host.loadSession(ctx, options.ID)
	if err == nil && !known {
		err = &Error{Kind: ErrIllegalArgument, Code: CodeSessionUnknown, Message: nameID + ": there is no such session any more.", Hint: "Sign in again."}
	}
	if err == nil {
		err = host.changeSessions(ctx, func(ids []string, current string) ([]string, string) {
			if contains(ids, options.ID) { // it may have been signed out in the meantime
				current = options.ID
			}
			return ids, current
		})
	}
	return session, during("useSession", err)
}
