package faultmatrix

import (
	"context"
	"runtime"
	"time"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

// fault is a row of the matrix.
type fault struct {
	name string
	// server is what the server does with the requests of one path, or with all.
	server *practice.Fault
	// trouble is what happens at one step of the program, and perhaps at those behind.
	trouble trouble
	// at says at which steps it can happen.
	at func(step) bool
	// kills is whether the program ends.
	kills bool
	// lasting is whether the store cannot clean up behind itself until the fault is over.
	lasting bool
	// unread is whether the store cannot be read. Then nobody knows who else has a token, and it is not revoked: Mastodon gives the
	// same one to each session of an app, a person and scopes.
	unread bool
}

// storeLimit is how long the first answer of a silent store is waited for, and againLimit each one after that, as a page does
// (jsbind/host.js).
const (
	storeLimit = 5 * time.Second
	againLimit = 100 * time.Millisecond
)

// faults are all rows.
func faults() []fault {
	var rows []fault
	for _, one := range practice.Faults() {
		rows = append(rows, fault{name: one.String(), server: &one, at: func(s step) bool { return !s.ofStore() }})
	}
	full := storeError("storage_full")
	blocked := storeError("storage_blocked")
	for _, on := range []bool{false, true} {
		rows = append(rows,
			fault{name: "storage full" + once(on), trouble: trouble{on: on, does: func(p *ports, _ context.Context, s step) error {
				if s.verb == "set" {
					return full
				}
				return nil
			}}, at: func(s step) bool { return s.verb == "set" }},
			fault{name: "storage blocked" + once(on), trouble: trouble{on: on, does: func(_ *ports, _ context.Context, s step) error {
				if s.ofStore() {
					return blocked
				}
				return nil
			}}, at: step.ofStore, lasting: true, unread: true},
		)
	}
	return append(rows,
		fault{name: "storage silent", trouble: trouble{on: true, does: silent}, at: step.ofStore, lasting: true, unread: true},
		fault{name: "storage garbage", trouble: trouble{does: func(p *ports, _ context.Context, s step) error {
			p.damage(s.name, true)
			return nil
		}}, at: func(s step) bool { return s.verb == "get" }, lasting: true},
		fault{name: "signal", trouble: trouble{does: func(p *ports, _ context.Context, _ step) error {
			p.cancel()
			return nil
		}}, at: always},
		fault{name: "killed", trouble: trouble{does: func(p *ports, _ context.Context, _ step) error {
			p.mu.Lock()
			p.dead = true
			p.mu.Unlock()
			runtime.Goexit()
			return nil
		}}, at: always, kills: true, lasting: true},
	)
}

func always(step) bool { return true }

func once(on bool) string {
	if on {
		return " from then on"
	}
	return " once"
}

func storeError(code core.Code) error {
	return &core.Error{Kind: core.ErrMastodon, Code: code, Message: "the store does not do it."}
}

// silent is a store that does not answer until its limit is over.
func silent(p *ports, ctx context.Context, s step) error {
	if !s.ofStore() {
		return nil
	}
	p.mu.Lock()
	limit := storeLimit
	if p.silent {
		limit = againLimit
	}
	p.silent = true
	p.longest += limit
	p.mu.Unlock()
	select {
	case <-time.After(limit):
	case <-ctx.Done():
	}
	return storeError("storage_silent")
}
