//go:build js && wasm

package jsbind

import (
	"context"

	"github.com/hack-pad/safejs"

	"github.com/mastoauth/mastoauth/core"
)

// thrown is what JavaScript code threw or rejected with.
type thrown struct{ value safejs.Value }

// Error gives the name and nothing of the message, which may hold an address with a secret in it.
func (t thrown) Error() string { return text(get(t.value, "name")) }

// nameOf returns the name of what a promise was rejected with: "AbortError", "QuotaExceededError".
func nameOf(err error) string {
	if rejection, ok := err.(thrown); ok {
		return rejection.Error()
	}
	return ""
}

// errorValue turns an error into the plain object that wasm/errors.ts revives.
func errorValue(op string, err error) safejs.Value {
	known := core.AsError(err)
	if err == context.Canceled {
		known = &core.Error{Kind: core.ErrNetwork, Code: "aborted", Message: "the call was called off."}
	}
	if known.Op == "" {
		known.Op = op
	}
	return structValue(*known)
}
