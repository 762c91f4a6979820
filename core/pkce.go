package core

// newVerifier returns a code verifier of 43 characters from 256 random bits (RFC 7636, section 4.1) with its challenge.
func newVerifier(ctx Context, crypto Crypto) (verifier, challenge string, err error) {
	if verifier, err = crypto.RandomText(32); err != nil {
		return "", "", err
	}
	challenge, err = crypto.S256(ctx, verifier)
	return verifier, challenge, err
}

// newState returns 192 random bits in base64url: several servers do not escape the state, so it must need no escaping.
func newState(crypto Crypto) (string, error) { return crypto.RandomText(24) }

// ownState begins the state of every sign-in of BeginSignIn. A page that finds it in its address knows the answer for its
// own even where the browser has lost the pending login, and leaves the answers of other programs alone.
const ownState = "mastoauth-"

// isUnreserved reports whether text stands in a URL unescaped: RFC 3986's unreserved characters only.
func isUnreserved(text string) bool {
	for _, r := range text {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '.', r == '_', r == '~':
		default:
			return false
		}
	}
	return text != ""
}
