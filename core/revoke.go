package core

// Revocation is the result of RevokeAccessToken.
type Revocation struct {
	// Confirmed is whether the server confirmed that the token no longer works. The client has deleted it in any case.
	Confirmed bool `json:"confirmed"`
}

// RevokeAccessToken logs out. It asks the server to revoke the token. The client and its accessTokenKey forget the token
// whatever the server answers. The result says whether the server confirmed it. If not, the person can revoke the token at
// /oauth/authorized_applications on their server.
//
// Mastodon.py: revoke_access_token. https://docs.joinmastodon.org/methods/oauth/#revoke
func (c *Client) RevokeAccessToken(ctx Context) (Revocation, error) {
	outcome, err := c.revoke(ctx)
	return outcome, during("revokeAccessToken", err)
}

// revoke waits for a renewal that is under way, whose new token would outlive the logout.
func (c *Client) revoke(ctx Context) (outcome Revocation, err error) {
	err = c.locked(ctx, loginLock(c.Credentials().APIBaseURL, c.options.AccessTokenKey), func(ctx Context) error {
		outcome, err = c.revokeNow(ctx)
		return err
	})
	if err != nil && err == ctx.Err() { // nothing was sent: the login stays
		err = &Error{Kind: ErrNetwork, Code: "aborted", Message: "the logout was cancelled."}
	}
	return outcome, err
}

func (c *Client) revokeNow(ctx Context) (Revocation, error) {
	key := c.options.AccessTokenKey
	if key != "" { // another tab may have renewed the login, or signed in anew
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
	confirmed := c.revokeAt(ctx, token, Fields{{"client_id", id}, {"client_secret", secret}, {"token", token}})
	c.update((*Credentials).forgetLogin)
	if key != "" {
		// A logout that was called off half-way is still a logout.
		ctx = unending(ctx)
		err = c.host.Storage.Delete(ctx, key)
		_ = c.deleteSharedLimits(ctx) // it says nothing about the person
	}
	return Revocation{confirmed}, err
}

// revokeAt tells the server. Before Mastodon 4.3 its answer cannot be read from another origin although it does as it is
// told; there the request is sent blindly, and whether it worked is asked with the token itself.
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
		revocation.bearer = token // Mitra takes the token's own word, and no app's
		if _, err := c.do(ctx, revocation); err == nil {
			return true
		}
	}
	_, err = c.do(ctx, call{op: revocation.op, method: "GET", path: "/api/v1/accounts/verify_credentials", bearer: token, asIs: true})
	return hasCode(err, "unauthorized")
}
