package weblogin

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
)

// refusedAt sends the form until it is refused, and returns how often it was not, and the seconds to wait.
func (b *browser) refusedAt(most int) (taken, wait int) {
	b.t.Helper()
	for taken = range most {
		answer := b.post("/login/", "server", "wrong")
		if answer.StatusCode == http.StatusTooManyRequests {
			wait, err := strconv.Atoi(answer.Header.Get("Retry-After"))
			require.NoError(b.t, err)
			assert.Contains(b.t, text(b.t, answer), "<p>Wait a few minutes", "it is the site that asks for a pause, and not the server")
			return taken, wait
		}
	}
	return most, 0
}

func TestAVisitorWhoAsksTooOftenWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSite(t, Options{PerVisitor: 4, PerAddress: 100})
		b := s.browser(t)
		b.begin()
		taken, wait := b.refusedAt(10)
		assert.Equal(t, 4, taken, "the first had no cookie yet")
		assert.Equal(t, 15, wait)
		assert.Equal(t, http.StatusTooManyRequests, b.get("/login/callback?code=1&state=1").StatusCode, "an answer is counted, too")
		other := s.browser(t)
		other.begin()
		assert.Equal(t, http.StatusBadRequest, other.post("/login/", "server", "wrong").StatusCode, "nobody else waits")
		time.Sleep(time.Duration(wait) * time.Second)
		assert.Equal(t, http.StatusBadRequest, b.post("/login/", "server", "wrong").StatusCode)
	})
}

// Who throws the cookie away is a new visitor each time, at the same address.
func TestAnAddressThatAsksTooOftenWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSite(t, Options{PerVisitor: 2, PerAddress: 5})
		taken, _ := s.browser(t).refusedAt(10)
		assert.Equal(t, 5, taken)
		again := s.browser(t)
		again.head["Cookie"] = "__Host-weblogin=6b0cd212.TBVHAnaO1nJPPqd6nb8wg746oQu2U9a-vbdhmIpUvzM" // nobody gave it
		taken, wait := again.refusedAt(10)
		assert.Zero(t, taken)
		assert.Equal(t, 12, wait)
		elsewhere := s.browser(t)
		elsewhere.from = "192.0.2.2:1000"
		assert.Equal(t, http.StatusBadRequest, elsewhere.post("/login/", "server", "wrong").StatusCode)
	})
}

func TestWhoIsOneAddress(t *testing.T) {
	at := func(text string) string { return network(netip.MustParseAddr(text)).String() }
	assert.Equal(t, at("2001:db8:1:2::1"), at("2001:db8:1:2:ffff::9"), "one subscriber has 64 bits")
	assert.NotEqual(t, at("2001:db8:1:2::1"), at("2001:db8:1:3::1"))
	assert.NotEqual(t, at("192.0.2.1"), at("192.0.2.2"))
	assert.Equal(t, at("192.0.2.1"), at("::ffff:192.0.2.1"))
	assert.Equal(t, at("fe80::1%eth0"), at("fe80::1"))
}

func TestWhatStandsBeforeOwnProxiesIsNotBelieved(t *testing.T) {
	for name, c := range map[string]struct {
		proxies int
		header  []string
		want    string
	}{
		"no proxy":                 {0, []string{"203.0.113.9"}, "192.0.2.1"},
		"one proxy":                {1, []string{"203.0.113.9"}, "203.0.113.9"},
		"one proxy, and a lie":     {1, []string{"10.0.0.1, 203.0.113.9"}, "203.0.113.9"},
		"a lie in its own line":    {1, []string{"10.0.0.1", "203.0.113.9"}, "203.0.113.9"},
		"two proxies":              {2, []string{"10.0.0.1, 203.0.113.9, 198.51.100.7"}, "203.0.113.9"},
		"fewer than there are":     {2, []string{"203.0.113.9"}, "192.0.2.1"},
		"no address":               {1, []string{"unknown"}, "192.0.2.1"},
		"an address of IPv6":       {1, []string{"2001:db8::1"}, "2001:db8::1"},
		"an address with its port": {1, []string{"203.0.113.9:4711"}, "203.0.113.9"},
		"one of IPv6, with a port": {1, []string{"[2001:db8::1]:4711"}, "2001:db8::1"},
		"the header is not there":  {1, nil, "192.0.2.1"},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = "192.0.2.1:1000"
		r.Header["X-Forwarded-For"] = c.header
		assert.Equal(t, c.want, ForwardedFor(c.proxies)(r).String(), name)
	}
}

func TestTheMemoryOfLimitsIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &buckets{most: 2}
		for i := range 3 * mostBuckets {
			b.delay(fmt.Sprint(i))
			require.LessOrEqual(t, len(b.used), mostBuckets)
		}
		time.Sleep(2 * time.Minute)
		b.delay("last")
		require.Zero(t, b.delay("last"))
		require.NotZero(t, b.delay("last"))
		for i := range mostBuckets - 1 {
			b.delay(fmt.Sprint("new ", i))
		}
		assert.NotZero(t, b.delay("last"), "names that are seen no more make room first")
	})
}

// The limit of the site is not told as one of the server, in any language.
func TestWhoAsksForAPause(t *testing.T) {
	servers := &core.Error{Kind: core.ErrRatelimit, Code: core.CodeRateLimited, Op: "BeginSignIn"}
	own := &core.Error{Kind: core.ErrRatelimit, Code: core.CodeRateLimited}
	for name, words := range wordsOf {
		whole, rest := words.ofError(servers), words.ofError(own)
		assert.NotEmpty(t, rest, name)
		assert.Less(t, len(rest), len(whole), name)
		assert.True(t, strings.HasSuffix(whole, rest), name)
	}
}
