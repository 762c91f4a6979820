package weblogin

import (
	"context"
	"net/http"
	"time"

	"github.com/mastoauth/mastoauth/core"
)

// showForm shows the form, with the accounts of a person who is signed in.
func (h *Handler) showForm(w http.ResponseWriter, r *http.Request) {
	v, err := h.findVisit(r)
	if err != nil {
		h.showError(w, r, err)
		return
	}
	h.showAccounts(w, r, v, Page{})
}

// showAccounts does that, with what a page says that has just been told.
func (h *Handler) showAccounts(w http.ResponseWriter, r *http.Request, v *visit, told Page) {
	page := h.page(r, PageForm)
	page.Notice, page.Link = told.Notice, told.Link
	page.Return = h.pathOf(r.FormValue("return"))
	page.Server = r.FormValue("server")
	if v.signedIn() {
		list, err := h.accounts(r.Context(), v)
		if err != nil {
			h.showError(w, r, err)
			return
		}
		page.Kind, page.Current, page.Accounts = PageAccounts, v.session.ID, list
	}
	h.render(w, r, page)
}

// accounts lists the accounts that the visitor is signed in with. One that the site has not taken yet is not among them.
func (h *Handler) accounts(ctx context.Context, v *visit) ([]core.Session, error) {
	host := h.host(v.visitor)
	list, err := core.Sessions(ctx, host, core.SessionsOptions{})
	var taken []core.Session
	for _, session := range list.Sessions {
		if user, second := host.Storage.Get(ctx, userPrefix+session.ID); second == nil && user != nil && user.Text("user") != "" {
			taken = append(taken, session)
		}
	}
	return taken, err
}

// signedInVisit returns the visit of somebody who is signed in, or shows the form.
func (h *Handler) signedInVisit(w http.ResponseWriter, r *http.Request) *visit {
	v, err := h.findVisit(r)
	switch {
	case err != nil:
		h.showError(w, r, err)
	case !v.signedIn():
		redirect(w, h.address("", nil))
	default:
		return v
	}
	return nil
}

// switchAccount makes another account of the visitor the one in use.
func (h *Handler) switchAccount(w http.ResponseWriter, r *http.Request) {
	v := h.signedInVisit(w, r)
	if v == nil {
		return
	}
	list, err := h.accounts(r.Context(), v)
	for _, session := range list {
		if err == nil && session.ID == r.PostFormValue("account") {
			if err = h.use(w, r, v, session); err == nil {
				h.leave(w, r.PostFormValue("return"))
				return
			}
		}
	}
	if err == nil {
		err = &core.Error{Kind: core.ErrIllegalArgument, Code: core.CodeSessionUnknown, Message: "this account is not signed in any more."}
	}
	h.showError(w, r, err)
}

// use makes an account the one in use, with a new cookie.
func (h *Handler) use(w http.ResponseWriter, r *http.Request, v *visit, session core.Session) error {
	user, err := h.host(v.visitor).Storage.Get(r.Context(), userPrefix+session.ID)
	if err != nil || user == nil {
		return err
	}
	next := &visit{cookie: newCookie(time.Unix(v.cookie.begun, 0)), visitor: v.visitor, session: session, user: user.Text("user")}
	if err = h.saveVisit(r.Context(), next, v); err == nil {
		h.setCookie(w, next.cookie, h.options.SessionLifetime)
	}
	return err
}

// signOut ends one account, or the one in use, and asks its server to revoke the token. If it was the last one, the browser has no cookie
// any more.
func (h *Handler) signOut(w http.ResponseWriter, r *http.Request) {
	v := h.signedInVisit(w, r)
	if v == nil {
		return
	}
	id := r.PostFormValue("account")
	if id == "" {
		id = v.session.ID
	}
	ctx, cancel := lasting(r, 0) // a sign-out that was asked for happens
	defer cancel()
	host := h.host(v.visitor)
	before, err := h.accounts(ctx, v)
	if err != nil {
		h.showError(w, r, err)
		return
	}
	end, err := core.SignOut(ctx, host, core.SessionOptions{ID: id})
	if err == nil {
		err = host.Storage.Delete(ctx, userPrefix+id)
	}
	var left []core.Session
	if err == nil {
		left, err = h.accounts(ctx, v)
	}
	switch {
	case err != nil:
	case len(left) == 0:
		err = h.endVisit(ctx, v.visitor, v.cookie.key(visitPrefix))
		h.setCookie(w, cookie{}, 0)
		v = nil
	case id == v.session.ID:
		if err = h.use(w, r, v, left[0]); err == nil {
			v.session = left[0]
		}
	}
	if err != nil {
		h.showError(w, r, err)
		return
	}
	_, words := wordsFor(r)
	h.showAccounts(w, r, v, toldOf(words, end, id, before, len(left) > 0))
}

// toldOf says what became of a sign-out.
func toldOf(words Words, end core.SignOutOutcome, id string, before []core.Session, others bool) Page {
	told, unconfirmed := Page{Notice: words.Of("signedOut")}, words.With("unconfirmed", serverName(id))
	for _, session := range before {
		if session.ID == id && others {
			told.Notice = words.With("otherSignedOut", session.Account.Handle)
			unconfirmed = told.Notice + " " + words.With("otherUnconfirmed", serverName(id))
		}
	}
	if !end.Confirmed && !end.InUse { // if it is in use, another browser of the person is signed in with the same token
		told.Notice, told.Link = unconfirmed, end.AuthorizedAppsURL
	}
	return told
}
