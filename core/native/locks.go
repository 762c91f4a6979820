package native

import (
	"sync"

	"github.com/mastoauth/mastoauth/core"
)

// Locks is a core.Locker within this program, for stores that have none of their own. Its zero value is ready. A name that nobody locks
// any more takes no memory.
type Locks struct {
	mu    sync.Mutex
	named map[string]*lock
}

// lock is the lock of one name.
type lock struct {
	held  chan struct{} // full while somebody holds it
	users int           // who holds it, and who waits
}

// Lock waits until nobody else in this program holds the lock of that name, and runs f, unless ctx ends before.
func (l *Locks) Lock(ctx core.Context, name string, f func(core.Context) error) error {
	if ctx.Err() != nil { // it did not wait for anybody
		return lateError(ctx)
	}
	lock := l.enter(name)
	defer l.leave(name, lock)
	select {
	case lock.held <- struct{}{}:
	case <-ctx.Done():
		return LockError(ctx)
	}
	defer func() { <-lock.held }()
	return f(ctx)
}

func (l *Locks) enter(name string) *lock {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.named == nil {
		l.named = map[string]*lock{}
	}
	if l.named[name] == nil {
		l.named[name] = &lock{held: make(chan struct{}, 1)}
	}
	l.named[name].users++
	return l.named[name]
}

func (l *Locks) leave(name string, lock *lock) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if lock.users--; lock.users == 0 {
		delete(l.named, name)
	}
}
