package weblogin

import (
	"context"
	"net/http"
	"net/url"

	"github.com/mastoauth/mastoauth/core"
)

// Visitor is a person who is signed in, with the account that is in use.
type Visitor struct {
	// User is the site's own user, as Options.User returned it.
	User string
	// Account is what a page can show about the person. Its texts are the server's, or the person's own.
	Account core.SessionAccount
	// Session has the account's server and the granted scopes. Its ID names server and account together, and is that of nobody else.
	Session core.Session

	handler *Handler
	visitor string
}

// Client returns a client that acts for the visitor's account. Its calls fail when the account is signed out, and do not wait for rate
// limits.
func (v *Visitor) Client(ctx context.Context) (*core.Client, error) {
	return clientOf(ctx, v.handler.host(v.visitor), v.Session.ID)
}

type visitorKey struct{}

// From returns the visitor of a request that has come through Visitors or Require, or nil if nobody is signed in.
func From(r *http.Request) *Visitor {
	v, _ := r.Context().Value(visitorKey{}).(*Visitor)
	return v
}

// Visitors lets the handlers of pages ask From who is there. A request that changes something, and that a page of another site may
// have made, has no visitor. An answer for a visitor is not kept by caches, unless next sets Cache-Control.
func (h *Handler) Visitors(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if v, err := h.visitorOf(r); err != nil {
			h.ShowError(w, r, err)
		} else if v != nil {
			w.Header().Set("Cache-Control", "private, no-cache") // so that nobody sees it who goes back after a sign-out
			next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), visitorKey{}, v)))
		} else {
			next.ServeHTTP(w, r)
		}
	})
}

// Require is Visitors for pages that need somebody who is signed in. Others get the form first, and then come back.
func (h *Handler) Require(next http.Handler) http.Handler {
	return h.Visitors(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if From(r) == nil {
			redirect(w, h.address("", returnTo(r)))
			return
		}
		next.ServeHTTP(w, r)
	}))
}

// returnTo returns the field that leads back to the page of a request. A form that was sent cannot be sent again.
func returnTo(r *http.Request) core.Fields {
	if r.Method != http.MethodGet {
		return nil
	}
	asked, err := url.ParseRequestURI(r.RequestURI) // as the browser sent it; http.StripPrefix cuts r.URL
	if err != nil {
		asked = r.URL
	}
	return core.Fields{{Name: "return", Value: asked.RequestURI()}}
}

func (h *Handler) visitorOf(r *http.Request) (*Visitor, error) {
	c, ok := h.cookieOf(r)
	if !ok || h.isForeign(r) {
		return nil, nil
	}
	v, err := h.loadVisit(r.Context(), c)
	if err != nil || v == nil {
		return nil, err
	}
	return &Visitor{User: v.user, Account: v.session.Account, Session: v.session, handler: h, visitor: v.visitor}, nil
}
