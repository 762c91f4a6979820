package sealed_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/internal/storetest"
	"github.com/mastoauth/mastoauth/core/native/sealed"
)

// silent is a table of a database that does not answer.
type silent struct{ table }

func (silent) Read(ctx core.Context, _ string) (*sealed.Row, error) {
	<-ctx.Done()
	return nil, sealed.Ended(ctx)
}

func (silent) Insert(ctx core.Context, _ sealed.Row) (*sealed.Row, bool, error) {
	<-ctx.Done()
	return nil, false, sealed.Ended(ctx)
}

func (silent) Remove(ctx core.Context, _ string, _ []byte) (bool, error) {
	<-ctx.Done()
	return false, sealed.Ended(ctx)
}

func (silent) Keys(ctx core.Context, _ string) ([]string, error) {
	<-ctx.Done()
	return nil, sealed.Ended(ctx)
}

// A database that does not answer holds nobody without end, also where the caller has no limit: the core brings to its end what it has begun.
func TestASilentDatabase(t *testing.T) {
	store, err := sealed.New(silent{table{}}, storetest.Key(1))
	require.NoError(t, err)
	for name, call := range map[string]func(core.Context) error{
		"Get":    func(ctx core.Context) error { _, err := store.Get(ctx, "login"); return err },
		"Set":    func(ctx core.Context) error { return store.Set(ctx, "login", core.Fields{{Name: "a", Value: "b"}}) },
		"Delete": func(ctx core.Context) error { return store.Delete(ctx, "login") },
		"Keys":   func(ctx core.Context) error { _, err := store.Keys(ctx, "login"); return err },
	} {
		synctest.Test(t, func(t *testing.T) {
			begun := time.Now()
			require.ErrorIs(t, call(context.Background()), core.CodeTimeout, name)
			assert.Equal(t, 10*time.Second, time.Since(begun), name)
		})
	}
}
