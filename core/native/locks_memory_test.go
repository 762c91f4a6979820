package native

import (
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mastoauth/mastoauth/core"
)

// A web site has a lock for each login.
func TestLocksThatNobodyHoldsTakeNoMemory(t *testing.T) {
	var all locks
	var callers sync.WaitGroup
	for i := range 64 {
		callers.Go(func() {
			assert.NoError(t, all.Lock(t.Context(), fmt.Sprint("login ", i%8), func(core.Context) error { return nil }))
		})
	}
	callers.Wait()
	assert.Empty(t, all.used)
}
