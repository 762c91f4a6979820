package weblogin

import (
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/mastoauth/mastoauth/core"
)

// limits are how often visitors and addresses may make the site ask servers.
type limits struct {
	visitors, addresses *buckets
}

func newLimits(perVisitor, perAddress int) limits {
	return limits{&buckets{most: perVisitor}, &buckets{most: perAddress}}
}

// buckets has one limit for each name. A name that has not been seen for a minute has all its requests again, and takes no memory.
type buckets struct {
	most int // in a minute; negative is no limit

	mu   sync.Mutex
	used map[string]*rate.Limiter
}

// mostBuckets is how many names are known at a time.
const mostBuckets = 10_000

// delay counts a request, and returns how long to wait if it is one too many.
func (b *buckets) delay(name string) time.Duration {
	if b.most < 0 {
		return 0
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.used == nil || b.used[name] == nil && len(b.used) >= mostBuckets {
		b.empty()
	}
	if b.used[name] == nil {
		b.used[name] = rate.NewLimiter(rate.Limit(float64(b.most)/60), b.most)
	}
	reservation := b.used[name].Reserve()
	delay := reservation.Delay()
	if delay > 0 {
		reservation.Cancel()
	}
	return delay
}

// empty forgets the names that have all their requests. If too few have, it forgets all.
func (b *buckets) empty() {
	for name, limiter := range b.used {
		if limiter.Tokens() >= float64(b.most) {
			delete(b.used, name)
		}
	}
	if b.used == nil || len(b.used) >= mostBuckets {
		b.used = map[string]*rate.Limiter{}
	}
}

// limit counts a request that makes the site ask a server. It returns the error for one too many. The address counts for everybody:
// who throws the cookie away is a new visitor each time.
func (h *Handler) limit(r *http.Request, v *visit) error {
	delay := h.limits.addresses.delay(network(h.options.ClientAddress(r)).String())
	if delay == 0 && v != nil {
		delay = h.limits.visitors.delay(v.visitor)
	}
	if delay == 0 {
		return nil
	}
	return &core.Error{
		Kind: core.ErrRatelimit, Code: core.CodeRateLimited, Status: http.StatusTooManyRequests,
		Message: "too many sign-ins.", ResetAt: float64(time.Now().Add(delay).UnixMilli()),
	}
}

// network returns what one subscriber has: an address of IPv4, or the first half of one of IPv6.
func network(address netip.Addr) netip.Prefix {
	address = address.Unmap()
	if address.Is6() {
		return netip.PrefixFrom(address.WithZone(""), 64).Masked()
	}
	return netip.PrefixFrom(address, address.BitLen())
}

func connectionAddress(r *http.Request) netip.Addr {
	from, _ := netip.ParseAddrPort(r.RemoteAddr)
	return from.Addr()
}

// ForwardedFor is for Options.ClientAddress of a site behind proxies of its own. Each of these adds the address that it was asked from to
// the header X-Forwarded-For. What stands there before theirs is the visitor's word, and is not believed.
func ForwardedFor(proxies int) func(*http.Request) netip.Addr {
	return func(r *http.Request) netip.Addr {
		var list []string
		for _, line := range r.Header.Values("X-Forwarded-For") {
			list = append(list, strings.Split(line, ",")...)
		}
		if at := len(list) - proxies; proxies > 0 && at >= 0 {
			from := strings.TrimSpace(list[at])
			if address, err := netip.ParseAddr(from); err == nil {
				return address
			}
			if address, err := netip.ParseAddrPort(from); err == nil { // some proxies add the port
				return address.Addr()
			}
		}
		return connectionAddress(r)
	}
}
