//go:build js && wasm

package jsbind

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
)

func TestOneHolderAtATime(t *testing.T) {
	register(t)
	for name, work := range map[string]func(){
		"that is done at once":  func() {},
		"that takes its time":   func() { time.Sleep(20 * time.Millisecond) },
		"that asks the browser": func() { _, _ = storage{}.Get(context.Background(), "key") },
	} {
		t.Run(name, func(t *testing.T) {
			var all sync.WaitGroup
			inside, most, turns := 0, 0, 0
			for range 4 {
				all.Add(1)
				go func() {
					defer all.Done()
					assert.EqualError(t, locks{}.Lock(context.Background(), "test", func(core.Context) error {
						inside++
						most, turns = max(most, inside), turns+1
						work()
						inside--
						return errors.New("its own")
					}), "its own")
				}()
			}
			all.Wait()
			assert.Equal(t, 1, most)
			assert.Equal(t, 4, turns)
		})
	}
}

func TestALockThatNobodyWaitsForIsGivenBack(t *testing.T) {
	register(t)
	require.NoError(t, locks{}.Lock(context.Background(), "test", func(ctx core.Context) error {
		brief := &callContext{done: make(chan struct{})}
		time.AfterFunc(50*time.Millisecond, brief.end)
		err := locks{}.Lock(brief, "test", func(core.Context) error { return nil })
		require.Equal(t, core.CodeAborted, core.AsError(err).Code)
		require.Equal(t, err, locks{}.Lock(brief, "test", func(core.Context) error { return nil }), "and nobody waits then")
		return nil
	}))
	require.NoError(t, locks{}.Lock(context.Background(), "test", func(core.Context) error { return nil }))
}
