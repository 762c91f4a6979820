package core

// keyLifetime is how long servers remember an Idempotency-Key, in milliseconds.
const keyLifetime = 3_600_000

// sentPost is a post that this client sent lately.
type sentPost struct {
	key, form string
	at        float64 // when the key was used first
	waiting   int     // the calls that have no answer yet
	// id is empty until it is known. made is the server's answer to a post with a key.
	id   string
	made Document
}

// firstSent notes that a post is sent, and returns when its key was used first.
func (c *Client) firstSent(key, form string) float64 {
	now := nowMs()
	c.mu.Lock()
	defer c.mu.Unlock()
	kept := c.sent[:0]
	for _, post := range c.sent {
		if post.at > now-keyLifetime {
			kept = append(kept, post)
		}
	}
	c.sent = kept
	for i := range c.sent {
		if post := &c.sent[i]; post.key == key && key != "" {
			post.waiting++
			if post.id == "" {
				post.form = form
			}
			return post.at
		}
	}
	c.sent = append(c.sent, sentPost{key: key, form: form, at: now, waiting: 1})
	return now
}

// ended notes that a call has its answer.
func (c *Client) ended(key string, at float64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i := range c.sent {
		if post := &c.sent[i]; post.key == key && post.at == at {
			post.waiting--
			break
		}
	}
}

// firstAnswer returns the post that the client knows for a key, or nil. same reports whether it has the same form.
func (c *Client) firstAnswer(key, form string) (made Document, same bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, post := range c.sent {
		if post.key == key && key != "" && post.id != "" {
			return post.made, post.form == form
		}
	}
	return nil, false
}

// isOther reports whether a post is known to be that of another call.
func (c *Client) isOther(key, id string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, post := range c.sent {
		if post.id == id && post.key != key {
			return true
		}
	}
	return false
}

// claim notes the post of a call that failed, so that no other call takes it. It returns false if another call has taken it, or
// has sent the same and has no answer yet.
func (c *Client) claim(key, form string, at float64, made Document) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, post := range c.sent {
		if post.key != key && (post.id == made.Text("id") || post.id == "" && post.waiting > 0 && post.form == form) {
			return false
		}
	}
	c.note(key, form, at, made)
	return true
}

// notePost notes the server's answer.
func (c *Client) notePost(key, form string, at float64, made Document) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.note(key, form, at, made)
}

func (c *Client) note(key, form string, at float64, made Document) {
	noted := sentPost{key: key, form: form, at: at, id: made.Text("id")}
	if key != "" {
		noted.made = made
	}
	for i := range c.sent {
		if post := &c.sent[i]; post.key == key && post.at == at {
			if post.id == "" {
				noted.waiting = post.waiting
				*post = noted
				return
			}
			if post.id == noted.id {
				return
			}
		}
	}
	c.sent = append(c.sent, noted) // a server that does not know the key has made a second post
}
