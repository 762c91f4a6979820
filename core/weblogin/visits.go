package weblogin

import (
	"context"
	"crypto/rand"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/mastoauth/mastoauth/core"
)

// A visit is what the store knows of a browser's cookie.
type visit struct {
	cookie  cookie
	visitor string
	// The rest is of a browser that is signed in.
	session  core.Session
	user     string
	returnTo string // where the last sign-in went
	at       time.Time
}

func (v *visit) signedIn() bool { return v != nil && v.session.ID != "" }

// stored returns the record of a cookie, or nil. A damaged one is none: the person signs in again, and gets another cookie.
func (h *Handler) stored(ctx context.Context, key string) (core.Document, error) {
	ctx, cancel := context.WithTimeout(ctx, storeLimit)
	defer cancel()
	record, err := h.options.Store.Get(ctx, key)
	if errors.Is(err, core.CodeStorageCorrupt) {
		h.note(h.options.Store.Delete(ctx, key))
		return nil, nil
	}
	if err != nil || record == nil || record.Text("visitor") == "" {
		return nil, err
	}
	return record, nil
}

// waitingLifetime is for how long a browser may be away. It is that of the core's pending logins.
const waitingLifetime = 24 * time.Hour

// replayLifetime is for how long a browser gets the cookie of a sign-in once more.
const replayLifetime = 5 * time.Minute

// newVisit stores a new visitor, who is about to sign in.
func (h *Handler) newVisit(ctx context.Context) (*visit, error) {
	v := &visit{cookie: newCookie(time.Now()), visitor: rand.Text()}
	return v, h.options.Store.Set(ctx, v.cookie.key(waitingPrefix), core.Fields{{Name: "visitor", Value: v.visitor}})
}

// findVisit returns the visit of a request, or nil. It also finds one that only waits.
func (h *Handler) findVisit(r *http.Request) (*visit, error) {
	return h.find(r, h.loadVisit, h.loadWaiting)
}

// findReturning is findVisit for who comes back from a server, who has mostly only waited.
func (h *Handler) findReturning(r *http.Request) (*visit, error) {
	return h.find(r, h.loadWaiting, h.loadVisit)
}

func (h *Handler) find(r *http.Request, first, second func(context.Context, cookie) (*visit, error)) (*visit, error) {
	c, ok := h.cookieOf(r)
	if !ok {
		return nil, nil
	}
	v, err := first(r.Context(), c)
	if v != nil || err != nil {
		return v, err
	}
	return second(r.Context(), c)
}

// loadWaiting returns the visit of a cookie that only waits, or nil.
func (h *Handler) loadWaiting(ctx context.Context, c cookie) (*visit, error) {
	if time.Since(time.Unix(c.begun, 0)) > min(waitingLifetime, h.options.SessionLifetime) {
		return nil, nil
	}
	record, err := h.stored(ctx, c.key(waitingPrefix))
	if err != nil || record == nil {
		return nil, err
	}
	return &visit{cookie: c, visitor: record.Text("visitor")}, nil
}

// loadVisit returns the visit of a cookie that is signed in, or nil.
func (h *Handler) loadVisit(ctx context.Context, c cookie) (*visit, error) {
	if time.Since(time.Unix(c.begun, 0)) > h.options.SessionLifetime {
		return nil, nil
	}
	record, err := h.stored(ctx, c.key(visitPrefix))
	if err != nil || record == nil {
		return nil, err
	}
	at, _ := strconv.ParseInt(record.Text("at"), 10, 64)
	return &visit{
		cookie: c, visitor: record.Text("visitor"), user: record.Text("user"), returnTo: record.Text("return_to"), at: time.Unix(at, 0),
		session: core.Session{
			ID: record.Text("session"), Server: record.Text("server"), Scopes: strings.Fields(record.Text("scopes")),
			Account: core.SessionAccount{
				ID: record.Text("id"), Username: record.Text("username"), Handle: record.Text("handle"),
				DisplayName: record.Text("display_name"), Avatar: record.Text("avatar"), URL: record.Text("url"),
			},
		},
	}, nil
}

// saveVisit stores a visit that is signed in under its new cookie, and forgets the old one, so that who knew that has nothing.
func (h *Handler) saveVisit(ctx context.Context, v, old *visit) error {
	s, a := v.session, v.session.Account
	err := h.options.Store.Set(ctx, v.cookie.key(visitPrefix), core.Fields{
		{Name: "visitor", Value: v.visitor}, {Name: "session", Value: s.ID}, {Name: "user", Value: v.user},
		{Name: "server", Value: s.Server}, {Name: "scopes", Value: strings.Join(s.Scopes, " ")},
		{Name: "id", Value: a.ID}, {Name: "username", Value: a.Username}, {Name: "handle", Value: a.Handle},
		{Name: "display_name", Value: a.DisplayName}, {Name: "avatar", Value: a.Avatar}, {Name: "url", Value: a.URL},
		{Name: "return_to", Value: v.returnTo}, {Name: "at", Value: strconv.FormatInt(time.Now().Unix(), 10)},
	})
	if err == nil && old.cookie != v.cookie {
		err = h.forget(ctx, old)
	}
	return err
}

// forget makes the cookie of a visit worth nothing.
func (h *Handler) forget(ctx context.Context, v *visit) error {
	prefix := waitingPrefix
	if v.signedIn() {
		prefix = visitPrefix
	}
	return h.options.Store.Delete(ctx, v.cookie.key(prefix))
}
