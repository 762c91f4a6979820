package weblogin

import (
	"context"
	"errors"
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
	// shared is what is remembered of the records that all share.
	shared *memory[core.Document]

	mu   sync.Mutex
	held map[string]member // as they were read
	read time.Time         // when; zero if they have to be read again
}

// A member is a record of the core, as text and as it was parsed.
type member struct {
	text   string
	record core.Document
}

// copyLifetime is for how long a visitor's record is not read again. A lock's holder always reads it again.
const copyLifetime = time.Second

func (s *visitorStore) key() string { return visitorPrefix + s.visitor }

// records returns the visitor's records.
func (s *visitorStore) records(ctx core.Context) (map[string]core.Document, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if time.Since(s.read) >= copyLifetime {
		stored, err := s.store.Get(ctx, s.key())
		if err != nil && !errors.Is(err, core.CodeStorageCorrupt) { // nobody can read a damaged one any more: it is as good as none
			return nil, err
		}
		s.held, s.read = membersOf(stored, s.held), time.Now()
	}
	all := make(map[string]core.Document, len(s.held))
	for key, held := range s.held {
		all[key] = held.record
	}
	return all, nil
}

// membersOf parses the members of a visitor's record that were not the same before.
func membersOf(stored core.Document, before map[string]member) map[string]member {
	now := map[string]member{}
	if stored == nil {
		return now
	}
	for _, key := range stored.Keys() {
		if !strings.Contains(key, ":") {
			continue // the version of the record
		}
		text := stored.Text(key)
		if now[key] = before[key]; now[key].text != text {
			record, err := native.Parse([]byte(text))
			if err != nil {
				record, _ = native.NewDocument(nil) // Get says that it is damaged
			}
			now[key] = member{text, record}
		}
	}
	return now
}

// startEmpty says that the visitor is new, and has no record yet.
func (s *visitorStore) startEmpty() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.held, s.read = map[string]member{}, time.Now()
}

// forget makes the next call read the visitor's record again.
func (s *visitorStore) forget() {
	s.mu.Lock()
	s.read = time.Time{}
	s.mu.Unlock()
}

// Get returns a record of the visitor, or one that all share.
func (s *visitorStore) Get(ctx core.Context, key string) (core.Document, error) {
	if isShared(key) {
		return s.getShared(ctx, key)
	}
	held, err := s.records(ctx)
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

// underLock is the key of a context under the lock of a record that all share. There, that is read as it is.
type underLock struct{}

func (s *visitorStore) getShared(ctx core.Context, key string) (core.Document, error) {
	if known, ok := s.shared.get(ctx, key); ok && ctx.Value(underLock{}) == nil {
		return known, nil
	}
	record, err := s.store.Get(ctx, key)
	if err == nil {
		s.shared.put(key, record, checkLifetime)
	}
	return record, err
}

// Set writes fields into a record.
func (s *visitorStore) Set(ctx core.Context, key string, fields core.Fields) error {
	if isShared(key) {
		defer s.shared.drop(key)
		return s.store.Set(ctx, key, fields)
	}
	held, err := s.records(ctx)
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
	if s.read.IsZero() {
		return
	}
	delete(s.held, key)
	if text != nil {
		record, _ := native.Parse(text) // EncodeRecord has made it
		s.held[key] = member{string(text), record}
	}
}

// Delete removes a record.
func (s *visitorStore) Delete(ctx core.Context, key string) error {
	if isShared(key) {
		defer s.shared.drop(key)
		return s.store.Delete(ctx, key)
	}
	held, err := s.records(ctx)
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
	held, err := s.records(ctx)
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
	if isShared(name) { // that is no lock of the visitor's record
		return s.store.Lock(ctx, name, func(ctx core.Context) error { return f(context.WithValue(ctx, underLock{}, true)) })
	}
	return s.store.Lock(ctx, s.key()+":"+name, func(ctx core.Context) error {
		s.forget()
		return f(ctx)
	})
}
