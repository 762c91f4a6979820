package native_test

import (
	"testing"

	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/internal/storetest"
)

func TestMemStore(t *testing.T) {
	storetest.Storage(t, native.NewMemStore())
	storetest.Merging(t, native.NewMemStore())
	storetest.Locker(t, native.NewMemStore())
}
