package native

import (
	"slices"
	"strings"
	"sync"

	"github.com/mastoauth/mastoauth/core"
)

// MemStore is a core.Storage in memory, for tests, and for programs that log in at each start.
type MemStore struct {
	locks   Locks
	mu      sync.Mutex
	records map[string]core.Document
}

// NewMemStore returns an empty MemStore.
func NewMemStore() *MemStore { return &MemStore{records: map[string]core.Document{}} }

// Get returns the record, or nil.
func (s *MemStore) Get(_ core.Context, key string) (core.Document, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.records[key], nil
}

// Set replaces the record.
func (s *MemStore) Set(_ core.Context, key string, record core.Fields) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.records[key] = newDocument(EncodeRecord(record, s.records[key]))
	return nil
}

// Delete removes the record.
func (s *MemStore) Delete(_ core.Context, key string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.records, key)
	return nil
}

// Keys lists the keys that start with prefix, sorted.
func (s *MemStore) Keys(_ core.Context, prefix string) ([]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var keys []string
	for key := range s.records {
		if strings.HasPrefix(key, prefix) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys, nil
}

// Lock waits until nobody else in this program holds the lock of that name, and runs f.
func (s *MemStore) Lock(ctx core.Context, name string, f func(core.Context) error) error {
	return s.locks.Lock(ctx, name, f)
}
