//go:build unix

package native_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

// A web site keeps all that belongs to a visitor in one record, and the visitor may have two tabs.
func TestTwoWritersOfOneRecordLoseNothing(t *testing.T) {
	store := native.NewFileStore(t.TempDir())
	var writers sync.WaitGroup
	for i := range 16 {
		writers.Go(func() {
			assert.NoError(t, store.Set(t.Context(), "visitor", core.Fields{{Name: fmt.Sprint("tab ", i), Value: "x"}}))
		})
	}
	writers.Wait()
	record, err := store.Get(t.Context(), "visitor")
	require.NoError(t, err)
	assert.Len(t, record.Keys(), 17, "and the version")
}
