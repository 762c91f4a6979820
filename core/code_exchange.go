package core

// pendingFor returns the login that the options name, or one made of the options alone.
func (c *Client) pendingFor(ctx Context, o LogInOptions) (pendingLogin, error) {
	c.mu.Lock()
	state := first(o.State, c.lastState)
	c.mu.Unlock()
	if o.CodeVerifier == "" && state != "" {
		login, err := c.host.loadPending(ctx, state)
		if err == nil || o.State != "" {
			return login, err
		}
	}
	if _, _, err := c.app(); err != nil {
		return pendingLogin{}, err
	}
	now := c.Credentials()
	now.forgetToken()
	return pendingLogin{credentials: now, redirectURI: now.RedirectURI, verifier: o.CodeVerifier}, nil
}

// exchange trades the code for a token. The pending login is spent before the request, so that no second tab can use it
// meanwhile, and comes back only if the server cannot have seen the code through.
func (c *Client) exchange(ctx Context, login pendingLogin, code, toKey string) (Document, error) {
	if login.state != "" {
		spent := login
		spent.used = true
		if err := c.host.Storage.Set(ctx, pendingPrefix+login.state, spent.record()); err != nil {
			return nil, err
		}
	}
	// The code goes to the server that the login was begun at, whatever this client has been told since.
	at := &Client{host: c.host, options: c.options, credentials: login.credentials}
	form := Fields{
		{"grant_type", "authorization_code"}, {"code", code}, {"redirect_uri", login.redirectURI},
		{"client_id", login.credentials.ClientID}, {"client_secret", login.credentials.ClientSecret},
	}
	form.add("code_verifier", login.verifier)
	if isOneTimeClient(login.credentials.ClientID) {
		form.add("scope", login.scopes) // the Misskey family repeats it, or else claims to have granted everything
	}
	token, err := at.token(ctx, "logIn", splitScopes(login.scopes), form)
	if err != nil {
		if login.state != "" && mayRetry(err) {
			_ = c.host.Storage.Set(unending(ctx), pendingPrefix+login.state, login.record()) // the request's error matters more
		}
		return nil, err
	}
	if key := c.options.ClientCredentialKey; key != "" && isOneTimeClient(login.credentials.ClientID) {
		_ = c.host.Storage.Delete(unending(ctx), key) // it has served its one login; the next one registers anew
	}
	return token, c.adopt(ctx, login.credentials, token, toKey)
}

// mayRetry reports whether a request may not have been carried out.
func mayRetry(err error) bool {
	known, ok := err.(*Error)
	return ok && (known.Is(ErrNetwork) || known.Is(ErrServer) || known.Is(ErrRatelimit))
}
