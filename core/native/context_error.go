package native

import (
	"context"
	"errors"

	"github.com/mastoauth/mastoauth/core"
)

// ContextError is the error of what ended with its context: aborted, with the first message, or timeout, with the second one and the hint.
// It is for stores of your own.
func ContextError(ctx core.Context, cancelled, late, hint string) *core.Error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return &core.Error{Kind: core.ErrReadTimeout, Code: core.CodeTimeout, Cause: ctx.Err(), Message: late, Hint: hint}
	}
	return &core.Error{Kind: core.ErrNetwork, Code: core.CodeAborted, Cause: ctx.Err(), Message: cancelled}
}

// LockError is the error of a Locker whose context ended before it got the lock.
func LockError(ctx core.Context) *core.Error {
	return ContextError(ctx, "the call was cancelled.", "another login or logout with the same storage did not end in time.", "Try again.")
}

// lateError is the error of what begins after its context has ended.
func lateError(ctx core.Context) *core.Error {
	return ContextError(ctx, "the call was cancelled.", "the time for the call is over.", "Try again, or allow more time.")
}
