package postgres

import (
	"cmp"
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native/sealed"
)

// A lockConnection is the connection with all locks of this program. They are lost with it. What is asked while it is busy is asked
// together afterwards: one after the other, sign-ins at once would wait for it.
type lockConnection struct {
	conn *pgx.Conn
	turn chan struct{} // full while it is busy
	lost atomic.Bool

	mu      sync.Mutex
	waiting []*question
}

// A question is a statement about two locks.
type question struct {
	statement     string
	first, second int64

	answered chan struct{}
	state    string
	err      error
}

// statementTime is for how long a statement about locks may run, and their connection may take to be opened. None of them waits for anybody.
const statementTime = 10 * time.Second

// keep sets what keeps the connection while it is idle, and what makes PostgreSQL see within half a minute that its machine has vanished.
// An older PostgreSQL does not know all of it.
const keep = `SELECT set_config(name, value, false) FROM pg_settings JOIN (VALUES ('idle_session_timeout', '0'),
	('tcp_keepalives_idle', '10'), ('tcp_keepalives_interval', '5'), ('tcp_keepalives_count', '3')) AS wanted (name, value) USING (name)`

var errClosed = errors.New("the store is closed")

// lockConnection returns the connection with the locks, and opens it if there is none or it is lost.
func (s *Store) lockConnection(ctx core.Context) (*lockConnection, error) {
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		return nil, failed(ctx, ctx.Err())
	}
	if s.closed {
		return nil, sealed.Blocked(false, errClosed)
	}
	if s.held != nil && !s.held.lost.Load() {
		return s.held, nil
	}
	ctx, cancel := context.WithTimeout(ctx, statementTime)
	defer cancel()
	pooled, err := s.pool.Acquire(ctx)
	if err != nil {
		return nil, failed(ctx, err)
	}
	opened := &lockConnection{conn: pooled.Hijack(), turn: make(chan struct{}, 1)}
	if _, err := opened.conn.Exec(ctx, keep); err != nil {
		opened.close()
		return nil, failed(ctx, err)
	}
	s.held = opened
	return opened, nil
}

// ask runs a statement about two locks. It goes on when the context ends: pgx would close the connection, and with it go all other locks.
func (c *lockConnection) ask(ctx core.Context, statement string, first, second int64) (state string, err error) {
	own := c.queue(statement, first, second)
	c.await(ctx, own)
	return own.state, own.err
}

// free frees a lock, before anything is answered that is asked later. Nobody waits for it. If it fails, the connection is closed, which
// frees the lock too.
func (c *lockConnection) free(ctx core.Context, statement string, first, second int64) {
	go c.await(ctx, c.queue(statement, first, second))
}

func (c *lockConnection) queue(statement string, first, second int64) *question {
	own := &question{statement: statement, first: first, second: second, answered: make(chan struct{})}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.waiting = append(c.waiting, own)
	return own
}

// await asks all that wait for an answer, or waits until somebody else has.
func (c *lockConnection) await(ctx core.Context, own *question) {
	select {
	case c.turn <- struct{}{}:
		c.mu.Lock()
		all := c.waiting
		c.waiting = nil
		c.mu.Unlock()
		if len(all) > 0 { // if not, somebody has asked this together with theirs
			c.askAll(context.WithoutCancel(ctx), all)
		}
		<-c.turn
	case <-own.answered:
	}
	<-own.answered
}

// askAll runs statements in one round trip. If one of them fails, the connection is closed.
func (c *lockConnection) askAll(ctx context.Context, all []*question) {
	ctx, cancel := context.WithTimeout(ctx, statementTime)
	defer cancel()
	batch := &pgx.Batch{}
	for _, q := range all {
		batch.Queue(q.statement, q.first, q.second)
	}
	results := c.conn.SendBatch(ctx, batch)
	for _, q := range all {
		q.err = results.QueryRow().Scan(&q.state)
	}
	err := results.Close()
	for _, q := range all {
		err = cmp.Or(q.err, err)
	}
	if err != nil {
		c.lost.Store(true)
		_ = c.conn.Close(ctx)
	}
	for _, q := range all {
		q.err = failed(ctx, q.err)
		close(q.answered)
	}
}

// IsLost reports whether the connection is closed, at either end.
func (c *lockConnection) IsLost(ctx core.Context) bool {
	_, err := c.ask(ctx, "SELECT '' WHERE $1::bigint < $2::bigint", 0, 1)
	return err != nil
}

func (c *lockConnection) close() {
	c.turn <- struct{}{}
	defer func() { <-c.turn }()
	ctx, cancel := context.WithTimeout(context.Background(), statementTime)
	defer cancel()
	c.lost.Store(true)
	_ = c.conn.Close(ctx)
}
