package core

// keyLifetime is how long servers remember an Idempotency-Key, in milliseconds.
const keyLifetime = 3_600_000

// sentPost is a post that this client sent lately. The client's mutex guards it.
type sentPost struct {
	key, form string
	at        float64 // when the key was used first
	waiting   int     // the calls that have no answer yet
	// id is empty until it is known. made is the server's answer to a post with a key.
	id   string
	made Document
}

// sending notes that a post is sent.
func (c *Client) sending(key, form string) *sentPost {
	now := nowMs()
	c.mu.Lock()
	var sent *sentPost
	kept := c.sent[:0]
	for _, post := range c.sent {
		if post.at > now-keyLifetime {
			kept = append(kept, post)
			if post.key == key && key != "" && sent == nil {
				sent = post
			}
		}
	}
	if sent == nil {
		sent = &sentPost{key: key, at: now}
		kept = append(kept, sent)
	}
	if sent.id == "" {
		sent.form = form
	}
	sent.waiting++
	c.sent = kept
	c.mu.Unlock()
	return sent
}

// answered notes that a call has its answer. It returns what is known of the post.
func (c *Client) answered(sent *sentPost) sentPost {
	c.mu.Lock()
	sent.waiting--
	known := *sent
	c.mu.Unlock()
	return known
}

// claim notes the post that the call made, so that no other call takes it. If it was found, not answered, it returns false if
// another call has it, or has sent the same and has no answer yet.
func (c *Client) claim(sent *sentPost, form string, made Document, found bool) bool {
	id := made.Text("id")
	c.mu.Lock()
	free := true
	for _, post := range c.sent {
		if found && post.key != sent.key && (post.id == id || post.id == "" && post.waiting > 0 && post.form == form) {
			free = false
		}
	}
	if free {
		if sent.id != "" && sent.id != id { // a server that does not know the key has made a second post
			sent = &sentPost{key: sent.key, at: sent.at}
			c.sent = append(c.sent, sent)
		}
		if sent.id == "" {
			sent.id, sent.form = id, form
			if sent.key != "" {
				sent.made = made
			}
		}
	}
	c.mu.Unlock()
	return free
}

// isOther reports whether a post is known to be that of another call.
func (c *Client) isOther(key, id string) bool {
	other := false
	c.mu.Lock()
	for _, post := range c.sent {
		other = other || post.id == id && post.key != key
	}
	c.mu.Unlock()
	return other
}
