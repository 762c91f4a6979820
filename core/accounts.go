package core

import "context"

// AccountVerifyCredentials returns the account that is logged in, with its source and role. Scopes: profile (Mastodon
// 4.3), read or read:accounts. A status of 403 means that the account is not confirmed, not approved or disabled; the
// error's description says which.
//
// Mastodon.py: account_verify_credentials, me. https://docs.joinmastodon.org/methods/accounts/#verify_credentials
func (c *Client) AccountVerifyCredentials(ctx context.Context) (Entity[Account], error) {
	return userEntity[Account](ctx, c, "accountVerifyCredentials", "/api/v1/accounts/verify_credentials")
}

// userEntity gets a document that belongs to the user.
func userEntity[T any](ctx context.Context, c *Client, op, path string) (Entity[T], error) {
	document, err := c.fetchAsUser(ctx, call{op: op, method: "GET", path: path})
	return Entity[T]{document}, err
}

func (c *Client) fetchAsUser(ctx context.Context, call call) (Document, error) {
	token, err := c.userToken()
	if err != nil {
		return nil, during(call.op, err)
	}
	call.bearer = token
	return c.fetch(ctx, call)
}
