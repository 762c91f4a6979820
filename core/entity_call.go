package core

// fetch makes a call whose response is an object, and returns the object.
func (c *Client) fetch(ctx Context, call call) (Document, error) {
	response, err := c.answer(ctx, call)
	return bodyOf(response), err
}

// answer is like fetch, but returns the whole response, which says where it came from.
func (c *Client) answer(ctx Context, call call) (*Response, error) {
	response, err := c.do(ctx, call)
	if err == nil && !response.Body.Is(IsObject) {
		return nil, during(call.op, unexpectedResponse(c.server(), response.Status))
	}
	return response, err
}

// fetchAsUser is fetch with the user's access token.
func (c *Client) fetchAsUser(ctx Context, call call) (Document, error) {
	response, err := c.asUser(ctx, call)
	return bodyOf(response), err
}

// bodyOf returns the body of a response, or nil if there is none.
func bodyOf(response *Response) Document {
	if response == nil {
		return nil
	}
	return response.Body
}

// asUser is answer with the user's access token.
func (c *Client) asUser(ctx Context, call call) (*Response, error) {
	token, err := c.freshToken(ctx)
	if err != nil {
		return nil, during(call.op, err)
	}
	call.bearer = token
	return c.answer(ctx, call)
}

// userToken returns the access token, or an error that says how to log in.
func (c *Client) userToken() (string, error) {
	if token := c.Credentials().AccessToken; token != "" {
		return token, nil
	}
	err := illegal(CodeNotLoggedIn, "accessToken", "nobody is logged in.")
	if key := c.options.AccessTokenKey; key != "" {
		err.Message = nameAccessTokenKey + ": nobody is logged in; nothing is stored under “" + key + "”."
	}
	err.Hint = hintNotLoggedIn
	return "", err
}

// app returns the client id and secret, or an error that says how to register.
func (c *Client) app(ctx Context) (id, secret string, err error) {
	now := c.Credentials()
	if now.ClientID == "" {
		if err := c.loadAgain(ctx); err != nil {
			return "", "", err
		}
		now = c.Credentials()
	}
	if now.ClientID != "" && now.ClientSecret != "" {
		return now.ClientID, now.ClientSecret, nil
	}
	missing := illegal(CodeClientMissing, "clientId", "this program is not registered with the server yet.")
	missing.Hint = hintClientMissing
	if key := c.options.ClientCredentialKey; key != "" {
		missing.Hint = hintKeyMissing
		missing.Message = nameClientCredentialKey + ": no registration is stored under “" + key + "”."
	}
	return "", "", missing
}
