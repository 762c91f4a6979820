package native

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"syscall"

	"github.com/mastoauth/mastoauth/core"
)

// maxRedirects is how many redirects a request without a secret follows.
const maxRedirects = 5

// redirectRefused holds the target of a refused redirect: only the origin, never a path or query.
type redirectRefused struct{ origin string }

func (r redirectRefused) Error() string { return "redirected to " + r.origin }

// checkRedirect refuses to send a body or a token to an address other than the requested one.
func checkRedirect(next *http.Request, via []*http.Request) error {
	first, last := via[0], via[len(via)-1]
	carries := first.Body != nil || first.Header.Get("Authorization") != "" || first.Method != http.MethodGet && first.Method != http.MethodHead
	downgraded := last.URL.Scheme == "https" && next.URL.Scheme != "https"
	inwards := leadsInside(first.URL, next.URL)
	if carries || downgraded || inwards || len(via) > maxRedirects {
		return redirectRefused{next.URL.Scheme + "://" + next.URL.Host}
	}
	next.Header.Del("Referer") // net/http sets it to the previous address, including the query
	return nil
}

// leadsInside reports whether the target of a redirect is this computer or its own network, and the first address was not. net/http asks
// hosts in more notations than its URL shows: 127.0.0.１ is 127.0.0.1.
func leadsInside(first, next *url.URL) bool {
	from, _ := URLs{}.Parse(first.String())
	to, ok := URLs{}.Parse(next.String())
	return !core.IsLocal(from.Host) && (!ok || core.IsLocal(to.Host))
}

// networkError says why there is no response. host is the server's name, for the message.
func networkError(ctx context.Context, host string, err error) *core.Error {
	// A *url.Error contains the whole address.
	if quoting := new(url.Error); errors.As(err, &quoting) {
		err = quoting.Err
	}
	failure := &core.Error{Kind: core.ErrNetwork, Code: core.CodeNetwork, Cause: err}
	var refused redirectRefused
	switch {
	case errors.As(err, &refused):
		failure.Code = core.CodeRedirectRefused
		failure.Message = host + " redirects this request to " + refused.origin + ". Redirects to other servers are not followed."
		failure.Hint = "If that is the server's real address, use it instead of " + host + "."
	case errors.Is(ctx.Err(), context.DeadlineExceeded), errors.Is(err, context.DeadlineExceeded):
		failure.Kind, failure.Code = core.ErrReadTimeout, core.CodeTimeout
		failure.Message, failure.Hint = host+" did not answer in time.", "Try again, or allow more time with RequestTimeoutMs."
	case errors.Is(ctx.Err(), context.Canceled), errors.Is(err, context.Canceled):
		failure.Code, failure.Message = core.CodeAborted, "the request to "+host+" was cancelled."
	default:
		failure.Reason, failure.Message, failure.Hint = explainNetwork(host, err)
	}
	return failure
}

// explainNetwork finds the common reasons. It returns what happened, and what to do.
func explainNetwork(host string, err error) (reason core.NetworkReason, message, hint string) {
	var name *net.DNSError
	var certificate *tls.CertificateVerificationError
	var plain tls.RecordHeaderError
	is := func(targets ...error) bool {
		return slices.ContainsFunc(targets, func(target error) bool { return errors.Is(err, target) })
	}
	switch {
	case errors.As(err, &name) && name.IsNotFound:
		return core.ReasonDNS, "there is no server called " + host + ".", "Check the spelling of the address."
	case errors.As(err, &name), is(syscall.ENETUNREACH, syscall.ENETDOWN):
		return core.ReasonOffline, "this device has no connection to the internet, or none to its name servers.", "Try again when it is connected."
	case errors.As(err, &certificate):
		return core.ReasonCertificateOrCaptivePortal, host + " could not prove that it is " + host + ": its certificate is not valid.",
			"Check the address, and the clock of this machine. A network that wants a sign-in first (captive portal) may also stand in between."
	case errors.As(err, &plain), is(http.ErrSchemeMismatch):
		return core.ReasonNotHTTPS, host + " does not speak HTTPS there.", "Check the address and its port."
	case is(syscall.ECONNREFUSED, syscall.EHOSTUNREACH):
		return core.ReasonDown, "nothing answers at " + host + ".", "Check the address and its port; the server may be down."
	case is(io.EOF, io.ErrUnexpectedEOF, syscall.ECONNRESET, syscall.EPIPE):
		return core.ReasonInterrupted, "the connection to " + host + " broke.", "Try again."
	}
	return "", host + " could not be reached.", "Check the address and the connection, then try again."
}
