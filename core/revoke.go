package core

import "strings"

// Revocation is the result of RevokeAccessToken.
type Revocation struct {
	// Confirmed is whether the server confirmed that the token no longer works. The client has deleted it in any case.
	Confirmed bool `json:"confirmed"`
	// InUse is whether another stored login has the same token, so that it was not revoked.
	InUse bool `json:"inUse,omitempty"`
}

// RevokeAccessToken logs out. It asks the server to revoke the token. The client and its accessTokenKey forget the token
// whatever the server answers. The result says whether the server confirmed it. If not, the person can revoke the token at
// /oauth/authorized_applications on their server. The client of a session ends the session.
//
// Mastodon has one token for an app, a person and a set of scopes: revoking it ends every login that has it, also on other
// devices that share the registration. If another login in the same storage has the token, it is not revoked.
//
// Mastodon.py: revoke_access_token. https://docs.joinmastodon.org/methods/oauth/#revoke
func (c *Client) RevokeAccessToken(ctx Context) (Revocation, error) {
	outcome, err := c.revoke(ctx)
	return outcome, during("revokeAccessToken", err)
}

// revoke waits for a running token refresh. Otherwise the new token would still be valid after the logout.
func (c *Client) revoke(ctx Context) (outcome Revocation, err error) {
	if checksHost && c.host.check(ctx) != nil {
		return outcome, c.host.check(ctx)
	}
	err = c.locked(ctx, loginLock(c.Credentials().APIBaseURL, c.options.AccessTokenKey), func(ctx Context) error {
		outcome, err = c.revokeNow(ctx)
		return err
	})
	if err != nil && err == ctx.Err() { // no request was sent, so the login stays
		err = &Error{Kind: ErrNetwork, Code: CodeAborted, Message: "the logout was cancelled."}
	}
	return outcome, err
}

func (c *Client) revokeNow(ctx Context) (Revocation, error) {
	// Another tab may have renewed the login, or signed in again. What is damaged in the store does not keep the login alive.
	if err := c.follow(ctx); err != nil && !hasCode(err, CodeStorageCorrupt) {
		return Revocation{}, err
	}
	token, err := c.userToken()
	if err != nil {
		return Revocation{}, err
	}
	key := c.options.AccessTokenKey
	session, isSession := strings.CutPrefix(key, sessionPrefix)
	if isSession { // its record may be damaged
		login := c.Credentials()
		login.APIBaseURL = first(login.APIBaseURL, serverOf(session))
		c.host.findApp(ctx, &login)
		c.update(func(now *Credentials) { *now = login })
	}
	id, secret, err := c.app(ctx)
	if err != nil && !isSession {
		return Revocation{}, err
	}
	if err := ctx.Err(); err != nil {
		return Revocation{}, err
	}
	held, unread := c.host.holdsToken(ctx, token, true, key)
	outcome := Revocation{InUse: held || unread != nil}
	unable := false
	if !outcome.InUse {
		outcome.Confirmed, unable = c.revokeAt(ctx, token, Fields{{"client_id", id}, {"client_secret", secret}, {"token", token}})
	}
	var left *Credentials
	if key != "" && !held && !outcome.Confirmed && !unable {
		now := c.Credentials()
		left = &now
	}
	c.update((*Credentials).forgetLogin)
	// The request was sent, so the logout completes even if the caller has aborted.
	ctx = unending(ctx)
	kept := c.host.keepUnused(ctx, left, "")
	switch {
	case isSession: // the client of a session ends the whole session, with the token that it has by now
		outcome, err = c.host.endSessionNow(ctx, session, token, outcome)
	case key != "":
		err = c.host.erase(ctx, key)
		_ = c.deleteSharedLimits(ctx) // the record has no personal data, so a failure does not matter
	}
	c.host.keepUnused(ctx, left, kept) // see endSessionNow
	return outcome, err
}

