package core

// AccountVerifyCredentials returns the account that is logged in, with its source and role. Scopes: profile (Mastodon 4.3),
// read or read:accounts. If the server does not let the account be used, the error has a health: unconfirmed, pending or
// disabled.
//
// Mastodon.py: account_verify_credentials, me. https://docs.joinmastodon.org/methods/accounts/#verify_credentials
func (c *Client) AccountVerifyCredentials(ctx Context) (Entity[Account], error) {
	document, err := c.fetchAsUser(ctx, call{
		op: "accountVerifyCredentials", method: "GET", path: "/api/v1/accounts/verify_credentials",
		since: Version{1, 0, 0}, changed: Version{4, 5, 0}, large: true,
	})
	return Entity[Account]{document}, err
}
