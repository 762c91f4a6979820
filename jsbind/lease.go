//go:build js && wasm

package jsbind

import (
	"context"
	"strconv"
	"time"

	"github.com/mastoauth/mastoauth/core"
)

// lease is a lock for browsers without Web Locks: a record in localStorage that says who is at it, and until when. Web
// Storage cannot test and set at once, so whoever has written their name waits, and sees whether it still stands there.
type lease struct{ key, holder string }

const (
	// leaseLife is for how long the other tabs wait for one that was closed, and longer than what is done under a lock takes.
	leaseLife = 15 * time.Second
	leasePoll = 50 * time.Millisecond
)

// hold runs f once the lease is ours. Where nothing can be stored, there are no other tabs to keep in order.
func hold(ctx context.Context, name string, f func(context.Context) error) error {
	holder, err := webCrypto{}.RandomText(12)
	if err != nil {
		return f(ctx)
	}
	l := lease{"mastoauth:lock:" + name, holder}
	for {
		pause := leasePoll
		switch now, err := l.now(ctx); {
		case err != nil:
			return f(ctx)
		case now == l.holder:
			defer l.end()
			return f(ctx)
		case now == "":
			if l.claim(ctx) != nil {
				return f(ctx)
			}
			pause = visibleEverywhere
		}
		time.Sleep(pause)
		if ctx.Err() != nil {
			l.end()
			return ctx.Err()
		}
	}
}

// now returns the holder's name, if there is one.
func (l lease) now(ctx context.Context) (string, error) {
	record, err := storage{}.Get(ctx, l.key)
	if known, ok := err.(*core.Error); ok && known.Code == "storage_corrupt" {
		return "", nil
	}
	if err != nil || record == nil {
		return "", err
	}
	until, _ := record.Number("until")
	if left := int64(until) - time.Now().UnixMilli(); left <= 0 || left > leaseLife.Milliseconds() { // or a clock was set back
		return "", nil
	}
	return record.Text("holder"), nil
}

func (l lease) claim(ctx context.Context) error {
	until := time.Now().UnixMilli() + leaseLife.Milliseconds()
	return storage{}.Set(ctx, l.key, core.Fields{{Name: "holder", Value: l.holder}, {Name: "until", Value: strconv.FormatInt(until, 10)}})
}

func (l lease) end() {
	ctx := context.Background()
	if now, _ := l.now(ctx); now == l.holder {
		_ = storage{}.Delete(ctx, l.key)
	}
}
