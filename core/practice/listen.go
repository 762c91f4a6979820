package practice

import (
	"fmt"
	"net"
	"net/netip"
)

// Listen opens a socket that only this machine can reach. It refuses any other address, because a practice server shows its
// passwords on the front page.
func Listen(address string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("%q is no address to listen at: give one such as 127.0.0.1:3000", address)
	}
	if ip, err := netip.ParseAddr(host); host != "localhost" && (err != nil || !ip.IsLoopback()) {
		return nil, fmt.Errorf("a practice server listens on this machine only: give 127.0.0.1, [::1] or localhost, not %q", host)
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, err
	}
	// The machine decides which address localhost means.
	if bound, ok := listener.Addr().(*net.TCPAddr); !ok || !bound.IP.IsLoopback() {
		_ = listener.Close()
		return nil, fmt.Errorf("%q is not this machine here: give 127.0.0.1", host)
	}
	return listener, nil
}
