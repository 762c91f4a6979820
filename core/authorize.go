package core

// AuthRequestURLOptions are the options of [Client.AuthRequestURL].
type AuthRequestURLOptions struct {
	// RedirectURI is the page that the server sends the person back to. It must be exactly one of those that the app was
	// registered with. Default: the first of the stored registration, else out of band.
	RedirectURI string `json:"redirectUri,omitempty"`
	// Scopes are the scopes to ask for. They must be among those that the app was registered with. Default: all of the stored
	// registration, else read, write, follow and push.
	Scopes []string `json:"scopes,omitempty"`
	// ForceLogin shows the authorization page even if the person has authorized the app before, so that they can choose another
	// account.
	ForceLogin bool `json:"forceLogin,omitempty"`
	// State is returned in the callback. Default: a random value, which is best. It may contain letters, digits and - . _ ~
	// only.
	State string `json:"state,omitempty"`
	// Lang is the language of the authorization page: a tag of BCP 47, such as pt-BR or navigator.language. What is no tag is left
	// out. Default: the browser's.
	Lang string `json:"lang,omitempty"`
	// PKCE set to false leaves out the code challenge, for a server that refuses it. No such server is known. Default: true.
	PKCE *bool `json:"pkce,omitempty"`
}

// AuthRequest is the address to send the person to, and the values that tie the callback to this request.
type AuthRequest struct {
	// URL is the address of the server's authorization page: send the person there.
	URL string `json:"url"`
	// State identifies the pending login. The pending login stays in storage until the person comes back, for at most a day. At
	// most 20 are kept: a new one replaces the oldest.
	State string `json:"state"`
	// CodeVerifier is the PKCE secret. It is stored with the pending login. Only a program that stores it itself needs this
	// value.
	CodeVerifier string `json:"codeVerifier,omitempty"`
}

// AuthRequestURL returns the address of the page on which the person authorizes the app. It sends no request. When the person
// comes back, give the whole callback address to HandleCallback. Out of band, give the code to LogIn.
//
// Mastodon.py: auth_request_url. https://docs.joinmastodon.org/methods/oauth/#authorize
func (c *Client) AuthRequestURL(ctx Context, options AuthRequestURLOptions) (AuthRequest, error) {
	request, err := c.authRequest(ctx, options, signInDetails{})
	return request, during("authRequestUrl", err)
}

func (c *Client) authRequest(ctx Context, o AuthRequestURLOptions, details signInDetails) (AuthRequest, error) {
	if _, _, err := c.app(ctx); err != nil {
		return AuthRequest{}, err
	}
	now := c.Credentials()
	if now.AccessToken != "" && isOneTimeClient(now.ClientID) {
		err := illegal(CodeClientSpent, "clientId", "on "+c.server()+" a registration works for one login only, and this one was used.")
		err.Hint = "Register the app again with " + nameCreateApp + " for the next login."
		return AuthRequest{}, err
	}
	if now.APIBaseURL == "" {
		return AuthRequest{}, illegal(CodeServerMissing, "apiBaseUrl", "no server was given.")
	}
	fallback := DefaultScopes
	if now.AppScopes != "" {
		fallback = splitScopes(now.AppScopes)
	}
	scopes, err := scopesOption(o.Scopes, fallback)
	if err != nil {
		return AuthRequest{}, err
	}
	o.RedirectURI = first(o.RedirectURI, now.RedirectURI, OutOfBand)
	if err := checkRedirectURI(c.host.URLs, "redirectUri", o.RedirectURI); err != nil {
		return AuthRequest{}, err
	}
	if o.State == "" {
		if o.State, err = newState(c.host.Crypto); err != nil {
			return AuthRequest{}, err
		}
	}
	if !isUnreserved(o.State) || len(o.State) > stateBytes {
		return AuthRequest{}, illegal(CodeOptionInvalid, "state", "must have only letters, digits and - . _ ~, at most 512, because some servers do not escape it.")
	}
	login := pendingLogin{
		state: o.State, credentials: now, redirectURI: o.RedirectURI, scopes: join(scopes, " "), createdAt: nowMs(), details: details,
	}
	challenge := ""
	if o.PKCE == nil || *o.PKCE {
		if login.verifier, challenge, err = newVerifier(ctx, c.host.Crypto); err != nil {
			return AuthRequest{}, err
		}
	}
	query := Fields{
		{"response_type", "code"}, {"client_id", now.ClientID}, {"redirect_uri", o.RedirectURI}, {"scope", login.scopes}, {"state", o.State},
	}
	if challenge != "" {
		query = append(query, Field{"code_challenge", challenge}, Field{"code_challenge_method", "S256"})
	}
	query.flag("force_login", o.ForceLogin)
	query.add("lang", localeOf(o.Lang))
	if err := checkAuthorizeLength(c.host.URLs, now.APIBaseURL, query); err != nil {
		return AuthRequest{}, err
	}
	if err := c.host.savePending(ctx, login); err != nil {
		return AuthRequest{}, err
	}
	c.mu.Lock()
	c.lastState = o.State
	c.mu.Unlock()
	return AuthRequest{
		URL: now.APIBaseURL + "/oauth/authorize?" + c.host.URLs.Query(query), State: o.State, CodeVerifier: login.verifier,
	}, nil
}
