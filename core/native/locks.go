package native

import (
	"context"
	"sync"

	"github.com/mastoauth/mastoauth/core"
)

// locks has one lock per name, within this program. Names that nobody holds or waits for take no memory: a web site has new ones for
// each login.
type locks struct {
	mu   sync.Mutex
	used map[string]*lock
}

type lock struct {
	held  chan struct{} // full while the lock is held
	users int           // who holds it or waits for it
}

// Lock waits until nobody else in this program holds the lock of that name, and runs f.
func (l *locks) Lock(ctx core.Context, name string, f func(core.Context) error) error {
	lock := l.enter(name)
	defer l.leave(name, lock)
	select {
	case lock.held <- struct{}{}:
	case <-ctx.Done():
		return lockError(ctx)
	}
	defer func() { <-lock.held }()
	return f(ctx)
}

func (l *locks) enter(name string) *lock {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.used == nil {
		l.used = map[string]*lock{}
	}
	if l.used[name] == nil {
		l.used[name] = &lock{held: make(chan struct{}, 1)}
	}
	l.used[name].users++
	return l.used[name]
}

func (l *locks) leave(name string, lock *lock) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if lock.users--; lock.users == 0 {
		delete(l.used, name)
	}
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
