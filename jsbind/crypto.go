//go:build js && wasm

package jsbind

import (
	"context"

	"github.com/hack-pad/safejs"

	"github.com/mastoauth/mastoauth/core"
)

// webCrypto is core.Crypto over the browser's own, which costs the module nothing.
type webCrypto struct{}

func (webCrypto) RandomText(n int) (string, error) {
	bytes, err := get(safejs.Global(), "Uint8Array").New(n)
	if err == nil {
		_, err = get(safejs.Global(), "crypto").Call("getRandomValues", bytes)
	}
	if err != nil {
		return "", noCrypto(err)
	}
	return base64url(bytes)
}

func (webCrypto) S256(ctx context.Context, verifier string) (string, error) {
	encoder, err := get(safejs.Global(), "TextEncoder").New()
	if err != nil {
		return "", noCrypto(err)
	}
	bytes, err := encoder.Call("encode", verifier)
	if err != nil {
		return "", noCrypto(err)
	}
	promise, err := get(get(safejs.Global(), "crypto"), "subtle").Call("digest", "SHA-256", bytes)
	if err != nil {
		return "", noCrypto(err)
	}
	digest, err := await(ctx, promise)
	if err != nil {
		return "", err
	}
	if bytes, err = get(safejs.Global(), "Uint8Array").New(digest); err != nil {
		return "", noCrypto(err)
	}
	return base64url(bytes)
}

// base64url encodes through the browser's btoa, which knows the plain alphabet only.
func base64url(bytes safejs.Value) (string, error) {
	binary, err := get(get(safejs.Global(), "String"), "fromCharCode").Call("apply", nil, bytes)
	if err != nil {
		return "", noCrypto(err)
	}
	encoded, err := get(safejs.Global(), "btoa").Invoke(binary)
	if err != nil {
		return "", noCrypto(err)
	}
	var url []byte
	for _, b := range []byte(text(encoded)) {
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
	return string(url), nil
}

func noCrypto(err error) error {
	return &core.Error{
		Kind: core.ErrMastodon, Code: "crypto_unavailable", Cause: err,
		Message: "this browser offers no cryptography to this page, and a safe login needs it.",
		Hint:    "Open the page through https, or on localhost.",
	}
}
