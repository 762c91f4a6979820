package core

import "strings"

// logInWithCode logs in with a code that the person copied. If the server refuses the code, the login stays pending, since the person
// may have mistyped it.
func (c *Client) logInWithCode(ctx Context, o LogInOptions, toKey string) (token Document, err error) {
	scopes, err := scopesOption(o.Scopes, nil)
	if err != nil {
		return nil, err
	}
	state, err := c.pendingState(ctx, o)
	if err != nil {
		return nil, err
	}
	err = c.host.locked(ctx, callbackLock(state), func(ctx Context) error {
		login, err := c.pendingFor(ctx, o, state)
		if err != nil {
			return err
		}
		login.redirectURI = first(o.RedirectURI, login.redirectURI, OutOfBand)
		if scopes != nil {
			login.scopes = join(scopes, " ")
		}
		token, err = c.exchangeAlone(ctx, login, o.Code, toKey)
		return err
	})
	return token, err
}

// pendingState returns the state of the pending login that the options mean: the one that they name, the last one that this client
// started or, after a reload, the only one for this client's app. If there is none, or if the options have the verifier, it is empty.
func (c *Client) pendingState(ctx Context, o LogInOptions) (string, error) {
	if o.CodeVerifier != "" {
		return "", nil
	}
	c.mu.Lock()
	state := first(o.State, c.lastState)
	c.mu.Unlock()
	if state != "" {
		return state, nil
	}
	now := c.Credentials()
	keys, _ := c.host.Storage.Keys(ctx, pendingPrefix) // without a list, the code has to be enough
	for _, key := range keys {
		login, err := c.host.loadPending(ctx, key[len(pendingPrefix):])
		switch {
		case err != nil, strings.HasPrefix(login.state, ownState): // a sign-in comes back by itself
		case now.APIBaseURL != "" && now.APIBaseURL != login.credentials.APIBaseURL, now.ClientID != "" && now.ClientID != login.credentials.ClientID:
		case o.RedirectURI != "" && o.RedirectURI != login.redirectURI:
		case state != "":
			err := loginError(CodeStateMissing, "several logins are pending, and a code does not say which one it belongs to.")
			err.Hint = "Give the state that " + nameAuthRequestURL + " returned, or start the login again."
			return "", err
		default:
			state = login.state
		}
	}
	return state, nil
}

// pendingFor returns the pending login with this state. Without a state, it makes one from the options alone.
func (c *Client) pendingFor(ctx Context, o LogInOptions, state string) (pendingLogin, error) {
	if state != "" {
		return c.host.loadPending(ctx, state)
	}
	if _, _, err := c.app(ctx); err != nil {
		return pendingLogin{}, err
	}
	now := c.Credentials()
	now.forgetToken()
	return pendingLogin{credentials: now, redirectURI: now.RedirectURI, verifier: o.CodeVerifier}, nil
}

// exchangeAlone is exchange while no token of the server is revoked. It is done once, also if the lock is lost: a code does not work twice.
func (c *Client) exchangeAlone(ctx Context, login pendingLogin, code, toKey string) (token Document, err error) {
	var failed error
	err = c.host.locked(ctx, revocationLock(&login.credentials), func(ctx Context) error {
		token, failed = c.exchange(ctx, login, code, toKey)
		return nil
	})
	return token, firstError(err, failed)
}

// exchange exchanges the code for a token. If the server gives none, the login stays pending. The caller has the login's lock, so no
// other tab uses it at the same time.
func (c *Client) exchange(ctx Context, login pendingLogin, code, toKey string) (Document, error) {
	// The code is sent to the server where the login started, even if this client has another server by now.
	at := &Client{host: c.host, options: c.options, credentials: login.credentials}
	if hidesSecrets {
		c.remember(code, login.verifier, login.state)
		at.remember(c.secretsOf(Request{})...)
	}
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
		return nil, err
	}
	if login.state != "" {
		c.host.spend(ctx, login)
	}
	if key := c.options.ClientCredentialKey; key != "" && isOneTimeClient(login.credentials.ClientID) {
		_ = c.host.Storage.Delete(unending(ctx), key) // this registration works for one login only; the next login registers again
	}
	return token, c.adopt(ctx, login.credentials, token, toKey)
}

// mayRetry reports whether the server may not have processed the request.
func mayRetry(err error) bool {
	known, ok := err.(*Error)
	return ok && (known.Kind.within(ErrNetwork) || known.Kind.within(ErrServer) || known.Kind.within(ErrRatelimit))
}
