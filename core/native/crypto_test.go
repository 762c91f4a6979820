package native_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core/native"
)

func TestRandomText(t *testing.T) {
	seen := map[string]bool{}
	for range 100 {
		text, err := native.Crypto{}.RandomText(32)
		require.NoError(t, err)
		assert.Regexp(t, `^[A-Za-z0-9_-]{43}$`, text)
		assert.False(t, seen[text])
		seen[text] = true
	}
}

// The pair is RFC 7636's, appendix B.
func TestS256(t *testing.T) {
	challenge, err := native.Crypto{}.S256(t.Context(), "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
	require.NoError(t, err)
	assert.Equal(t, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", challenge)
}
