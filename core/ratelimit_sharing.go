package core

import (
	"strconv"
)

// The governor: a login that is kept under a storage key is used by all tabs and programs that know the key, and the
// server counts them together. So what one of them is told, all heed: a record beside the login holds, for each family
// of requests, "remaining reset last".

// limitsPrefix begins the storage key of that record; the key of the login follows.
const limitsPrefix = "mastoauth:limits:"

// sharedLimitsMs is how often a client that waits for limits only looks at the record. One that paces its requests looks each
// time, since each request of the others changes its own pace.
const sharedLimitsMs = 1000

func (c *Client) limitsKey() string {
	if c.options.AccessTokenKey == "" {
		return ""
	}
	return limitsPrefix + c.options.AccessTokenKey
}

// readSharedLimits takes in what the others were told about a family. A store that fails costs nothing but their knowledge.
func (c *Client) readSharedLimits(ctx Context, family string) {
	key, pace := c.limitsKey(), c.options.RatelimitMethod == RatelimitPace
	if key == "" || family == "" || c.options.RatelimitMethod == RatelimitThrow {
		return
	}
	now := nowMs()
	c.limits.mu.Lock()
	early := !pace && now-c.limits.heeded < sharedLimitsMs
	if !early {
		c.limits.heeded = now
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
	for _, family := range record.Keys() {
		if b, ok := readBucket(record.Text(family)); ok && b.last > c.limits.buckets[family].last {
			c.limits.put(family, b)
		}
	}
}

// writeSharedLimits tells the others about a family: that it is used up or, where requests are paced, how far it is. Two that write
// at the same time lose one of the two at worst, which the next answer brings back.
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
			if b, ok := readBucket(record.Text(other)); ok && b.reset > now && other != family {
				shared.add(other, b.text())
			}
		}
	}
	_ = c.host.Storage.Set(ctx, key, shared)
}

// deleteSharedLimits forgets the record.
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
