//go:build js && wasm

package jsbind

import (
	"github.com/hack-pad/safejs"

	"github.com/mastoauth/mastoauth/core"
)

// webCrypto is core.Crypto over the browser's WebCrypto, which adds nothing to the module's size.
type webCrypto struct{}

func (webCrypto) RandomText(n int) (string, error) { return madeOf(ask("random", n)) }

func (webCrypto) S256(ctx core.Context, verifier string) (string, error) {
	answer, _, err := wait(ctx, "digest", verifier)
	if err != nil {
		return "", err
	}
	return madeOf(answer.at(0))
}

// madeOf explains why there is no result: browsers do not offer WebCrypto to pages loaded over plain http.
func madeOf(made safejs.Value) (string, error) {
	if made.IsUndefined() {
		return "", &core.Error{
			Kind: core.ErrMastodon, Code: core.CodeCryptoUnavailable,
			Message: "this browser offers this page no cryptography, which a safe login needs.",
			Hint:    "Open the page through https, or on localhost.",
		}
	}
	return text(made), nil
}
