package core

import (
	"strconv"
)

// Rate limits are shared. All tabs and programs that use the same stored login have the same token, and the server counts their
// requests together. A record next to the login holds the server's latest limit for each family of requests: "remaining reset
// last".

// limitsPrefix is the start of that record's storage key; the login's key follows.
const limitsPrefix = "mastoauth:limits:"

// sharedLimitsMs is how often a client reads the record if it only waits for limits. A client that paces its requests reads it
// every time, since every request of the others changes its own pace.
const sharedLimitsMs = 1000

func (c *Client) limitsKey() string {
	if c.options.AccessTokenKey == "" {
		return ""
	}
	return limitsPrefix + c.options.AccessTokenKey
}

// readSharedLimits reads what other clients have stored about a family. If the store fails, only that information is missing.
func (c *Client) readSharedLimits(ctx Context, family string) {
	key, pace := c.limitsKey(), c.options.RatelimitMethod == RatelimitPace
	if key == "" || family == "" || c.options.RatelimitMethod == RatelimitThrow {
		return
	}
	now := nowMs()
	c.limits.mu.Lock()
	early := !pace && now-c.limits.sharedReadMs < sharedLimitsMs
	if !early {
		c.limits.sharedReadMs = now
	}
	c.limits.mu.Unlock()
	if early {
		return
	}
	record, err := c.host.Storage.Get(ctx, key)
	if err != nil || record == nil {
		return
	}
	c.limits.mu.Lock()
	defer c.limits.mu.Unlock()
	for _, family := range record.Keys() { // what is from the future was stored before the clock was set back
		if b, ok := readBucket(record.Text(family)); ok && b.last <= now && b.last > c.limits.buckets[family].last {
			c.limits.put(family, b)
		}
	}
}

// writeSharedLimits stores a family's limit for the other clients: when it is used up or, if requests are paced, after every
// request. If two clients write at the same time, one update may be lost. The next response restores it.
func (c *Client) writeSharedLimits(ctx Context, family string) {
	key := c.limitsKey()
	if key == "" {
		return
	}
	c.limits.mu.Lock()
	own, now := c.limits.buckets[family], nowMs()
	c.limits.mu.Unlock()
	if !own.known || own.reset <= now || own.remaining > 0 && c.options.RatelimitMethod != RatelimitPace {
		return
	}
	shared := Fields{{family, own.text()}}
	if record, err := c.host.Storage.Get(ctx, key); err == nil && record != nil {
		for _, other := range record.Keys() {
			if b, ok := readBucket(record.Text(other)); ok && b.reset <= now && other != family {
				shared = append(shared, Field{other, ""})
			}
		}
	}
	_ = c.host.Storage.Set(ctx, key, shared)
}

// deleteSharedLimits deletes the record.
func (c *Client) deleteSharedLimits(ctx Context) error {
	if key := c.limitsKey(); key != "" {
		return c.host.Storage.Delete(ctx, key)
	}
	return nil
}

func (b bucket) text() string {
	return strconv.FormatInt(int64(b.remaining), 10) + " " + strconv.FormatInt(int64(b.reset), 10) + " " + strconv.FormatInt(int64(b.last), 10)
}

func readBucket(text string) (b bucket, ok bool) {
	parts := words(text, "")
	if len(parts) != 3 {
		return b, false
	}
	for i, value := range []*float64{&b.remaining, &b.reset, &b.last} {
		if *value, ok = number(parts[i]); !ok {
			return b, false
		}
	}
	b.known = true
	return b, true
}
