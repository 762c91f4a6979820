package core

// token requests a token and checks it before it is returned. requested are the scopes that it must cover.
func (c *Client) token(ctx Context, op string, requested []string, form Fields) (Document, error) {
	response, err := c.do(ctx, call{op: op, method: "POST", path: tokenPath, form: form})
	if known, ok := err.(*Error); ok && known.Code == CodeUnauthorized {
		// The error has no OAuth code: Sharkey sends prose, snac sends nothing.
		known.Message = c.server() + " no longer accepts this app or its credentials."
		known.Hint = "Start the login again; if that does not help, register the app again with " + nameCreateApp + "."
	}
	if err != nil {
		return nil, err
	}
	granted, err := checkedToken(response, c.server(), requested)
	if err != nil && form.Get("grant_type") != "client_credentials" {
		c.revokeRefused(ctx, response.Body)
	}
	return granted, err
}

// revokeRefused revokes a token that the server gave and that this library does not take.
func (c *Client) revokeRefused(ctx Context, token Document) {
	login := c.Credentials()
	login.AccessToken = token.Text("access_token")
	if login.AccessToken != "" {
		c.host.revokeUnheld(unending(ctx), &login, "")
	}
}

// checkedToken returns the token in a response and sets its scope.
func checkedToken(response *Response, server string, requested []string) (Document, error) {
	token := response.Body
	if anyLonger(tokenBytes, token, "access_token refresh_token scope") {
		return nil, tooLarge(server, response.Status)
	}
	if kind := token.Text("token_type"); token.Text("access_token") == "" || kind != "" && lower(kind) != "bearer" {
		return nil, unexpectedResponse(server, response.Status)
	}
	granted := grantedScopes(token, requested)
	if missing := missingScopes(granted, requested); len(missing) > 0 {
		return nil, &Error{
			Kind: ErrAPI, Code: CodeScopesNotGranted,
			Message: server + " did not grant everything that was asked for; missing: " + join(missing, ", ") + ".",
			Hint:    "Ask for less, or register the app again with these scopes.",
		}
	}
	if token.Text("scope") == "" {
		token = token.With("scope", join(granted, " "))
	}
	return token, nil
}

// grantedScopes reads the member scope, which is a text, or a list on some servers. If it is missing, the requested scopes were
// granted (RFC 6749, section 5.1).
func grantedScopes(token Document, requested []string) []string {
	texts := []string{token.Text("scope")}
	for _, element := range token.List("scope") {
		if scope := element.Value(); len(scope) <= wordBytes {
			texts = append(texts, scope)
		}
	}
	if granted := splitScopes(texts...); len(granted) > 0 {
		return granted
	}
	return requested
}

// adopt makes the token the client's own and stores it. If the store fails, the client still has the token. The error then says
// that the login ends with the program.
func (c *Client) adopt(ctx Context, from Credentials, token Document, toKey string) error {
	ctx = unending(ctx) // the server gave it, so it is stored even if the caller has aborted
	from.readToken(token)
	// Pleroma's tokens are valid for 100 years, which is more seconds than 32 bits can hold.
	if seconds, ok := token.Number("expires_in"); ok && seconds > 0 && seconds < 1e12 {
		from.ExpiresAt = nowMs() + seconds*1000
	}
	// The store comes first: a call that runs at the same time copies the login from there.
	err := c.saveLogin(ctx, toKey, &from)
	if hasCode(err, CodeLockLost) {
		// Another tab has stored a login meanwhile. Who exchanges a code has the lock of revocations already.
		_ = c.host.revokeKeptNow(ctx, &from, c.host.keepUnused(ctx, &from, ""), "", nowMs())
		return err
	}
	c.update(func(now *Credentials) { *now = from })
	if known, ok := err.(*Error); ok {
		known.Hint = "You are logged in, but only until this page or program ends. " + known.Hint
	}
	return err
}

// readToken reads a token from a response or a stored record. If there is no refresh token in it, the old one is kept.
func (c *Credentials) readToken(from Document) {
	c.AccessToken, c.TokenType = from.Text("access_token"), from.Text("token_type")
	var scopes []string
	for _, scope := range splitScopes(from.Text("scope")) {
		if isWord(scope) { // RFC 6749, section 3.3; the page reads them from the record too
			scopes = append(scopes, scope)
		}
	}
	c.Scope = join(scopes, " ")
	c.RefreshToken = first(from.Text("refresh_token"), c.RefreshToken)
	c.ExpiresAt, _ = from.Number("expires_at")
}

// readLogin reads a login and its app from a stored record. The app may be another one than before, if somebody has signed in
// again.
func (c *Credentials) readLogin(from Document) {
	if id := from.Text("client_id"); id != "" {
		c.ClientID, c.ClientSecret = id, from.Text("client_secret")
	}
	c.RefreshToken = ""
	c.readToken(from)
}

// forgetLogin deletes the token. It also deletes the registration if that works for one login only.
func (c *Credentials) forgetLogin() {
	c.forgetToken()
	if isOneTimeClient(c.ClientID) {
		c.ClientID, c.ClientSecret = "", ""
	}
}

// forgetToken deletes the token and keeps the registration.
func (c *Credentials) forgetToken() {
	c.AccessToken, c.RefreshToken, c.Scope, c.TokenType, c.ExpiresAt = "", "", "", "", 0
}
