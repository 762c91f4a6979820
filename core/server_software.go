package core

// wordpress is the name of WordPress with the plugin Enable Mastodon Apps: "WordPress/6.1.9, EMA/1.6.1".
const wordpress = "wordpress"

// unknownSoftware stands for a server that was asked, and does not say what it is.
const unknownSoftware = "unknown"

// takesIdempotencyKey reports whether the header Idempotency-Key may be sent. WordPress does not allow it in its preflight, so the
// browser would not send the request at all. Other programs may send it: WordPress ignores it.
func (c *Client) takesIdempotencyKey(ctx Context) bool {
	return !underCORS(c.host.Transport) || c.software(ctx) != wordpress
}

// software returns the name of the server's software, or "" if it cannot be found out. A session knows it from its sign-in. Any
// other client asks the server, once.
func (c *Client) software(ctx Context) string {
	if known := c.Credentials().software; known != "" {
		return known
	}
	instance, err := c.Instance(ctx)
	if err != nil {
		return ""
	}
	_ = c.noteVersion(instance.Document.Text("version")) // not every server has a version that can be compared
	c.mu.Lock()
	defer c.mu.Unlock()
	c.credentials.software = first(software(instance.Document), unknownSoftware)
	return c.credentials.software
}
