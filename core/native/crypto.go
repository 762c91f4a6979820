package native

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"

	"github.com/mastoauth/mastoauth/core"
)

// Crypto is a core.Crypto that uses the operating system's random numbers, and SHA-256.
type Crypto struct{}

// RandomText returns n random bytes as unpadded base64url.
func (Crypto) RandomText(n int) (string, error) {
	bytes := make([]byte, n)
	if _, err := rand.Read(bytes); err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(bytes), nil
}

// S256 returns the PKCE challenge of verifier.
func (Crypto) S256(_ core.Context, verifier string) (string, error) {
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:]), nil
}
