//go:build js && wasm

package jsbind

import (
	"context"

	"github.com/hack-pad/safejs"

	"github.com/mastoauth/mastoauth/core"
)

// webCrypto is core.Crypto over the browser's own, which costs the module nothing.
type webCrypto struct{}

func (webCrypto) RandomText(n int) (random string, err error) {
	defer noCrypto(&err)
	return base64url(call(global("crypto"), "getRandomValues", construct("Uint8Array", n))), nil
}

func (webCrypto) S256(ctx context.Context, verifier string) (challenge string, err error) {
	defer noCrypto(&err)
	bytes := call(construct("TextEncoder"), "encode", verifier)
	digest := await(ctx, call(get(global("crypto"), "subtle"), "digest", "SHA-256", bytes))
	return base64url(construct("Uint8Array", digest)), nil
}

// base64url encodes through the browser's btoa, which knows the plain alphabet only.
func base64url(bytes safejs.Value) string {
	binary := call(get(global("String"), "fromCharCode"), "apply", nil, bytes)
	var url []byte
	for _, b := range []byte(text(invoke(global("btoa"), binary))) {
		switch b {
		case '=':
			continue
		case '+':
			b = '-'
		case '/':
			b = '_'
		}
		url = append(url, b)
	}
	return string(url)
}

// noCrypto explains why there is none: browsers keep it from pages that came over plain http.
func noCrypto(err *error) {
	switch thrown := recover().(type) {
	case nil:
	case failure:
		*err = &core.Error{
			Kind: core.ErrMastodon, Code: "crypto_unavailable", Cause: thrown.err,
			Message: "this browser offers no cryptography to this page, and a safe login needs it.",
			Hint:    "Open the page through https, or on localhost.",
		}
	default:
		panic(thrown)
	}
}
