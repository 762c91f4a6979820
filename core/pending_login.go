package core

import (
	"strconv"
	"strings"
)

// A pendingLogin is what must be kept while the person is at the server: which server it is, and the secrets that only this
// browser has. It is stored under its state, so that logins in several tabs do not affect each other.
type pendingLogin struct {
	state       string
	credentials Credentials // server, client id and secret, at the time when the login started
	redirectURI string
	scopes      string
	verifier    string
	createdAt   float64
	used        bool
	details     signInDetails
}

// signInDetails is what a sign-in stores in addition.
type signInDetails struct {
	returnTo string // the page to go back to
	appState string // the text that the page wants back
	remember string // whether to keep the session, in the host's own words
	domain   string // the domain in the handles of the server's accounts
	account  string // the account that must sign in, if a session needs more scopes
	session  string // the session that was made, once the login is used
}

// pendingPrefix is the start of the storage key of each pending login.
const pendingPrefix = "mastoauth:pending:"

// shownKey is a key for an error: without the state of a login, which only this browser and the server may know.
func shownKey(key string) string {
	if strings.HasPrefix(key, pendingPrefix) {
		return pendingPrefix + "…"
	}
	return key
}

// pendingLifetime is for how long a login is pending, in milliseconds. It is a day, since the person may set up two-factor sign-in on the
// server's pages, or wait for a letter with a new password.
const pendingLifetime = 24 * 60 * 60_000

func (p pendingLogin) record() Fields {
	used := ""
	if p.used {
		used = "true"
		p = pendingLogin{createdAt: p.createdAt, details: signInDetails{session: p.details.session, returnTo: p.details.returnTo}}
	}
	// If the code was exchanged but a later step failed, the credentials already have a token, and that step is tried again.
	d := p.details
	return append(p.credentials.record(), Fields{
		{"redirect_uri", p.redirectURI}, {"scopes", p.scopes}, {"created_at", strconv.FormatInt(int64(p.createdAt), 10)},
		{"code_verifier", p.verifier}, {"used", used}, {"session", d.session}, {"return_to", d.returnTo}, {"app_state", d.appState},
		{"remember", d.remember}, {"domain", d.domain}, {"account", d.account},
	}...)
}

func (p pendingLogin) expired() bool {
	age := nowMs() - p.createdAt
	return age > pendingLifetime || age < -60*60_000 // negative: the clock was set back
}

// savePending stores a pending login, and deletes expired ones and what nothing uses any more.
func (h Host) savePending(ctx Context, p pendingLogin) error {
	h.purgePending(ctx, pendingMost-1)
	h.endUnused(ctx)
	err := h.Storage.Set(ctx, pendingPrefix+p.state, p.record())
	if keys, _ := h.Storage.Keys(ctx, pendingPrefix); len(keys) > pendingMost {
		h.purgePending(ctx, pendingMost) // others have begun logins at the same time
	}
	return err
}

// loadPending returns the pending login with this state, or the error that says why there is none.
func (h Host) loadPending(ctx Context, state string) (pendingLogin, error) {
	record, err := h.Storage.Get(ctx, pendingPrefix+state)
	if err != nil {
		return pendingLogin{}, err
	}
	if record == nil {
		return pendingLogin{}, loginError(CodeStateMismatch, "this login was not started in this browser, or it was started long ago.")
	}
	created, ok := record.Number("created_at")
	p := pendingLogin{
		state: state, used: record.Text("used") != "", createdAt: created,
		redirectURI: record.Text("redirect_uri"), scopes: record.Text("scopes"), verifier: record.Text("code_verifier"),
		details: signInDetails{
			returnTo: record.Text("return_to"), appState: record.Text("app_state"), domain: record.Text("domain"), remember: record.Text("remember"),
			account: record.Text("account"), session: record.Text("session"),
		},
		credentials: Credentials{
			ClientID: record.Text("client_id"), ClientSecret: record.Text("client_secret"), ClientName: record.Text("client_name"),
			RedirectURI: record.Text("redirect_uri"), AppScopes: record.Text("scopes"),
			software: record.Text("software"),
		},
	}
	switch {
	case p.used && ok:
		return p, loginError(CodeStateUsed, "this login was completed already.")
	case p.expired() && ok:
		h.dropUnused(ctx, pendingPrefix+state, record)
		return p, loginError(CodeStateExpired, "this login was started too long ago.")
	}
	base, err := ParseAddress(h.URLs, record.Text("api_base_url"))
	if err != nil || !ok || p.credentials.ClientID == "" || p.redirectURI == "" {
		return p, Corrupt(pendingPrefix + state)
	}
	p.credentials.APIBaseURL = base
	p.credentials.readToken(record)
	return p, nil
}

// purgePending deletes expired pending logins, damaged ones, and the oldest of those that are too many. If the store cannot list its
// keys, they stay; they are small.
func (h Host) purgePending(ctx Context, most int) {
	keys, err := h.Storage.Keys(ctx, pendingPrefix)
	if err != nil {
		return // the new login does not depend on it
	}
	type dated struct {
		key     string
		record  Document
		created float64
	}
	var kept []dated // the newest first
	for _, key := range keys {
		record, err := h.Storage.Get(ctx, key)
		if hasCode(err, CodeStorageCorrupt) {
			_ = h.Storage.Delete(ctx, key)
		}
		if err != nil || record == nil || isNewer(record) {
			continue
		}
		created, _ := record.Number("created_at")
		if (pendingLogin{createdAt: created}).expired() {
			h.dropUnused(ctx, key, record)
			continue
		}
		at := len(kept)
		for at > 0 && kept[at-1].created < created {
			at--
		}
		kept = append(kept[:at], append([]dated{{key, record, created}}, kept[at:]...)...)
	}
	for at := most; at < len(kept); at++ {
		h.dropUnused(ctx, kept[at].key, kept[at].record)
	}
}

// spend marks a pending login as used. If the store fails, the record is deleted.
func (h Host) spend(ctx Context, login pendingLogin) {
	login.used = true
	if full := h.Storage.Set(unending(ctx), pendingPrefix+login.state, login.record()); full != nil {
		_ = h.Storage.Delete(unending(ctx), pendingPrefix+login.state)
	}
}

// callbackLock returns the name of the lock for all that completes a login.
func callbackLock(state string) string { return "mastoauth:callback:" + state }

// loginError returns the error for a login that cannot continue. The program and the server are fine: the person must start
// again.
func loginError(code Code, message string) *Error {
	return &Error{Kind: ErrMastodon, Code: code, Message: message, Hint: "Start the login again."}
}
