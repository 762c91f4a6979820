package core

// pendingFor returns the pending login that the options name, or makes one from the options alone.
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

// exchange exchanges the code for a token. It deletes the pending login before the request, so that no other tab uses it at the
// same time. It restores the pending login only if the server may not have processed the code.
func (c *Client) exchange(ctx Context, login pendingLogin, code, toKey string) (Document, error) {
	if login.state != "" {
		spent := login
		spent.used = true
		if err := c.host.Storage.Set(ctx, pendingPrefix+login.state, spent.record()); err != nil {
			return nil, err
		}
	}
	// The code is sent to the server where the login started, even if this client has another server by now.
	at := &Client{host: c.host, options: c.options, credentials: login.credentials}
	form := Fields{
		{"grant_type", "authorization_code"}, {"code", code}, {"redirect_uri", login.redirectURI},
		{"client_id", login.credentials.ClientID}, {"client_secret", login.credentials.ClientSecret},
	}
	form.add("code_verifier", login.verifier)
	if isOneTimeClient(login.credentials.ClientID) {
		form.add("scope", login.scopes) // Misskey and its forks repeat it; without it they claim that everything was granted
	}
	token, err := at.token(ctx, "logIn", splitScopes(login.scopes), form)
	if err != nil {
		if login.state != "" && mayRetry(err) {
			_ = c.host.Storage.Set(unending(ctx), pendingPrefix+login.state, login.record()) // the request's error matters more
		}
		return nil, err
	}
	if key := c.options.ClientCredentialKey; key != "" && isOneTimeClient(login.credentials.ClientID) {
		_ = c.host.Storage.Delete(unending(ctx), key) // this registration works for one login only; the next login registers again
	}
	return token, c.adopt(ctx, login.credentials, token, toKey)
}

// mayRetry reports whether the server may not have processed the request.
func mayRetry(err error) bool {
	known, ok := err.(*Error)
	return ok && (known.Is(ErrNetwork) || known.Is(ErrServer) || known.Is(ErrRatelimit))
}