// storedAt returns the login of a stored session, at the server that its record names, or else at that base URL.
func (h Host) storedAt(record Document, base string) *Credentials {
	login := loginIn(record, base)
	if own, err := ParseAddress(h.URLs, record.Text("api_base_url")); err == nil {
		login.APIBaseURL = own
	}
	return login
}

// loginIn returns the login in a stored record, at that server.
func loginIn(record Document, base string) *Credentials {
	login := &Credentials{APIBaseURL: base}
	login.readLogin(record)
	return login
}

// revokeLogin asks the server to revoke a token; see revokeAt.
func (h Host) revokeLogin(ctx Context, login *Credentials, timeoutMs float64) (confirmed, unable bool) {
	h.findApp(ctx, login)
	client, err := newClient(ctx, h, Options{Restore: login, RatelimitMethod: RatelimitThrow, RequestTimeoutMs: timeoutMs})
	if err != nil {
		return false, false
	}
	return client.revokeAt(ctx, login.AccessToken, Fields{{"client_id", login.ClientID}, {"client_secret", login.ClientSecret}, {"token", login.AccessToken}})
}

// findApp fills in the app of a login whose record has none, from the stored registration.
func (h Host) findApp(ctx Context, login *Credentials) {
	if login.ClientID != "" && login.ClientSecret != "" {
		return
	}
	keys, _ := h.Storage.Keys(ctx, registrationPrefix+login.APIBaseURL+" ")
	for _, key := range keys {
		record, err := h.Storage.Get(ctx, key)
		if err != nil || record == nil || record.Text("client_secret") == "" {
			continue
		}
		if id := record.Text("client_id"); login.ClientID == "" || login.ClientID == id {
			login.ClientID, login.ClientSecret = id, record.Text("client_secret")
			return
		}
	}
}

// revokeAt asks the server to revoke the token. Mastodon before 4.3 revokes it, but a page of another origin cannot read the
// response. There the request is sent blind. Whatever the server's answer does not say, a request with the token itself shows:
// whether it still works.
//
// The result is whether the server confirmed it, and whether it cannot do it, as Pixelfed and Sharkey, which have no such endpoint: it has
// heard the request, and the token works. Then asking again later is of no use.
func (c *Client) revokeAt(ctx Context, token string, form Fields) (confirmed, unable bool) {
	revocation := call{op: "revokeAccessToken", method: "POST", path: "/oauth/revoke", form: form, keepalive: true, emptyOK: true, asIs: true}
	_, err := c.do(ctx, revocation)
	switch known, ok := err.(*Error); {
	case err == nil:
		return true, false
	case hasCode(err, CodeNetwork):
		revocation.blind = true
		if _, err := c.do(ctx, revocation); err != nil {
			return false, false
		}
		unable = true
	case ok && (known.Status == 404 || known.Status == 405):
		unable = true
	case ok && (known.Status == 400 || known.Status == 401 || known.Status == 403):
		revocation.bearer = token // Mitra requires the token itself as authentication, not the app's secret
		if _, err := c.do(ctx, revocation); err == nil {
			return true, false
		}
	}
	dead, asked := c.isDead(ctx, token)
	return dead, unable && asked
}

// isDead asks the server, with the token itself, whether the token no longer works. known is whether the server has said so or the
// contrary.
func (c *Client) isDead(ctx Context, token string) (dead, known bool) {
	_, err := c.do(ctx, call{op: "revokeAccessToken", method: "GET", path: "/api/v1/accounts/verify_credentials", bearer: token, asIs: true})
	dead = refusesToken(err)
	return dead, dead || err == nil
}

// refusesToken reports whether an error is the server's word that a token does not work. A web page is not, except for snac's; see
// responseError. Hollo says invalid_token.
func refusesToken(err error) bool {
	known, ok := err.(*Error)
	return ok && hasCode(err, CodeUnauthorized, CodeInvalidToken) && (known.Status == 422 || !known.isPage)
}
