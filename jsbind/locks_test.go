//go:build js && wasm

package jsbind

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
)

func TestOneHolderAtATime(t *testing.T) {
	for name, lock := range map[string]func(context.Context, string, func(context.Context) error) error{
		"Web Locks": locks{}.Lock, "a lease": hold,
	} {
		t.Run(name, func(t *testing.T) {
			var all sync.WaitGroup
			inside, most, turns := 0, 0, 0
			for range 4 {
				all.Add(1)
				go func() {
					defer all.Done()
					assert.EqualError(t, lock(context.Background(), "test", func(context.Context) error {
						inside++
						most, turns = max(most, inside), turns+1
						time.Sleep(20 * time.Millisecond)
						inside--
						return errors.New("its own")
					}), "its own")
				}()
			}
			all.Wait()
			assert.Equal(t, 1, most)
			assert.Equal(t, 4, turns)
			assert.Equal(t, "undefined", text(js(t, "String(localStorage['mastoauth:lock:test'])")))
		})
	}
}

func TestALease(t *testing.T) {
	ctx, key := context.Background(), "mastoauth:lock:test"
	leased := func(left time.Duration) {
		until := strconv.FormatInt(time.Now().Add(left).UnixMilli(), 10)
		require.NoError(t, storage{}.Set(ctx, key, core.Fields{{Name: "holder", Value: "another tab"}, {Name: "until", Value: until}}))
	}
	ran := 0
	run := func(context.Context) error { ran++; return nil }

	leased(300 * time.Millisecond) // of a tab that was closed
	begun := time.Now()
	require.NoError(t, hold(ctx, "test", run))
	assert.GreaterOrEqual(t, time.Since(begun), 300*time.Millisecond)
	leased(time.Hour) // the clock was set back since
	require.NoError(t, hold(ctx, "test", run))
	js(t, "localStorage['"+key+"'] = 'garbage'")
	require.NoError(t, hold(ctx, "test", run))
	assert.Equal(t, 3, ran)

	leased(time.Minute / 12)
	brief, cancel := context.WithTimeout(ctx, 100*time.Millisecond)
	defer cancel()
	require.ErrorIs(t, hold(brief, "test", run), context.DeadlineExceeded)
	assert.Equal(t, 3, ran)
	record, err := storage{}.Get(ctx, key)
	require.NoError(t, err)
	assert.Equal(t, "another tab", record.Text("holder"), "its lease stands")
	require.NoError(t, storage{}.Delete(ctx, key))
}
