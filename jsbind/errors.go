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
	fields := structValue(known)
	if cause, ok := known.Cause.(thrown); ok {
		fields = ask("with", fields, "cause", cause.value)
	}
	return fields
}

// thrown is what other people's code has thrown: it goes back to JavaScript as the cause.
type thrown struct{ value safejs.Value }

func (thrown) Error() string { return "something was thrown" }
