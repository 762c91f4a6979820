package core

// Preferences returns the user's defaults for posting and reading. The API cannot change them. Scope: read or read:accounts.
// Servers differ in which members they send; some send an empty document.
//
// Mastodon.py: preferences. Mastodon 2.8.0. https://docs.joinmastodon.org/methods/preferences/
func (c *Client) Preferences(ctx Context) (Entity[Preferences], error) {
	document, err := c.fetchAsUser(ctx, call{
		op: "preferences", method: "GET", path: "/api/v1/preferences", since: Version{2, 8, 0}, changed: Version{4, 5, 0},
	})
	return Entity[Preferences]{document}, err
}
