package weblogin

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core/practice"
)

// special are the first and the last address of each range that is not of the internet, or that holds an address of IPv4.
var special = map[string][]string{
	"unspecified":                  {"0.0.0.0", "0.255.255.255", "::"},
	"loopback":                     {"127.0.0.1", "127.255.255.255", "::1"},
	"private":                      {"10.0.0.0", "10.255.255.255", "172.16.0.0", "172.31.255.255", "192.168.0.0", "192.168.255.255", "fc00::", "fdff:ffff::1"},
	"link-local":                   {"169.254.0.0", "169.254.255.255", "fe80::1", "febf::1"},
	"carrier-grade NAT":            {"100.64.0.0", "100.127.255.255"},
	"metadata":                     {"169.254.169.254", "169.254.170.2", "100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254"},
	"multicast":                    {"224.0.0.0", "239.255.255.255", "ff02::1", "ff0e::1"},
	"broadcast and reserved":       {"240.0.0.0", "255.255.255.255"},
	"documentation and benchmarks": {"192.0.2.1", "198.51.100.1", "203.0.113.1", "198.18.0.0", "198.19.255.255", "2001:db8::1", "3fff::1"},
	"IPv4 in IPv6":                 {"::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:93.184.216.34", "::127.0.0.1", "::ffff:0:127.0.0.1"},
	"NAT64":                        {"64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1"},
	"6to4 and Teredo":              {"2002:7f00:1::", "2002:a00:1::1", "2001::1", "2001:0:7f00:1::"},
	"site-local and others":        {"fec0::1", "100::1", "5f00::1", "4000::1"},
}

func TestNoSpecialAddressIsConnectedTo(t *testing.T) {
	for kind, addresses := range special {
		for _, address := range addresses {
			at := netip.AddrPortFrom(netip.MustParseAddr(address), 443)
			for _, network := range []string{"tcp4", "tcp6"} {
				assert.ErrorIs(t, refuseSpecialAddress(network, at.String(), nil), errRefusedAddress, "%s: %s", kind, address)
			}
		}
	}
	for _, public := range []string{"93.184.216.34:443", "[2606:2800:21f:cb07:6820:80da:af6b:8b2c]:443", "[2a00:1450:4001::1]:443", "9.255.255.255:443", "11.0.0.0:443", "172.32.0.0:443", "100.128.0.0:443"} {
		assert.NoError(t, refuseSpecialAddress("tcp4", public, nil), public)
	}
	for _, other := range []string{"93.184.216.34:22", "93.184.216.34:6379", "93.184.216.34:80", "/run/docker.sock"} {
		assert.ErrorIs(t, refuseSpecialAddress("tcp4", other, nil), errRefusedAddress, other)
	}
	assert.ErrorIs(t, refuseSpecialAddress("udp4", "93.184.216.34:443", nil), errRefusedAddress)
}

// inner is a server that only this machine reaches.
func inner(t *testing.T) (address string, asked *atomic.Int32) {
	asked = new(atomic.Int32)
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	t.Cleanup(server.Close)
	return strings.TrimPrefix(server.URL, "http://"), asked
}

// However somebody spells this machine, nothing there is asked. A name is looked at after it was resolved.
func TestAStrangerReachesNothingOfThisMachine(t *testing.T) {
	address, asked := inner(t)
	_, port, _ := strings.Cut(address, ":")
	s := newSite(t, Options{Transport: newRoundTripper(false)})
	for i, host := range []string{"127.0.0.1", "localhost", "LOCALHOST", "a.localhost", "127.1", "2130706433", "0x7f.0.0.1", "0177.0.0.1", "127.0.0.１", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"} {
		for _, typed := range []string{host + ":" + port, "http://" + host + ":" + port, "@me@" + host + ":" + port} {
			b := s.browser(t)
			b.from = fmt.Sprintf("198.51.100.%d:1", i)
			answer := b.post("/login/", "server", typed)
			assert.GreaterOrEqual(t, answer.StatusCode, 400, typed)
		}
	}
	assert.Zero(t, asked.Load())
	assert.Contains(t, s.logged.String(), "a server was not asked", "the site's staff can see why")
}

// redirecting answers for a server of the internet that leads elsewhere.
type redirecting struct {
	to   string
	next http.RoundTripper
}

func (r redirecting) RoundTrip(request *http.Request) (*http.Response, error) {
	if request.URL.Host != "public.example" {
		return r.next.RoundTrip(request)
	}
	recorder := httptest.NewRecorder()
	http.Redirect(recorder, request, r.to, http.StatusFound)
	return recorder.Result(), nil
}

func TestARedirectReachesNothingOfThisMachine(t *testing.T) {
	address, asked := inner(t)
	for _, scheme := range []string{"http://", "https://"} {
		client := &http.Client{Transport: redirecting{scheme + address, newRoundTripper(false)}}
		_, err := client.Get("https://public.example/")
		assert.ErrorIs(t, err, errRefusedAddress)
	}
	s := newSite(t, Options{Transport: redirecting{"http://" + address, newRoundTripper(false)}})
	assert.GreaterOrEqual(t, s.browser(t).post("/login/", "server", "public.example").StatusCode, 400)
	assert.Zero(t, asked.Load())
}

func TestALabMayUseThisMachine(t *testing.T) {
	address, asked := inner(t)
	s := newSite(t, Options{Lab: true, Transport: newRoundTripper(true)})
	s.browser(t).post("/login/", "server", address)
	assert.NotZero(t, asked.Load())
	assert.Contains(t, s.browser(t).get("/login/").Header.Get("Content-Security-Policy"), "http:")
}

// Who goes live with the option of the documentation's program is told so.
func TestALabThatOthersReachIsLogged(t *testing.T) {
	for url, want := range map[string]bool{"https://site.example/login/": true, "http://localhost:8080/login/": false} {
		for _, lab := range []bool{false, true} {
			s := newSite(t, Options{URL: url, Lab: lab})
			assert.Equal(t, want && lab, strings.Contains(s.logged.String(), "Options.Lab"), url)
		}
	}
}

// A proxy of the environment would ask servers by their names, so nothing would look at their addresses.
func TestNoProxyIsUsed(t *testing.T) {
	transport, ok := newRoundTripper(false).(*http.Transport)
	require.True(t, ok)
	assert.Nil(t, transport.Proxy)
}

func TestAServerCannotSendHeadersWithoutEnd(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Long", strings.Repeat("x", 100<<10))
	}))
	defer server.Close()
	_, err := (&http.Client{Transport: newRoundTripper(true)}).Get(server.URL)
	assert.ErrorContains(t, err, "exceeded")
}

// A server that is slow, or answers nothing, costs a minute at most.
func TestAServerCannotHoldARequest(t *testing.T) {
	for _, fault := range []practice.Fault{practice.Hang, practice.Stall, practice.Slow} {
		synctest.Test(t, func(t *testing.T) {
			s := newSite(t, Options{})
			s.server.Fail("/", fault, 100)
			start := time.Now()
			answer := s.browser(t).post("/login/", "server", "practice.example")
			assert.LessOrEqual(t, time.Since(start), stepLimit, fault)
			if fault.String() != practice.Slow.String() {
				assert.Equal(t, http.StatusGatewayTimeout, answer.StatusCode, fault)
			}
			s.server.Mend()
			b := s.browser(t)
			path := b.callback(b.begin(), "alice")
			s.server.Fail("/", fault, 100)
			start = time.Now()
			b.get(path)
			assert.LessOrEqual(t, time.Since(start), stepLimit, fault)
		})
	}
	require.Less(t, stepLimit, time.Minute)
}
