package weblogin

import (
	"sync"
	"time"

	"github.com/mastoauth/mastoauth/core"
)

// mostRemembered is how many values a memory has at most.
const mostRemembered = 1000

// A memory keeps values for a while, by name. Its zero value is ready.
type memory[T any] struct {
	mu    sync.Mutex
	known map[string]remembered[T]
}

type remembered[T any] struct {
	value T
	until time.Time
}

// withoutMemory is the key of a context in which nothing is remembered.
type withoutMemory struct{}

func (m *memory[T]) get(ctx core.Context, name string) (value T, ok bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	known, ok := m.known[name]
	if !ok || ctx.Value(withoutMemory{}) != nil || !time.Now().Before(known.until) {
		return value, false
	}
	return known.value, true
}

// put remembers a value in place of an earlier one.
func (m *memory[T]) put(name string, value T, lifetime time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.known == nil || len(m.known) >= mostRemembered {
		m.known = map[string]remembered[T]{}
	}
	m.known[name] = remembered[T]{value, time.Now().Add(lifetime)}
}

func (m *memory[T]) drop(name string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.known, name)
}
