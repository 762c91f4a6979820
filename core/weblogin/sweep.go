package weblogin

import (
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/mastoauth/mastoauth/core"
)

const (
	sweepInterval = 5 * time.Minute
	sweepLimit    = time.Minute
	// leavingLifetime is for how long the tokens of a visitor who has left are tried to be revoked.
	leavingLifetime = 7 * 24 * time.Hour
	// mostServers is how many registrations are kept. Somebody who has a server with any number of names can make the site register
	// at each.
	mostServers = 10_000
)

// sweeps says when the store was cleared of visitors who are gone.
type sweeps struct {
	mu    sync.Mutex
	last  time.Time
	begun int // visitors since then
}

// sweepSoon counts a visitor who begins to sign in, and clears the store in the background when that is due: now and then, and when many
// have begun.
func (h *Handler) sweepSoon(isNew bool) {
	h.sweeps.mu.Lock()
	defer h.sweeps.mu.Unlock()
	if isNew {
		h.sweeps.begun++
	}
	if time.Since(h.sweeps.last) < sweepInterval && h.sweeps.begun <= h.options.MostWaiting/10 {
		return
	}
	h.sweeps.last, h.sweeps.begun = time.Now(), 0
	go h.sweep()
}

// sweep forgets the browsers whose time is over, and of those that are away the ones that left first, if they are too many. Their tokens
// are revoked.
func (h *Handler) sweep() {
	if !h.sweeping.TryLock() {
		return // the last one still runs
	}
	defer h.sweeping.Unlock()
	ctx, cancel := context.WithTimeout(context.Background(), sweepLimit)
	defer cancel()
	h.forgetOld(ctx, waitingPrefix, waitingLifetime, h.options.MostWaiting)
	h.forgetOld(ctx, visitPrefix, h.options.SessionLifetime, -1)
	for _, prefix := range sharedPrefixes {
		h.forgetSurplus(ctx, prefix)
	}
	keys, err := h.options.Store.Keys(ctx, leavingPrefix)
	first, _ := slices.BinarySearch(keys, h.sweepFrom)
	for _, key := range slices.Concat(keys[first:], keys[:first]) {
		if h.sweepFrom = key; ctx.Err() != nil {
			break
		}
		at, visitor, _ := timeOf(key, leavingPrefix)
		if done := h.closeVisitor(ctx, visitor); done || time.Since(at) > leavingLifetime {
			h.note(h.options.Store.Delete(ctx, visitorPrefix+visitor))
			h.note(h.options.Store.Delete(ctx, key))
		}
	}
	h.note(err)
}

// forgetOld forgets the browsers with keys of that prefix that are older than lifetime, and the oldest of those beyond most.
func (h *Handler) forgetOld(ctx context.Context, prefix string, lifetime time.Duration, most int) {
	keys, err := h.options.Store.Keys(ctx, prefix) // the oldest first
	for i, key := range keys {
		at, _, ok := timeOf(key, prefix)
		if ok && time.Since(at) <= lifetime && (most < 0 || len(keys)-i <= most) || ctx.Err() != nil {
			break
		}
		var record core.Document
		if record, err = h.stored(ctx, key); err == nil && record != nil {
			err = h.endVisit(ctx, record.Text("visitor"), key)
		}
		h.note(err)
	}
	h.note(err)
}

// forgetSurplus deletes records that all visitors share, if they are too many: any of them, as they do not say who needs them. A sign-in
// that has begun does without, and the next one at that server registers the site anew.
func (h *Handler) forgetSurplus(ctx context.Context, prefix string) {
	keys, err := h.options.Store.Keys(ctx, prefix)
	h.note(err)
	rand.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
	for len(keys) > h.mostServers && ctx.Err() == nil {
		h.note(h.options.Store.Delete(ctx, keys[0]))
		keys = keys[1:]
	}
}

// endVisit forgets a browser, by the key of its cookie, and its visitor. If the process ends meanwhile, the next sweep goes on.
func (h *Handler) endVisit(ctx context.Context, visitor, cookieKey string) error {
	leaving := timedKey(leavingPrefix, time.Now().Unix()) + visitor
	err := h.options.Store.Set(ctx, leaving, core.Fields{{Name: "visitor", Value: visitor}})
	if err == nil {
		err = h.options.Store.Delete(ctx, cookieKey)
	}
	if err == nil && h.closeVisitor(ctx, visitor) {
		err = h.options.Store.Delete(ctx, leaving)
	}
	return err
}

// closeVisitor revokes what tokens a visitor has, and forgets the visitor. It reports false if a server did not confirm that, so that it
// is tried again.
func (h *Handler) closeVisitor(ctx context.Context, visitor string) (done bool) {
	host := h.host(visitor)
	keys, err := host.Storage.Keys(ctx, "mastoauth:")
	if err != nil {
		return false
	}
	failed := false
	for _, key := range keys {
		record, err := host.Storage.Get(ctx, key)
		if err == nil && record != nil && record.Text("access_token") != "" && !h.revoke(ctx, host, key) {
			failed = true // the servers of the other tokens may answer
		}
	}
	return !failed && h.options.Store.Delete(ctx, visitorPrefix+visitor) == nil
}

// revoke revokes the token of a record, and ends the session if it is one.
func (h *Handler) revoke(ctx context.Context, host core.Host, key string) bool {
	client, err := core.New(ctx, host, core.Options{AccessTokenKey: key, RatelimitMethod: core.RatelimitThrow, RequestTimeoutMs: beginRequestMs})
	if err != nil {
		return false
	}
	end, err := client.RevokeAccessToken(ctx)
	return err == nil && (end.Confirmed || end.InUse)
}

func (h *Handler) note(err error) {
	if err != nil && !strings.Contains(err.Error(), context.Canceled.Error()) {
		h.options.Log.Warn("weblogin: the store could not be cleared", "error", err)
	}
}
