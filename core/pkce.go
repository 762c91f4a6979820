package core

// newVerifier returns a code verifier of 43 characters from 256 random bits (RFC 7636, section 4.1), and its challenge.
func newVerifier(ctx Context, crypto Crypto) (verifier, challenge string, err error) {
	if verifier, err = crypto.RandomText(32); err != nil {
		return "", "", err
	}
	challenge, err = crypto.S256(ctx, verifier)
	return verifier, challenge, err
}

// newState returns 192 random bits in base64url. Several servers do not escape the state, so it has no characters to escape.
func newState(crypto Crypto) (string, error) { return crypto.RandomText(24) }

// ownState is the start of every state that BeginSignIn makes. A page that finds it in its address knows that the callback is
// its own, even if the browser has lost the pending login. The page ignores callbacks of other programs.
const ownState = "mastoauth-"

// popupState is the start of the states of sign-ins in a popup. The page in the popup knows by it that the answer is for the page
// that opened the popup, without any storage: the two may have none in common.
const popupState = ownState + "popup-"

// isUnreserved reports whether text has only RFC 3986's unreserved characters, which need no escaping in a URL.
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
