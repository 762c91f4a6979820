package core

import "strings"

// LogInOptions are the options of [Client.LogIn]. Give a Code, or a Username with a Password, or a RefreshToken.
type LogInOptions struct {
	// Code is the authorization code from the server, as the person copied it: blanks, quotation marks and angle brackets around it
	// do not matter. It may also be the whole address that has the code in it: then state and issuer are checked as HandleCallback does. A page does not need this: HandleCallback reads the code from the address.
	Code string `json:"code,omitempty"`
	// RedirectURI must be exactly the one given to AuthRequestURL. Default: that of the pending login.
	RedirectURI string `json:"redirectUri,omitempty"`
	// State identifies the pending login. Default: the last one that this client started or, after a reload, the only one that is
	// pending for this app.
	State string `json:"state,omitempty"`
	// CodeVerifier is the PKCE secret from AuthRequestURL, for a program that stores it itself.
	CodeVerifier string `json:"codeVerifier,omitempty"`
	// Username is the account's e-mail address, and Password its password. Mastodon accepts them up to 4.3 only, and never with
	// two-factor authentication. Use a code where you can.
	Username string `json:"username,omitempty"`
	Password string `json:"password,omitempty"`
	// RefreshToken renews a login on a server whose tokens expire. The client does this automatically.
	RefreshToken string `json:"refreshToken,omitempty"`
	// Scopes must all be granted. If one is not, the login fails and nothing is stored. Default: the scopes that were asked
	// for.
	Scopes []string `json:"scopes,omitempty"`
	// ToKey is the storage key under which the login is stored. Default: the client's accessTokenKey.
	ToKey string `json:"toKey,omitempty"`
}

// LogIn gets an access token for a user and keeps it in the client.
//
// Error codes: invalid_grant (the code is wrong, already used or too old), invalid_client (the server no longer knows the app),
// scopes_not_granted, state_missing (several logins are pending, and State does not say which), state_mismatch, state_used,
// state_expired, and those of any request.
//
// If the server refuses the code, the login stays pending: call again with the right one.
//
// Mastodon.py: log_in. https://docs.joinmastodon.org/methods/oauth/#token
func (c *Client) LogIn(ctx Context, options LogInOptions) (Entity[Token], error) {
	token, err := c.logIn(ctx, options)
	return Entity[Token]{token}, during("logIn", err)
}

func (c *Client) logIn(ctx Context, o LogInOptions) (Document, error) {
	o.Code = trim(withoutQuotes(visible(o.Code)), white+"<>\"'`")
	toKey := first(o.ToKey, c.options.AccessTokenKey)
	switch {
	case o.Username != "" && o.Password != "":
		return c.logInWithPassword(ctx, o, toKey)
	case o.Code == "" && o.RefreshToken != "":
		return c.refreshWith(ctx, "logIn", o.RefreshToken, toKey)
	case o.Code == "":
		err := illegal(CodeOptionMissing, "code", "there is nothing to log in with.")
		err.Hint = "Send the person to " + nameAuthRequestURL + " and give the code that comes back."
		return nil, err
	}
	if _, behind, isAddress := strings.Cut(o.Code, "code="); isAddress && behind != "" {
		return c.logInWithAddress(ctx, o, toKey)
	}
	return c.logInWithCode(ctx, o, toKey)
}

// logInWithAddress logs in with the whole address in place of its code. Mastodon's own page that shows a code has an address without
// state; that code is as good as a typed one. With state, the address is a callback.
func (c *Client) logInWithAddress(ctx Context, o LogInOptions, toKey string) (Document, error) {
	answer, err := readCallback(c.host.URLs, o.Code)
	switch {
	case hasCode(err, CodeStateMissing) && answer.code != "" && answer.issuer == "":
		o.Code = answer.code
		return c.logInWithCode(ctx, o, toKey)
	case hasCode(err, CodeOptionInvalid), o.State+o.CodeVerifier+o.RedirectURI != "", len(o.Scopes) > 0:
		return nil, illegal(CodeOptionInvalid, "code", "this is the whole address; give it to "+nameHandleCallback+", or only what stands behind code=.")
	}
	return c.handleCallback(ctx, HandleCallbackOptions{URL: o.Code, ToKey: toKey})
}

// logInWithPassword logs in on servers that still accept passwords from programs.
func (c *Client) logInWithPassword(ctx Context, o LogInOptions, toKey string) (Document, error) {
	scopes, err := scopesOption(o.Scopes, nil)
	if err != nil {
		return nil, err
	}
	id, secret, err := c.app(ctx)
	if err != nil {
		return nil, err
	}
	now := c.Credentials()
	if scopes == nil {
		scopes = splitScopes(first(now.AppScopes, join(DefaultScopes, " ")))
	}
	token, err := c.token(ctx, "logIn", scopes, Fields{
		{"grant_type", "password"}, {"username", o.Username}, {"password", o.Password},
		{"client_id", id}, {"client_secret", secret}, {"scope", join(scopes, " ")},
	})
	if known, ok := err.(*Error); ok && known.Code == CodeUnsupportedGrantType {
		known.Message = c.server() + " takes no passwords from programs; Mastodon does not since version 4.4."
	}
	if err != nil {
		return nil, err
	}
	now.forgetToken()
	return token, c.adopt(ctx, now, token, toKey)
}
