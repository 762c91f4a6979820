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
// /oauth/authorized_applications on their server.
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
	err = c.locked(ctx, loginLock(c.Credentials().APIBaseURL, c.options.AccessTokenKey), func(ctx Context) error {
		outcome, err = c.revokeNow(ctx)
		return err
	})
	if err != nil && err == ctx.Err() { // no request was sent, so the login stays
		err = &Error{Kind: ErrNetwork, Code: "aborted", Message: "the logout was cancelled."}
	}
	return outcome, err
}

func (c *Client) revokeNow(ctx Context) (Revocation, error) {
	key := c.options.AccessTokenKey
	if key != "" { // another tab may have renewed the login, or signed in again
		if record, err := c.host.Storage.Get(ctx, key); err == nil && record != nil && record.Text("access_token") != "" {
			c.update(func(now *Credentials) { now.readLogin(record) })
		}
	}
	token, err := c.userToken()
	if err != nil {
		return Revocation{}, err
	}
	id, secret, err := c.app()
	if err != nil {
		return Revocation{}, err
	}
	if err := ctx.Err(); err != nil {
		return Revocation{}, err
	}
	inUse := c.host.holdsToken(ctx, token, true, key)
	confirmed := !inUse && c.revokeAt(ctx, token, Fields{{"client_id", id}, {"client_secret", secret}, {"token", token}})
	c.update((*Credentials).forgetLogin)
	if key != "" {
		// The request was sent, so the logout completes even if the caller has aborted.
		ctx = unending(ctx)
		err = c.host.Storage.Delete(ctx, key)
		_ = c.deleteSharedLimits(ctx) // the record has no personal data, so a failure does not matter
	}
	return Revocation{confirmed, inUse}, err
}

// holdsToken reports whether a record has the token, other than those with the own keys. done leaves out the logins that are
// not completed: with a sign-out, they are over. If a record cannot be read, it may have the token.
func (h Host) holdsToken(ctx Context, token string, done bool, own ...string) bool {
	keys, err := h.Storage.Keys(ctx, "")
	ids, _, second := h.sessionIDs(ctx)
	if err != nil || second != nil {
		return true
	}
	for _, id := range ids { // for a store that cannot list its keys
		keys = append(keys, sessionPrefix+id)
	}
	for _, key := range append(keys, newcomerKey) {
		if contains(own, key) || done && strings.HasPrefix(key, pendingPrefix) {
			continue
		}
		record, err := h.Storage.Get(ctx, key)
		if err != nil && !hasCode(err, "storage_corrupt") || err == nil && record != nil && record.Text("access_token") == token {
			return true
		}
	}
	return false
}

// revokeAt asks the server to revoke the token. Mastodon before 4.3 revokes it, but a page of another origin cannot read the
// response. There the request is sent blind, and a second request with the token itself shows whether it still works.
func (c *Client) revokeAt(ctx Context, token string, form Fields) bool {
	revocation := call{op: "revokeAccessToken", method: "POST", path: "/oauth/revoke", form: form, keepalive: true, emptyOK: true, asIs: true}
	_, err := c.do(ctx, revocation)
	switch known, ok := err.(*Error); {
	case err == nil:
		return true
	case hasCode(err, "network"):
		revocation.blind = true
		if _, err := c.do(ctx, revocation); err != nil {
			return false
		}
	case ok && (known.Status == 400 || known.Status == 401 || known.Status == 403):
		revocation.bearer = token // Mitra requires the token itself as authentication, not the app's secret
		if _, err := c.do(ctx, revocation); err == nil {
			return true
		}
	}
	_, err = c.do(ctx, call{op: revocation.op, method: "GET", path: "/api/v1/accounts/verify_credentials", bearer: token, asIs: true})
	return hasCode(err, "unauthorized")
}
