package core

// Instance describes the server. It returns version 2 of the entity if the server has it, else version 1.
//
// Mastodon.py: instance. https://docs.joinmastodon.org/methods/instance/
func (c *Client) Instance(ctx Context) (Entity[Instance], error) {
	response, err := c.instance(ctx)
	if err != nil {
		return Entity[Instance]{}, err
	}
	return Entity[Instance]{response.Body}, nil
}

func (c *Client) instance(ctx Context) (*Response, error) {
	response, err := c.instanceAt(ctx, "/api/v2/instance")
	if hasCode(err, CodeNotFound, CodeAnswerHTML, CodeAnswerEmpty) {
		return c.instanceAt(ctx, "/api/v1/instance")
	}
	return response, err
}

// instanceAt first asks without the token, because a token causes a preflight. It sends the token only if the server requires
// it, as servers in limited federation mode do.
func (c *Client) instanceAt(ctx Context, path string) (*Response, error) {
	call := call{op: "instance", method: "GET", path: path}
	response, err := c.answer(ctx, call)
	if hasCode(err, CodeUnauthorized, CodeForbidden) {
		if token, missing := c.currentToken(ctx); missing == nil {
			call.bearer = token
			return c.answer(ctx, call)
		}
	}
	return response, err
}
