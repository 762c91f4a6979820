package weblogin

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

// A visitorStore is the core's storage for one visitor. What belongs to the visitor is in one record of the site's store, with a member
// for each record of the core. So a visitor's records are found without a search among those of all others, and are deleted at once.
type visitorStore struct {
	store   Store
	visitor string

	mu   sync.Mutex
	held map[string]core.Document // the members as they were read
	read time.Time                // when
}

// copyLifetime is for how long a visitor's record is not read again. A lock's holder always reads it again.
const copyLifetime = time.Second

func (s *visitorStore) key() string { return visitorPrefix + s.visitor }

// members returns the visitor's records.
func (s *visitorStore) members(ctx core.Context) (map[string]core.Document, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held != nil && time.Since(s.read) < copyLifetime {
		return maps.Clone(s.held), nil
	}
	record, err := s.store.Get(ctx, s.key())
	if err != nil {
		return nil, err
	}
	held := map[string]core.Document{}
	if record != nil {
		for _, key := range record.Keys() {
			if !strings.Contains(key, ":") {
				continue // the version of the record
			}
			if held[key], err = native.Parse([]byte(record.Text(key))); err != nil {
				held[key], _ = native.NewDocument(nil) // Get says that it is damaged
			}
		}
	}
	s.held, s.read = held, time.Now()
	return maps.Clone(held), nil
}

// forget makes the next call read the visitor's record again.
func (s *visitorStore) forget() {
	s.mu.Lock()
	s.held = nil
	s.mu.Unlock()
}

// Get returns a record of the visitor, or one that all share.
func (s *visitorStore) Get(ctx core.Context, key string) (core.Document, error) {
	if isShared(key) {
		return s.store.Get(ctx, key)
	}
	held, err := s.members(ctx)
	if err != nil {
		return nil, err
	}
	key = strings.TrimPrefix(key, elsewherePrefix)
	record := held[key]
	if record != nil && !record.Is(core.IsObject) {
		return nil, core.Corrupt(key)
	}
	return record, nil
}

// Set writes fields into a record.
func (s *visitorStore) Set(ctx core.Context, key string, fields core.Fields) error {
	if isShared(key) {
		return s.store.Set(ctx, key, fields)
	}
	held, err := s.members(ctx)
	if err != nil {
		return err
	}
	text := native.EncodeRecord(fields, held[key])
	token := fields.Get("access_token")
	if holdsLogin(key) && token != "" {
		if err := s.noteHolder(ctx, token, held); err != nil {
			return err
		}
	}
	if err := s.store.Set(ctx, s.key(), core.Fields{{Name: key, Value: string(text)}}); err != nil {
		s.forget()
		return err
	}
	s.put(key, text)
	s.dropHolder(ctx, held[key])
	return nil
}

// put changes the copy as the store was changed.
func (s *visitorStore) put(key string, text []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held == nil {
		return
	}
	delete(s.held, key)
	if text != nil {
		s.held[key], _ = native.Parse(text) // EncodeRecord has made it
	}
}

// Delete removes a record.
func (s *visitorStore) Delete(ctx core.Context, key string) error {
	if isShared(key) {
		return s.store.Delete(ctx, key)
	}
	held, err := s.members(ctx)
	if err != nil || held[key] == nil {
		return err
	}
	if err := s.store.Set(ctx, s.key(), core.Fields{{Name: key}}); err != nil {
		s.forget()
		return err
	}
	s.put(key, nil)
	s.dropHolder(ctx, held[key])
	return nil
}

// Keys lists the visitor's keys. Those of the records that all share are listed only by their own prefix.
func (s *visitorStore) Keys(ctx core.Context, prefix string) ([]string, error) {
	if isShared(prefix) {
		return s.store.Keys(ctx, prefix)
	}
	held, err := s.members(ctx)
	if err != nil {
		return nil, err
	}
	var keys []string
	for _, key := range slices.Sorted(maps.Keys(held)) {
		if strings.HasPrefix(key, prefix) && !strings.HasPrefix(key, userPrefix) {
			keys = append(keys, key)
		}
	}
	if prefix == "" {
		return s.withElsewhere(ctx, keys, held)
	}
	return keys, nil
}

// Lock keeps other requests of the visitor away, or those of all visitors if the name is of a record that all share.
func (s *visitorStore) Lock(ctx core.Context, name string, f func(core.Context) error) error {
	if !isShared(name) {
		name = s.key() + ":" + name
	}
	return s.store.Lock(ctx, name, func(ctx core.Context) error {
		s.forget()
		return f(ctx)
	})
}
