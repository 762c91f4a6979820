package native_test

import (
	"testing"

	"github.com/mastoauth/mastoauth/core/internal/storetest"
	"github.com/mastoauth/mastoauth/core/native"
)

func TestMemStore(t *testing.T) {
	storetest.Storage(t, native.NewMemStore())
	storetest.Merging(t, native.NewMemStore())
	storetest.Locker(t, native.NewMemStore())
}
