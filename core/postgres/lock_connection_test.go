package postgres_test

import (
	"context"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/internal/storetest"
	"github.com/mastoauth/mastoauth/core/postgres"
)

// rounds counts the round trips about locks, and holds one up.
type rounds struct {
	count atomic.Int32
	hold  atomic.Pointer[chan struct{}]
	held  chan struct{}
}

func (r *rounds) TraceBatchStart(ctx context.Context, _ *pgx.Conn, _ pgx.TraceBatchStartData) context.Context {
	r.count.Add(1)
	if hold := r.hold.Swap(nil); hold != nil {
		close(r.held)
		<-*hold
	}
	return ctx
}

func (*rounds) TraceBatchQuery(context.Context, *pgx.Conn, pgx.TraceBatchQueryData) {}
func (*rounds) TraceBatchEnd(context.Context, *pgx.Conn, pgx.TraceBatchEndData)     {}
func (*rounds) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData)     {}
func (*rounds) TraceQueryStart(ctx context.Context, _ *pgx.Conn, _ pgx.TraceQueryStartData) context.Context {
	return ctx
}

// All locks of a program are on one connection. Who asks for one while that is busy does not wait for all who asked before.
func TestLocksThatAreAskedForAtOnceCostOneRoundTrip(t *testing.T) {
	const people = 50
	config, err := pgxpool.ParseConfig(newDatabase(t) + " pool_max_conns=4")
	require.NoError(t, err)
	traced := &rounds{held: make(chan struct{})}
	config.ConnConfig.Tracer = traced
	pool, err := pgxpool.NewWithConfig(t.Context(), config)
	require.NoError(t, err)
	defer pool.Close()
	store, err := postgres.New(t.Context(), pool, storetest.Key(1))
	require.NoError(t, err)
	defer store.Close()
	lock := func(name string, f func()) {
		assert.NoError(t, store.Lock(t.Context(), name, func(core.Context) error { f(); return nil }))
	}
	lock("first", func() {}) // opens the connection
	before, hold := traced.count.Load(), make(chan struct{})
	traced.hold.Store(&hold)
	var all, inside sync.WaitGroup
	inside.Add(people)
	letGo := make(chan struct{})
	all.Go(func() { lock("busy", func() {}) })
	<-traced.held
	for person := range people {
		all.Go(func() { lock(strconv.Itoa(person), func() { inside.Done(); <-letGo }) })
	}
	for store.Questions() < people {
		runtime.Gosched()
	}
	close(hold)
	inside.Wait()
	assert.LessOrEqual(t, traced.count.Load()-before, int32(3), "the one that was held up, one for all others, and the end of the first lock")
	close(letGo)
	all.Wait()
}
