package core

import (
	"strconv"
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

// pendingLifetime is longer than the ten minutes that a code is valid, since the person may take time to authorize the app.
const pendingLifetime = 15 * 60_000

func (p pendingLogin) record() Fields {
	created := strconv.FormatInt(int64(p.createdAt), 10)
	if p.used {
		record := Fields{{"used", "true"}, {"created_at", created}}
		record.add("session", p.details.session)
		record.add("return_to", p.details.returnTo)
		return record
	}
	// If the code was exchanged but a later step failed, the credentials already have a token, and that step is tried again.
	record := append(p.credentials.record(), Fields{{"redirect_uri", p.redirectURI}, {"scopes", p.scopes}, {"created_at", created}}...)
	record.add("code_verifier", p.verifier)
	record.add("return_to", p.details.returnTo)
	record.add("app_state", p.details.appState)
	record.add("remember", p.details.remember)
	record.add("domain", p.details.domain)
	record.add("account", p.details.account)
	return record
}

func (p pendingLogin) expired() bool {
	age := nowMs() - p.createdAt
	return age > pendingLifetime || age < -60*60_000 // negative: the clock was set back
}

// savePending stores a pending login, and deletes expired ones and what nothing uses any more.
func (h Host) savePending(ctx Context, p pendingLogin) error {
	h.purgePending(ctx)
	h.endUnused(ctx)
	return h.Storage.Set(ctx, pendingPrefix+p.state, p.record())
}

// loadPending returns the pending login with this state, or the error that says why there is none.
func (h Host) loadPending(ctx Context, state string) (pendingLogin, error) {
	record, err := h.Storage.Get(ctx, pendingPrefix+state)
	if err != nil {
		return pendingLogin{}, err
	}
	if record == nil {
		return pendingLogin{}, loginError("state_mismatch", "this login was not started in this browser, or it was started long ago.")
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
		return p, loginError("state_used", "this login was completed already.")
	case p.expired() && ok:
		h.dropUnused(ctx, pendingPrefix+state, record)
		return p, loginError("state_expired", "this login was started too long ago.")
	}
	base, err := ParseAddress(h.URLs, record.Text("api_base_url"))
	if err != nil || !ok || p.credentials.ClientID == "" || p.redirectURI == "" {
		return p, Corrupt(pendingPrefix + state)
	}
	p.credentials.APIBaseURL = base
	p.credentials.readToken(record)
	return p, nil
}

// purgePending deletes expired pending logins. If the store cannot list its keys, they stay; they are small.
func (h Host) purgePending(ctx Context) {
	keys, err := h.Storage.Keys(ctx, pendingPrefix)
	if err != nil {
		return // the new login does not depend on it
	}
	for _, key := range keys {
		record, err := h.Storage.Get(ctx, key)
		if err != nil || record == nil {
			continue
		}
		created, _ := record.Number("created_at")
		if (pendingLogin{createdAt: created}).expired() {
			h.dropUnused(ctx, key, record)
		}
	}
}

// loginError returns the error for a login that cannot continue. The program and the server are fine: the person must start
// again.
func loginError(code, message string) *Error {
	return &Error{Kind: ErrMastodon, Code: code, Message: message, Hint: "Start the login again."}
}
