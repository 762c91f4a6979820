package core

// NetworkReason is why no answer came, as far as it can be found out. Where two or three cannot be told apart, the word names them all.
// A browser tells a page nothing, so a page learns it by asking again: jsbind/doctor.js.
type NetworkReason string

const (
	// In a page.
	ReasonCSP                    NetworkReason = "csp"                       // the page's own Content-Security-Policy
	ReasonCORS                   NetworkReason = "cors"                      // the server answers, and lets no page read it
	ReasonRedirect               NetworkReason = "redirect"                  // the server leads elsewhere, where the request may not follow
	ReasonInterruptedOrCORS      NetworkReason = "interrupted_or_cors"       // the page reads the server's other answers
	ReasonBlockedByClient        NetworkReason = "blocked_by_client"         // an extension, such as an ad blocker
	ReasonPrivateNetwork         NetworkReason = "private_network"           // the browser lets the page ask nothing in the person's own network
	ReasonPrivateNetworkOrDown   NetworkReason = "private_network_or_down"   // the browser may still ask whether the page may, or nothing answers
	ReasonMixedContentOrDown     NetworkReason = "mixed_content_or_down"     // an http:// address, from a page with https://
	ReasonOfflineOrCaptivePortal NetworkReason = "offline_or_captive_portal" // the page's own server does not answer either
	ReasonDownOrBlocked          NetworkReason = "down_or_blocked"           // no such name, down, a bad certificate; an extension or a firewall
	// In Node, Deno, Bun and Go programs.
	ReasonDNS                        NetworkReason = "dns"                           // there is no such name
	ReasonDown                       NetworkReason = "down"                          // nothing listens there
	ReasonNotHTTPS                   NetworkReason = "not_https"                     // what listens there does not speak TLS
	ReasonCertificateOrCaptivePortal NetworkReason = "certificate_or_captive_portal" // the certificate is not valid
	ReasonInterrupted                NetworkReason = "interrupted"                   // the connection broke
	// Everywhere.
	ReasonOffline NetworkReason = "offline" // this device has no connection
)

// doctor is what a Transport is that can find out why a request failed. It sets the error's Reason, Message and Hint. address is one that
// every server answers.
type doctor interface {
	Explain(ctx Context, failed *Error, address string)
}

// isOfThePage reports whether a reason has nothing to do with the server.
func (r NetworkReason) isOfThePage() bool {
	switch r {
	case ReasonCSP, ReasonBlockedByClient, ReasonPrivateNetwork, ReasonPrivateNetworkOrDown, ReasonMixedContentOrDown, ReasonOfflineOrCaptivePortal, ReasonOffline:
		return true
	}
	return false
}
