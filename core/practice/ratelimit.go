package practice

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// throttle is one of Mastodon's rate limits (config/initializers/rack_attack.rb).
type throttle struct {
	name   string
	limit  int // Mastodon's limit
	own    int // the limit to enforce instead, if any
	period time.Duration
	key    string // whom it counts for; it does not apply if empty
}

// bucket counts the requests of one key in one period.
type bucket struct {
	count int
	ends  time.Time
}

func (s *Server) throttlesFor(r *request) []throttle {
	limits := s.options.Limits
	token := s.tokenByText(r.bearer())
	userID, tokenText := "", ""
	if token != nil {
		tokenText = token.text
		if token.user != nil {
			userID = token.user.id
		}
	}
	anonymous, posted := "", func(path string) string {
		if r.method == "POST" && r.path == path {
			return "from " + r.address
		}
		return ""
	}
	if userID == "" { // an app's own token has no user
		anonymous = "from " + r.address
	}
	uploader := ""
	if posted("/api/v1/media")+posted("/api/v2/media") != "" {
		uploader = userID
	}
	return []throttle{
		{"user", 1500, limits.PerUser, 5 * time.Minute, userID},
		{"token", 300, limits.PerToken, 5 * time.Minute, tokenText},
		{"address", 300, limits.PerAddress, 5 * time.Minute, anonymous},
		{"apps", 5, limits.Apps, 10 * time.Minute, posted("/api/v1/apps")},
		{"media", 30, 0, 30 * time.Minute, uploader},
		{"sign-ups", 5, limits.SignUps, 30 * time.Minute, posted("/api/v1/accounts")},
	}
}

// throttle counts a request. It returns the headers for its response, and the error if there were too many requests.
func (s *Server) throttle(r *request) (headers map[string]string, refusal *answer) {
	switch {
	case r.method == "POST" && r.path == "/auth/sign_in":
		return s.throttleSignIns(r)
	case !strings.HasPrefix(r.path, "/api/") || r.broken:
		return nil, nil
	}
	tightest := -1
	for _, throttle := range s.throttlesFor(r) {
		if throttle.key == "" {
			continue
		}
		bucket := s.count(throttle)
		limit := cmp.Or(throttle.own, throttle.limit)
		left := max(0, limit-bucket.count)
		if throttle.own > 0 && bucket.count > throttle.own {
			refusal = apiError(429, "Too many requests")
		}
		// Mastodon's headers show the limit with the fewest requests left.
		if tightest < 0 || left < tightest {
			tightest, headers = left, s.rateHeaders(limit, left, bucket.ends)
		}
	}
	return headers, refusal
}

// throttleSignIns counts attempts to sign in, from one address and with one e-mail address. Only the refusal has headers. It is JSON,
// although a person reads it.
func (s *Server) throttleSignIns(r *request) (headers map[string]string, refusal *answer) {
	limit := s.options.Limits.SignIns
	for _, throttle := range []throttle{
		{"sign-ins", 25, limit, 5 * time.Minute, "from " + r.address},
		{"sign-ins of one e-mail", 25, limit, time.Hour, strings.ToLower(r.params.Get("user[email]"))},
	} {
		if throttle.key == "" {
			continue
		}
		if bucket := s.count(throttle); limit > 0 && bucket.count > limit {
			headers, refusal = s.rateHeaders(limit, 0, bucket.ends), apiError(429, "Too many requests")
		}
	}
	return headers, refusal
}

// count counts a request in its bucket. Periods begin at multiples of their length, not with the first request.
func (s *Server) count(t throttle) *bucket {
	period := cmp.Or(s.options.Limits.Period, t.period)
	now := time.Now()
	ends := now.Truncate(period).Add(period)
	for key, old := range s.buckets {
		if !now.Before(old.ends) {
			delete(s.buckets, key)
		}
	}
	key := fmt.Sprint(t.name, " ", t.key)
	if s.buckets[key] == nil {
		s.buckets[key] = &bucket{ends: ends}
	}
	s.buckets[key].count++
	return s.buckets[key]
}

func (s *Server) rateHeaders(limit, left int, reset time.Time) map[string]string {
	until := rateReset(reset)
	switch s.options.Quirks.RateHeaders {
	case RateHeadersNone:
		return nil
	case RateHeadersEpoch:
		until = strconv.FormatInt(reset.Unix(), 10)
	}
	return map[string]string{
		"X-RateLimit-Limit": strconv.Itoa(limit), "X-RateLimit-Remaining": strconv.Itoa(left), "X-RateLimit-Reset": until,
	}
}

// rateReset formats a time as ISO 8601 with six digits after the second, as Mastodon does.
func rateReset(at time.Time) string { return at.UTC().Format("2006-01-02T15:04:05.000000Z") }
