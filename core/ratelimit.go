package core

import (
	"strconv"
	"strings"
	"sync"
)

// RatelimitMethod is how a client handles a server's rate limits.
type RatelimitMethod string

const (
	// RatelimitWait waits until the limit ends, then tries again.
	RatelimitWait RatelimitMethod = "wait"
	// RatelimitThrow rejects at once with a MastodonRatelimitError.
	RatelimitThrow RatelimitMethod = "throw"
	// RatelimitPace spreads the requests over time, so that the limit is rarely reached. If it is reached, the call waits.
	RatelimitPace RatelimitMethod = "pace"
)

// RatelimitWaiting describes a call that waits for a rate limit.
type RatelimitWaiting struct {
	// Op is the name of the waiting function.
	Op string `json:"op"`
	// WaitMs is how long the call waits, in milliseconds.
	WaitMs float64 `json:"waitMs"`
	// ResetAt is when the limit ends, in milliseconds since 1970, or 0 if the server did not say.
	ResetAt float64 `json:"resetAt,omitempty"`
}

// limits keeps the server's rate limits, with one bucket for each family of requests. Mastodon counts the families separately:
// with a single bucket, a read would wait for a limit on deletions.
type limits struct {
	mu      sync.Mutex
	buckets map[string]bucket
	// sharedReadMs is when the shared record of limits was last read.
	sharedReadMs float64
}

// put must be called with the lock held.
func (l *limits) put(family string, b bucket) {
	if l.buckets == nil {
		l.buckets = map[string]bucket{}
	}
	l.buckets[family] = b
}

// bucket is the latest rate limit that the server reported for a family. Times are in milliseconds since 1970.
type bucket struct {
	known                  bool
	remaining, reset, last float64
}

// family returns the family that a request counts against (config/initializers/rack_attack.rb and RateLimiter), or "" for paths
// without limits.
func family(method, path string) string {
	path, query, _ := strings.Cut(path, "?")
	post := method == "POST"
	switch {
	case !strings.HasPrefix(path, "/api/"):
		return ""
	case post && path == "/api/v1/apps":
		return "apps"
	case post && path == "/api/v1/accounts":
		return "accounts"
	case post && strings.HasPrefix(path, "/api/v1/emails/"):
		return "emails"
	case post && strings.HasSuffix(path, "/media"):
		return "media"
	case method == "DELETE" && strings.HasPrefix(path, "/api/v1/statuses/"), post && strings.HasSuffix(path, "/unreblog"):
		return "deletes"
	case post && path == "/api/v1/statuses", post && strings.HasSuffix(path, "/reblog"):
		return "statuses"
	case post && strings.HasSuffix(path, "/follow"):
		return "follows"
	case post && path == "/api/v1/reports":
		return "reports"
	case strings.Contains(query, "max_id=") || strings.Contains(query, "min_id=") || strings.Contains(query, "since_id="):
		return "paging"
	}
	return "api"
}

// isNeverRetried reports whether requests of this family are never repeated automatically. Repeating a registration or a
// sign-up could make a second one.
func isNeverRetried(family string) bool {
	return family == "" || family == "apps" || family == "accounts" || family == "emails"
}

// learn reads the rate limit from a response. A missing or invalid limit changes nothing.
func (l *limits) learn(family string, response *Response) {
	if family == "" || response.Header == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	now := nowMs()
	b := l.buckets[family]
	b.last = now
	remaining, ok := number(response.Header("X-RateLimit-Remaining"))
	if reset := limitEnd(response); ok && reset > 0 {
		b.known, b.remaining, b.reset = true, remaining, reset
	}
	l.put(family, b)
}

// delay returns how long a request must wait before it is sent, in milliseconds, and when the limit ends.
func (l *limits) delay(family string, o Options) (ms, reset float64) {
	if family == "" || o.RatelimitMethod == RatelimitThrow {
		return 0, 0
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	b, now := l.buckets[family], nowMs()
	left := b.reset - now
	switch {
	case !b.known || left <= 0 || left > longestLimitMs: // the clock may have been set since
	case b.remaining <= 0:
		return left, b.reset
	case o.RatelimitMethod == RatelimitPace:
		ideal := left / b.remaining
		return min(left, max(0, (ideal-(now-b.last))/o.RatelimitPacefactor)), b.reset // the factor may be small, and the clock may have been set back
	}
	return 0, 0
}

// longestLimitMs is how long a rate limit can last. A longer one comes from a clock that is wrong.
const longestLimitMs = 60 * 60_000

// limitEnd returns when the limit in a response ends, by the clock of this device, or 0 if that is not known. The server's clock may
// be another one, so a wait is taken from two times of the server, or from Retry-After, which is a wait. Most servers hide both
// from a page: then their clock is taken for right if that makes a plausible wait.
func limitEnd(response *Response) float64 {
	now := nowMs()
	reset := instant(response.Header("X-RateLimit-Reset"))
	wait := reset - now
	if seconds, ok := number(response.Header("Retry-After")); reset > 0 && response.Date > 0 {
		wait = min(reset-response.Date, longestLimitMs)
	} else if ok {
		wait = min(seconds*1000, longestLimitMs)
	}
	if wait <= 0 || wait > longestLimitMs {
		return 0
	}
	return now + wait
}

// retryDelay returns how long to wait after a 429. If the server gives a plausible time, that is until the limit ends.
// Otherwise the wait grows with each attempt.
func retryDelay(response *Response, attempt int) (delay, reset float64) {
	if reset = limitEnd(response); reset == 0 {
		return float64(int(1000) << min(attempt, 6)), 0
	}
	return reset - nowMs() + 250, reset
}

// waitForLimit waits for a rate limit, but not longer than the option allows.
func (c *Client) waitForLimit(ctx Context, op string, ms, reset float64) error {
	if ms <= 0 {
		return nil
	}
	if speaksGo {
		op = goName(op)
	}
	if most := c.options.RatelimitMaxWaitMs; ms > most {
		return &Error{
			Kind: ErrRatelimit, Code: CodeRateLimited, Op: op, Status: 429, ResetAt: reset,
			Message: "this call would have to wait " + strconv.Itoa(int(ms+999)/1000) + " seconds for the rate limit of " + c.server() +
				(", and " + nameRatelimitMaxWaitMs + " is ") + strconv.Itoa(int(most)) + ".",
			Hint: "Try again later, or allow a longer wait.",
		}
	}
	if c.options.OnRatelimit != nil {
		c.options.OnRatelimit(RatelimitWaiting{Op: op, WaitMs: ms, ResetAt: reset})
	}
	if !sleep(ctx, ms) {
		return &Error{Kind: ErrNetwork, Code: CodeAborted, Op: op, Message: "the call was cancelled while it waited for a rate limit."}
	}
	return nil
}
