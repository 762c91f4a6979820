//go:build js && wasm

package jsbind

import (
	"github.com/hack-pad/safejs"

	"github.com/mastoauth/mastoauth/core"
)

// errorValue turns an error into a plain object. wasm/shared/error-from-fields.ts makes an error of it.
func errorValue(op string, err error) safejs.Value {
	known := core.AsError(err)
	if known.Op == "" {
		known.Op = op
	}
	return structValue(known)
}
