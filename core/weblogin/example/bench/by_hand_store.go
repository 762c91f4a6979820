package main

import (
	"context"
	"encoding/json"
	"errors"
	"sync"

	"github.com/jackc/pgx/v5/pgxpool"
)

// A byHandStore is what the site by hand keeps.
type byHandStore interface {
	keepPending(ctx context.Context, state, browser, verifier string) error
	takePending(ctx context.Context, state, browser string) (verifier string, err error)
	keepSession(ctx context.Context, session, token string, account person) error
}

type tables struct{ pool *pgxpool.Pool }

func newTables(ctx context.Context, pool *pgxpool.Pool) (tables, error) {
	_, err := pool.Exec(ctx, `CREATE TABLE IF NOT EXISTS pending (state text PRIMARY KEY, browser text, verifier text, begun timestamptz DEFAULT now());
		CREATE TABLE IF NOT EXISTS sessions (id text PRIMARY KEY, token text, account jsonb, begun timestamptz DEFAULT now())`)
	return tables{pool}, err
}

func (t tables) keepPending(ctx context.Context, state, browser, verifier string) error {
	_, err := t.pool.Exec(ctx, "INSERT INTO pending (state, browser, verifier) VALUES ($1, $2, $3)", state, browser, verifier)
	return err
}

func (t tables) takePending(ctx context.Context, state, browser string) (verifier string, err error) {
	err = t.pool.QueryRow(ctx, "DELETE FROM pending WHERE state = $1 AND browser = $2 RETURNING verifier", state, browser).Scan(&verifier)
	return verifier, err
}

func (t tables) keepSession(ctx context.Context, session, token string, account person) error {
	text, err := json.Marshal(account)
	if err == nil {
		_, err = t.pool.Exec(ctx, "INSERT INTO sessions (id, token, account) VALUES ($1, $2, $3)", session, token, text)
	}
	return err
}

// maps keep the same in memory.
type maps struct {
	mu       sync.Mutex
	pending  map[string]pendingLogin // by state
	sessions map[string]signedIn
}

type pendingLogin struct{ browser, verifier string }

type signedIn struct {
	token   string
	account person
}

func newMaps() *maps {
	return &maps{pending: map[string]pendingLogin{}, sessions: map[string]signedIn{}}
}

func (m *maps) keepPending(_ context.Context, state, browser, verifier string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.pending[state] = pendingLogin{browser, verifier}
	return nil
}

func (m *maps) takePending(_ context.Context, state, browser string) (verifier string, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	found, ok := m.pending[state]
	if !ok || found.browser != browser {
		return "", errors.New("this browser has not begun this sign-in")
	}
	delete(m.pending, state)
	return found.verifier, nil
}

func (m *maps) keepSession(_ context.Context, session, token string, account person) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.sessions[session] = signedIn{token, account}
	return nil
}
