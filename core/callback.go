package core

import "strings"

// HandleCallbackOptions are the options of [Client.HandleCallback].
type HandleCallbackOptions struct {
	// URL is the whole callback address: the one that the person came back to.
	URL string `json:"url"`
	// ToKey is the storage key under which the login is stored. Default: the client's accessTokenKey.
	ToKey string `json:"toKey,omitempty"`
}

// HandleCallback completes the login that AuthRequestURL started. It takes the callback address, checks state and issuer,
// exchanges the code and keeps the token. The pending login names the server, so the client can be made without one.
//
// Error codes: access_denied (the person refused), callback_empty (the address has no OAuth parameters: an ordinary visit, or
// the return from an e-mail confirmation), state_missing, state_mismatch, state_used, state_expired, issuer_mismatch,
// server_mismatch, token_in_callback, duplicate_parameter, code_missing, and those of LogIn.
//
// A code works once. If the exchange fails without reaching a result (network, timeout, a server error), call again with the
// same address. If the server refuses the code, the login stays pending: the person may go back and authorize the app again.
func (c *Client) HandleCallback(ctx Context, options HandleCallbackOptions) (Entity[Token], error) {
	token, err := c.handleCallback(ctx, options)
	return Entity[Token]{token}, during("handleCallback", err)
}

func (c *Client) handleCallback(ctx Context, o HandleCallbackOptions) (token Document, err error) {
	answer, err := readCallback(c.host.URLs, o.URL)
	if err != nil {
		return nil, err
	}
	// If two tabs have the same address, the second waits and finds that the login is used.
	err = c.host.locked(ctx, callbackLock(answer.state), func(ctx Context) error {
		token, err = c.completeCallback(ctx, o)
		return err
	})
	return token, err
}

func (c *Client) completeCallback(ctx Context, o HandleCallbackOptions) (Document, error) {
	login, code, err := c.host.matchCallback(ctx, o.URL)
	if err != nil {
		return nil, err
	}
	if base := c.Credentials().APIBaseURL; base != "" && base != login.credentials.APIBaseURL {
		err := loginError(CodeServerMismatch, "this login belongs to "+hostOf(login.credentials.APIBaseURL)+", not to "+hostOf(base)+".")
		err.Hint = "Use a client for that server, or one without " + nameAPIBaseURL + "."
		return nil, err
	}
	return c.exchangeAlone(ctx, login, code, first(o.ToKey, c.options.AccessTokenKey))
}

// matchCallback returns the pending login that a callback address belongs to, and its code, or the error that ends the login.
func (h Host) matchCallback(ctx Context, address string) (login pendingLogin, code string, err error) {
	answer, err := readCallback(h.URLs, address)
	if err != nil {
		return login, "", err
	}
	if answer.failure != "" && answer.state == "" {
		return login, "", answer.refusalError(login) // Hollo leaves out the state when the person refuses
	}
	if login, err = h.loadPending(ctx, answer.state); err != nil {
		return login, "", err
	}
	h.cameBack(ctx, login.credentials)
	if answer.issuer != "" {
		issuer, err := ParseAddress(h.URLs, answer.issuer)
		if err != nil || issuer != login.credentials.APIBaseURL {
			return login, "", loginError(CodeIssuerMismatch, "the answer came from another server than "+hostOf(login.credentials.APIBaseURL)+", so the login was stopped for safety.")
		}
	}
	if answer.failure != "" {
		// The login is over. Report the refusal even if the store fails. A sign-in is marked as used, since other tabs may look
		// it up.
		login.used = true
		h.endToken(ctx, &login.credentials, pendingPrefix+login.state) // an earlier answer of this login may have brought one
		if strings.HasPrefix(login.state, ownState) {
			_ = h.Storage.Set(ctx, pendingPrefix+login.state, login.record())
		} else {
			_ = h.Storage.Delete(ctx, pendingPrefix+login.state)
		}
		return login, "", answer.refusalError(login)
	}
	if answer.code == "" {
		return login, "", loginError(CodeCodeMissing, "the server sent no code.")
	}
	return login, answer.code, nil
}

// callback holds the parameters that a server adds to the redirect URI.
type callback struct{ code, state, issuer, failure, description string }

// parameter returns the field for a parameter name, or nil if OAuth does not define that name.
func (a *callback) parameter(name string) *string {
	switch name {
	case "code":
		return &a.code
	case "state":
		return &a.state
	case "iss":
		return &a.issuer
	case "error":
		return &a.failure
	case "error_description":
		return &a.description
	}
	return nil
}

// refusalError returns the error for a login that the server refused. login is empty if the address does not name one.
func (a callback) refusalError(login pendingLogin) error {
	err := loginError(CodeAccessDenied, "the login was declined at the server.")
	err.Description = a.description
	if a.failure != "access_denied" {
		err = loginError(CodeAuthorizationRefused, "the server refused to log in.")
		if code := oauthCode(a.failure); code != "" {
			err.Code = code
		}
		err.Kind, err.Description = ErrAPI, first(a.description, a.failure)
	}
	if hidesSecrets {
		var s secrets
		s.addLogin(login.credentials)
		s.add(a.code, a.state, login.verifier)
		s.hideIn(err)
	}
	return err
}

// readCallback reads the parameters from the query or, on servers that use it, from the fragment.
func readCallback(urls URLs, address string) (callback, error) {
	if len(address) > callbackBytes {
		return callback{}, tooLarge("the server", 0)
	}
	url, ok := urls.Parse(address)
	if !ok {
		return callback{}, illegal(CodeOptionInvalid, "url", "must be the whole address that the person came back to, such as https://app.example/login?code=…&state=….")
	}
	var answer callback
	found := false
	fields := append(urls.ParseQuery(url.Query), urls.ParseQuery(url.Fragment)...)
	for _, field := range fields {
		slot := answer.parameter(field.Name)
		if slot == nil {
			continue
		}
		if *slot != "" {
			return answer, loginError(CodeDuplicateParameter, "the address has “"+field.Name+"” more than once; somebody may have tampered with it.")
		}
		*slot = field.Value
		found = found || field.Name == "code" || field.Name == "error"
	}
	switch {
	case Fields(fields).Get("access_token") != "":
		err := loginError(CodeTokenInCallback, "the server sent a token where a code was expected. It is refused, because anybody could have put it there.")
		err.Hint = "Start the login again with " + nameForceLogin + "."
		return answer, err
	case !found:
		err := loginError(CodeCallbackEmpty, "this address holds no answer of a login.")
		err.Hint = hintCallbackEmpty
		return answer, err
	case answer.state == "" && answer.failure == "":
		err := loginError(CodeStateMissing, "the answer does not say which login it belongs to.")
		err.Hint += " A code that the person copied goes to " + wordsForCode + "."
		return answer, err
	}
	return answer, nil
}
