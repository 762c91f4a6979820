package storetest

import (
	"os"
	"strings"
	"sync/atomic"

	"github.com/mastoauth/mastoauth/core"
)

// A visitorStore is a store for one visitor: all but the registrations is the visitor's own, and so are the locks.
type visitorStore struct {
	SharedStore
	visitor string
}

func (s *visitorStore) own(key string) string {
	if strings.HasPrefix(key, "mastoauth:app") {
		return key
	}
	return "visitor:" + s.visitor + ":" + key
}

func (s *visitorStore) Get(ctx core.Context, key string) (core.Document, error) {
	return s.SharedStore.Get(ctx, s.own(key))
}

func (s *visitorStore) Set(ctx core.Context, key string, fields core.Fields) error {
	return s.SharedStore.Set(ctx, s.own(key), fields)
}

func (s *visitorStore) Delete(ctx core.Context, key string) error {
	return s.SharedStore.Delete(ctx, s.own(key))
}

func (s *visitorStore) Keys(ctx core.Context, prefix string) ([]string, error) {
	own := s.own(prefix)
	keys, err := s.SharedStore.Keys(ctx, own)
	for at, key := range keys {
		keys[at] = prefix + key[len(own):]
	}
	return keys, err
}

func (s *visitorStore) Lock(ctx core.Context, name string, f func(core.Context) error) error {
	return s.SharedStore.Lock(ctx, s.own(name), f)
}

// A failingStore fails at a write, before or after that: as if the connection to the database broke. Or it kills its own program there.
// Nothing is tidied up then, as if the power went.
type failingStore struct {
	SharedStore
	at     int
	after  bool
	kills  bool
	writes atomic.Int32
}

func (s *failingStore) write(operate func() error) error {
	isIt := int(s.writes.Add(1)) == s.at
	if isIt && !s.after {
		return s.fail()
	}
	err := operate()
	if isIt {
		return s.fail()
	}
	return err
}

func (s *failingStore) fail() error {
	if s.kills {
		die()
	}
	return &core.Error{Kind: core.ErrMastodon, Code: core.CodeStorageBlocked, Message: "the database failed.", Hint: "Try again."}
}

func (s *failingStore) Set(ctx core.Context, key string, fields core.Fields) error {
	return s.write(func() error { return s.SharedStore.Set(ctx, key, fields) })
}

func (s *failingStore) Delete(ctx core.Context, key string) error {
	return s.write(func() error { return s.SharedStore.Delete(ctx, key) })
}

func die() {
	if self, err := os.FindProcess(os.Getpid()); err == nil {
		_ = self.Kill()
	}
	select {}
}
