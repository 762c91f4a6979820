package core

import "strings"

// A storedLogin says where the login of a client is stored. The store is the truth, and the client has a copy: another tab or
// program may renew the login or end it. So a client reads the store before each use of its token.
type storedLogin struct {
	// key is the storage key of the login. It is empty if the login is not stored.
	key string
	// unsaved is whether the store did not take the login that the client has. before is the token that the store had then.
	unsaved bool
	before  string
}

// follow copies the stored login into the client. If the login has ended, or belongs to another server by now, the client
// forgets its token.
func (c *Client) follow(ctx Context) error {
	if checksHost && c.host.check(ctx) != nil {
		return c.host.check(ctx)
	}
	c.mu.Lock()
	stored, now := c.stored, c.credentials
	c.mu.Unlock()
	if stored.key == "" {
		return nil
	}
	record, err := c.host.Storage.Get(ctx, stored.key)
	if ctx.Err() != nil {
		return abortedError(ctx)
	}
	if err != nil {
		return err
	}
	token, base := "", now.APIBaseURL
	if record != nil {
		token = record.Text("access_token")
	}
	if token != "" && record.Text("api_base_url") != "" && record.Text("api_base_url") != base {
		if base, err = ParseAddress(c.host.URLs, record.Text("api_base_url")); err != nil {
			return Corrupt(stored.key)
		}
		if now.APIBaseURL != "" && base != now.APIBaseURL {
			token = "" // it belongs to another server
		}
	}
	switch {
	case stored.unsaved && token == stored.before: // the store is behind this client
	case token == "" && now.AccessToken != "":
		c.update((*Credentials).forgetToken)
		if stored.unsaved {
			go c.host.endToken(unending(ctx), &now, "") // nobody else has this token
		}
		c.setStored(storedLogin{key: stored.key})
	case token != "" && (token != now.AccessToken || record.Text("refresh_token") != now.RefreshToken):
		c.update(func(now *Credentials) {
			now.APIBaseURL = base // the client had none if the login was stored after it was made
			now.readLogin(record)
		})
		c.setStored(storedLogin{key: stored.key})
	}
	return nil
}

func (c *Client) setStored(stored storedLogin) {
	c.mu.Lock()
	c.stored = stored
	c.mu.Unlock()
}

// followFor gives a call that has waited the token that the login has now.
func (c *Client) followFor(ctx Context, call *call) error {
	if call.bearer == "" || call.asIs {
		return nil
	}
	err := c.follow(ctx)
	if err == nil {
		call.bearer, err = c.userToken()
	}
	return err
}

// isUser reports whether the client acts as a user. The client of a session does, also when the session has ended: then its calls
// fail, and are not made as nobody. They also fail if the store does not say whether somebody has logged in.
func (c *Client) isUser(ctx Context) bool {
	if c.Credentials().AccessToken == "" && c.follow(ctx) != nil {
		return true
	}
	return c.Credentials().AccessToken != "" || strings.HasPrefix(c.options.AccessTokenKey, sessionPrefix)
}

// currentToken returns the token that the login has now, or an error that says how to log in.
func (c *Client) currentToken(ctx Context) (string, error) {
	if err := c.follow(ctx); err != nil {
		return "", err
	}
	return c.userToken()
}

// saveLogin stores a login. If the store fails, the client still has it; see [storedLogin].
func (c *Client) saveLogin(ctx Context, key string, login *Credentials) error {
	if key == "" {
		c.setStored(storedLogin{})
		return nil
	}
	record, _ := c.host.Storage.Get(ctx, key) // a damaged record is overwritten
	before := ""
	if record != nil {
		before = record.Text("access_token")
	}
	err := c.host.Storage.Set(ctx, key, login.record())
	c.setStored(storedLogin{key: key, unsaved: err != nil, before: before})
	return err
}
