package core

// Mastodon's tokens do not expire. Those of Pleroma, Akkoma and Pixelfed do, and come with a refresh token, which some
// of them replace at each use: who loses the new one is logged out.

// refreshMargin is how long before its end a token is renewed, in milliseconds: more than a request takes, and room for
// a clock that is a little off.
const refreshMargin = 60_000

// loginLock names the lock of whoever replaces a stored token or ends it: a renewal, a logout, a new login.
func loginLock(base, key string) string { return "mastoauth:refresh:" + base + ":" + key }

// freshToken returns the user's token, renewed first if it is about to expire.
func (c *Client) freshToken(ctx Context) (string, error) {
	now := c.Credentials()
	if now.RefreshToken == "" || now.ExpiresAt == 0 || nowMs() < now.ExpiresAt-refreshMargin {
		return c.userToken()
	}
	// One tab, and in it one call, renews; the others wait and find its result.
	err := c.locked(ctx, loginLock(now.APIBaseURL, c.options.AccessTokenKey), func(ctx Context) error {
		return c.refresh(ctx, now.AccessToken)
	})
	if mayRetry(err) && nowMs() < now.ExpiresAt {
		err = nil // the server is away, and the old token is still good
	}
	if err != nil {
		return "", err
	}
	return c.userToken()
}

// refresh renews the token unless it is another one than old by now, or another tab has renewed it.
func (c *Client) refresh(ctx Context, old string) error {
	if c.Credentials().AccessToken != old {
		return nil
	}
	if done, err := c.renewedElsewhere(ctx, old); done || err != nil {
		return err
	}
	_, err := c.refreshWith(ctx, "refresh", c.Credentials().RefreshToken, c.options.AccessTokenKey)
	// A refusal: of the refresh token or of the app, and on Pleroma in prose.
	if known, ok := err.(*Error); !ok || known.Status != 400 && known.Status != 401 {
		return err
	}
	// Another tab may have renewed it, and what that stored may not be visible here yet.
	for range 10 {
		if done, err := c.renewedElsewhere(ctx, old); done || err != nil {
			return err
		}
		if !sleep(ctx, 100) {
			return ctx.Err()
		}
	}
	return &Error{
		Kind: ErrUnauthorized, Code: "session_expired",
		Message: "the login has expired and could not be renewed.", Hint: "Log in again.",
	}
}

// renewedElsewhere reports whether another tab has renewed the login, or ended it; this client then has what is stored.
func (c *Client) renewedElsewhere(ctx Context, old string) (bool, error) {
	key := c.options.AccessTokenKey
	if key == "" {
		return false, nil
	}
	record, err := c.host.Storage.Get(ctx, key)
	switch {
	case err != nil:
		return false, err
	case record == nil:
		c.update((*Credentials).forgetToken) // a logout: what is renewed now would outlive it
	case record.Text("access_token") != "" && record.Text("access_token") != old:
		c.update(func(now *Credentials) { now.readLogin(record) })
	default:
		return false, nil
	}
	return true, nil
}

// useReplacedToken gives a call that was refused the token that the login has by now, if another tab has renewed it or signed in
// anew, and reports whether there is one.
func (c *Client) useReplacedToken(ctx Context, call *call) bool {
	if call.bearer == "" || call.asIs || c.options.AccessTokenKey == "" {
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

// refreshWith exchanges a refresh token.
func (c *Client) refreshWith(ctx Context, op, refreshToken, toKey string) (Document, error) {
	id, secret, err := c.app()
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
	now.RefreshToken = refreshToken // where the server sends no new one, the old one stays good (RFC 6749, section 6)
	// The server has forgotten the old token: the new one is stored even if the caller has lost interest by now.
	return token, c.adopt(unending(ctx), now, token, toKey)
}

// locked runs f while no other tab and no other call of this client does so under the same name.
func (c *Client) locked(ctx Context, name string, f func(Context) error) error {
	select {
	case c.refreshing <- struct{}{}:
		defer func() { <-c.refreshing }()
	case <-ctx.Done():
		return ctx.Err()
	}
	return c.host.locked(ctx, name, f)
}
