package native

import (
	"context"
	"sync"

	"github.com/mastoauth/mastoauth/core"
)

// locks has one lock per name, within this program.
type locks struct {
	mu   sync.Mutex
	held map[string]chan struct{} // full while the lock is held
}

// Lock waits until nobody else in this program holds the lock of that name, and runs f.
func (l *locks) Lock(ctx core.Context, name string, f func(core.Context) error) error {
	lock := l.named(name)
	select {
	case lock <- struct{}{}:
	case <-ctx.Done():
		return lockError(ctx)
	}
	defer func() { <-lock }()
	return f(ctx)
}

func (l *locks) named(name string) chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.held == nil {
		l.held = map[string]chan struct{}{}
	}
	if l.held[name] == nil {
		l.held[name] = make(chan struct{}, 1)
	}
	return l.held[name]
}

func lockError(ctx core.Context) error {
	failure := &core.Error{
		Kind: core.ErrNetwork, Code: core.CodeAborted, Cause: ctx.Err(),
		Message: "another login or logout with the same storage did not end in time.", Hint: "Try again.",
	}
	if ctx.Err() == context.DeadlineExceeded {
		failure.Kind, failure.Code = core.ErrReadTimeout, core.CodeTimeout
	}
	return failure
}
