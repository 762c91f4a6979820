package core

// fetchEntity is the flow of most functions: one call, and the answer is the entity.
func fetchEntity[T any](ctx Context, c *Client, call call) (Entity[T], error) {
	document, err := c.fetch(ctx, call)
	return Entity[T]{document}, err
}

// userEntity gets a document that belongs to the user.
func userEntity[T any](ctx Context, c *Client, call call) (Entity[T], error) {
	document, err := c.fetchAsUser(ctx, call)
	return Entity[T]{document}, err
}

// fetch does a call whose answer is an object. (It stands apart from fetchEntity because a generic body is compiled once
// for each entity.)
func (c *Client) fetch(ctx Context, call call) (Document, error) {
	response, err := c.answer(ctx, call)
	if err != nil {
		return nil, err
	}
	return response.Body, nil
}

// answer is the same, for whoever needs to know where it came from.
func (c *Client) answer(ctx Context, call call) (*Response, error) {
	response, err := c.do(ctx, call)
	if err == nil && !response.Body.Is(IsObject) {
		err = during(call.op, unexpectedAnswer(c.server(), response.Status))
	}
	return response, err
}

func (c *Client) fetchAsUser(ctx Context, call call) (Document, error) {
	token, err := c.freshToken(ctx)
	if err != nil {
		return nil, during(call.op, err)
	}
	call.bearer = token
	return c.fetch(ctx, call)
}

// userToken returns the access token, or an error that says how to get one.
func (c *Client) userToken() (string, error) {
	if token := c.Credentials().AccessToken; token != "" {
		return token, nil
	}
	err := illegal("not_logged_in", "accessToken", "nobody is logged in.")
	if key := c.options.AccessTokenKey; key != "" {
		err.Message = "accessTokenKey: nobody is logged in; nothing is stored under “" + key + "”."
	}
	err.Hint = "Log in first, or give an accessToken."
	return "", err
}

// app returns the client id and secret, or an error that says how to get them.
func (c *Client) app() (id, secret string, err error) {
	now := c.Credentials()
	if now.ClientID != "" && now.ClientSecret != "" {
		return now.ClientID, now.ClientSecret, nil
	}
	missing := illegal("client_missing", "clientId", "this program is not registered with the server yet.")
	if key := c.options.ClientCredentialKey; key != "" {
		missing.Message = "clientCredentialKey: no registration is stored under “" + key + "”."
	}
	missing.Hint = "Register it with createApp, then give clientId and clientSecret."
	return "", "", missing
}
