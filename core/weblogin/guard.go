package weblogin

import (
	"errors"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"

	"code.dny.dev/ssrf"
)

// A person types any host, and the site asks it. So that nobody reaches what only the site can reach, each connection is checked when it
// is made, after the name was resolved. A redirect makes a new connection, so it is checked too.

// errRefusedAddress is the cause of the error for a connection that the guard refuses.
var errRefusedAddress = errors.New("weblogin: the address is not one of the internet; Options.Lab allows it")

// azureWireServer answers requests for the secrets of a virtual machine, at an address that is not reserved for that.
var azureWireServer = netip.MustParsePrefix("168.63.129.16/32")

// guard knows the registries of special addresses of IANA. Of IPv6, it allows only what is assigned to the internet, and in that no form
// that holds an address of IPv4.
var guard = ssrf.New(ssrf.WithPorts(443), ssrf.WithDeniedV4Prefixes(azureWireServer))

func refuseSpecialAddress(network, address string, connection syscall.RawConn) error {
	if err := guard.Safe(network, address, connection); err != nil {
		return errors.Join(errRefusedAddress, err)
	}
	return nil
}

// newRoundTripper returns what asks servers. It uses no proxy: behind one, the addresses of servers could not be checked.
func newRoundTripper(lab bool) http.RoundTripper {
	dialer := &net.Dialer{Timeout: 5 * time.Second, KeepAlive: 30 * time.Second}
	if !lab {
		dialer.Control = refuseSpecialAddress
	}
	return &http.Transport{
		DialContext: dialer.DialContext, ForceAttemptHTTP2: true,
		TLSHandshakeTimeout: 5 * time.Second, ResponseHeaderTimeout: 10 * time.Second, MaxResponseHeaderBytes: 64 << 10,
		MaxIdleConns: 100, MaxIdleConnsPerHost: 32, MaxConnsPerHost: 64, IdleConnTimeout: 90 * time.Second,
	}
}
