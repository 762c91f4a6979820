package core

// Mastodon's tokens do not expire. Tokens of Pleroma, Akkoma and Pixelfed do, and come with a refresh token. Some servers
// replace the refresh token at each use: a client that loses the new one is logged out.

// refreshMargin is how long before its expiry a token is renewed, in milliseconds. It is longer than a request takes, and
// allows for clocks that differ a little.
const refreshMargin = 60_000

// loginLock names the lock that is held while a stored token is replaced or revoked: by a refresh, a logout or a new login.
func loginLock(base, key string) string { return "mastoauth:refresh:" + base + ":" + key }

// freshToken returns the user's token. It refreshes the token first if it is about to expire.
func (c *Client) freshToken(ctx Context) (string, error) {
	if err := c.follow(ctx); err != nil {
		return "", err
	}
	now := c.Credentials()
	if now.RefreshToken == "" || now.ExpiresAt == 0 || nowMs() < now.ExpiresAt-refreshMargin {
		return c.userToken()
	}
	// One call in one tab refreshes. The others wait and use its result.
	err := c.locked(ctx, loginLock(now.APIBaseURL, c.loginKey()), func(ctx Context) error {
		return c.refresh(ctx, now.AccessToken)
	})
	if mayRetry(err) && nowMs() < now.ExpiresAt {
		err = nil // the server is down, but the old token is still valid
	}
	if err != nil {
		return "", err
	}
	return c.userToken()
}

// refresh renews the token, unless the client no longer has the old one or another tab has already renewed it.
func (c *Client) refresh(ctx Context, old string) error {
	if c.Credentials().AccessToken != old {
		return nil
	}
	if done, err := c.renewedElsewhere(ctx, old); done || err != nil {
		return err
	}
	_, err := c.refreshWith(ctx, "refresh", c.Credentials().RefreshToken, c.loginKey())
	// The server refused the refresh token or the app. Pleroma's error has no OAuth code, so only the status is checked. A web
	// page does not come from the server's API.
	if known, ok := err.(*Error); !ok || known.Status != 400 && known.Status != 401 || known.isPage {
		return err
	}
	// Another tab may have renewed it, but this tab may not see the stored result yet.
	for range 10 {
		if done, err := c.renewedElsewhere(ctx, old); done || err != nil {
			return err
		}
		if !sleep(ctx, 100) {
			return abortedError(ctx)
		}
	}
	// The refresh token is not sent again. The session stays, for the person to sign in again.
	c.update(func(now *Credentials) { now.RefreshToken = "" })
	if key := c.loginKey(); key != "" {
		now := c.Credentials()
		_ = c.saveLogin(unending(ctx), key, &now) // the refusal matters more
	}
	return &Error{
		Kind: ErrUnauthorized, Code: CodeSessionExpired,
		Message: "the login has expired and could not be renewed.", Hint: "Log in again.",
	}
}

// renewedElsewhere reports whether another tab has renewed or ended the login. If so, this client now has the stored state. (If
// the other tab logged out, a token renewed now would stay valid.)
func (c *Client) renewedElsewhere(ctx Context, old string) (bool, error) {
	err := c.follow(ctx)
	return err == nil && c.Credentials().AccessToken != old, err
}

// loginKey returns the storage key of the login that the client has, or "" if that is not stored.
func (c *Client) loginKey() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.stored.key
}

// useReplacedToken is for a call whose token was refused. If another tab has renewed the login or signed in again, it gives the
// call the new token and returns true.
func (c *Client) useReplacedToken(ctx Context, call *call) bool {
	if call.bearer == "" || call.asIs || c.loginKey() == "" {
		return false
	}
	if call.bearer == c.Credentials().AccessToken {
		if done, err := c.renewedElsewhere(ctx, call.bearer); !done || err != nil {
			return false
		}
	}
	refused := call.bearer
	call.bearer = c.Credentials().AccessToken
	return call.bearer != "" && call.bearer != refused
}

// refreshWith exchanges a refresh token for a new access token.
func (c *Client) refreshWith(ctx Context, op, refreshToken, toKey string) (Document, error) {
	id, secret, err := c.app(ctx)
	if err != nil {
		return nil, err
	}
	now := c.Credentials()
	token, err := c.token(ctx, op, splitScopes(now.Scope), Fields{
		{"grant_type", "refresh_token"}, {"refresh_token", refreshToken}, {"client_id", id}, {"client_secret", secret},
	})
	if err != nil {
		return nil, err
	}
	old := now.AccessToken
	now.RefreshToken = refreshToken // if the server sends no new one, the old one stays valid (RFC 6749, section 6)
	// While this tab slept, another one may have taken the lock over and renewed the login. That one stays.
	if toKey != "" && toKey == c.loginKey() {
		record, err := c.host.Storage.Get(unending(ctx), toKey)
		if err == nil && record != nil && !contains([]string{"", old, token.Text("access_token")}, record.Text("access_token")) {
			now.readToken(token)
			c.host.endToken(ctx, &now, "")
			return nil, LockLost(toKey)
		}
	}
	return token, c.adopt(ctx, now, token, toKey)
}

// locked runs f while no other tab, and no other call of this client, runs under the same name.
func (c *Client) locked(ctx Context, name string, f func(Context) error) error {
	select {
	case c.refreshing <- struct{}{}:
		defer func() { <-c.refreshing }()
	case <-ctx.Done():
		return abortedError(ctx)
	}
	return c.host.locked(ctx, name, f)
}
