package weblogin

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/mastoauth/mastoauth/core"
)

// The time limits of each request to a server, of each cookie that is looked for in the store, and of a whole step.
const (
	beginRequestMs    = 8_000
	completeRequestMs = 10_000
	storeLimit        = 8 * time.Second
	stepLimit         = 45 * time.Second
	refusalLimit      = 8 * time.Second // of it, for the sign-out of an account that the site does not take
)

// mostRecords is how many records of the core a visitor may have to begin another sign-in. An account has two or three.
const mostRecords = 200

// mostFormBytes is the longest form that the handler reads.
const mostFormBytes = 16 << 10

func (h *Handler) signInOptions(server string, scopes []string) core.BeginSignInOptions {
	return core.BeginSignInOptions{
		Server: server, ClientName: h.options.Name, RedirectURI: h.address("callback", nil), Scopes: scopes,
		Website: h.base.Origin() + "/", RequestTimeoutMs: beginRequestMs,
	}
}

// begin takes the form, and sends the person to the server.
func (h *Handler) begin(w http.ResponseWriter, r *http.Request) {
	if origin := r.Header.Get("Origin"); strings.HasPrefix(origin, "http") && origin != h.base.Origin() {
		// The site was opened by another of its names. The browser will come back to that of Options.URL, and has to have its cookie there.
		redirect(w, h.address("", core.Fields{{Name: "server", Value: r.PostForm.Get("server")}, {Name: "return", Value: h.pathOf(r.PostForm.Get("return"))}}))
		return
	}
	h.beginSignIn(w, r, h.signInOptions(r.PostForm.Get("server"), h.options.allScopes(nil)))
}

func (h *Handler) beginSignIn(w http.ResponseWriter, r *http.Request, options core.BeginSignInOptions) {
	v, err := h.findVisit(r)
	if err == nil {
		err = h.limit(r, v)
	}
	isNew := v == nil
	if err == nil && isNew {
		v, err = h.newVisit(r.Context())
	}
	if err != nil {
		h.showError(w, r, err)
		return
	}
	h.sweepSoon(isNew)
	ctx := r.Context()
	host := h.host(v.visitor)
	if isNew {
		host.Storage.(*visitorStore).startEmpty()
	}
	if h.hasPending(ctx, host) {
		ctx = context.WithValue(ctx, withoutMemory{}, true) // the last try may have failed because of what is remembered
	}
	if keys, err := host.Storage.Keys(ctx, "mastoauth:"); err == nil && len(keys) >= mostRecords {
		h.showError(w, r, &core.Error{Kind: core.ErrMastodon, Code: codeFull, Message: "this browser has too many accounts."})
		return
	}
	options.ReturnTo = h.pathOf(r.PostForm.Get("return"))
	options.Lang = firstLanguage(r)
	start, err := core.BeginSignIn(ctx, host, options)
	if err != nil {
		if isNew {
			h.forgetNew(ctx, v)
		}
		h.showError(w, r, err)
		return
	}
	if isNew {
		h.setCookie(w, v.cookie, waitingLifetime)
	}
	redirect(w, start.URL)
}

// forgetNew forgets a visitor who has not left for a server, and so has no token. The cookie's record goes last: if this fails, a sweep finds
// the visitor by it.
func (h *Handler) forgetNew(ctx context.Context, v *visit) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), storeLimit)
	defer cancel()
	if h.options.Store.Delete(ctx, visitorPrefix+v.visitor) == nil {
		_ = h.forget(ctx, v)
	}
}

// lasting returns a context for what goes on when the browser has gone. It ends with the time of the step, or sooner by what is spared.
func lasting(r *http.Request, spared time.Duration) (context.Context, context.CancelFunc) {
	end, ok := r.Context().Deadline()
	if !ok {
		end = time.Now().Add(stepLimit)
	}
	return context.WithDeadline(context.WithoutCancel(r.Context()), end.Add(-spared))
}

// hasPending reports whether the visitor has left for a server and has not come back.
func (h *Handler) hasPending(ctx context.Context, host core.Host) bool {
	keys, err := host.Storage.Keys(ctx, pendingPrefix)
	for _, key := range keys {
		if record, second := host.Storage.Get(ctx, key); err == nil && second == nil && record != nil && record.Text("used") == "" {
			return true
		}
	}
	return false
}

// complete takes the person who comes back from a server.
func (h *Handler) complete(w http.ResponseWriter, r *http.Request) {
	v, err := h.findReturning(r)
	state, code := r.URL.Query().Get("state"), r.URL.Query().Get("code")
	if err == nil && v == nil {
		v, err = h.replay(w, r, state, code)
		if v != nil {
			return
		}
	}
	if err == nil {
		err = h.limit(r, v)
	}
	if err == nil && v == nil {
		err = noCookie(r)
	}
	if err != nil {
		h.showError(w, r, err)
		return
	}
	// A person who loads the page again has not given up: the second request waits for the first.
	ctx, cancel := lasting(r, refusalLimit)
	defer cancel()
	host := h.host(v.visitor)
	signIn, err := core.CompleteSignIn(ctx, host, core.CompleteSignInOptions{
		URL: h.address("callback", nil) + "?" + r.URL.RawQuery, RequestTimeoutMs: completeRequestMs,
	})
	if err != nil {
		page := h.errorPage(w, r, err)
		h.fillFromPending(ctx, host, state, &page)
		h.render(w, r, page)
		return
	}
	next := &visit{cookie: v.cookie.after(state, code), visitor: v.visitor, session: signIn.Session, returnTo: signIn.ReturnTo}
	var known *visit
	if signIn.Replayed { // this answer was completed before
		known, _ = h.loadVisit(ctx, next.cookie)
	}
	if known != nil {
		next = known
	} else if next.user, err = h.userOf(ctx, host, next.session); err != nil {
		if v.session.ID == next.session.ID { // the account that was in use until now
			h.note(h.forget(ctx, v))
			h.setCookie(w, cookie{}, 0)
		}
		h.showError(w, r, err)
		return
	}
	if err := h.saveVisit(ctx, next, v); err != nil {
		h.showError(w, r, err)
		return
	}
	h.setCookie(w, next.cookie, h.options.SessionLifetime)
	h.leave(w, next.returnTo)
}

// fillFromPending lets a person try a sign-in again that failed: the form has what is still stored of it.
func (h *Handler) fillFromPending(ctx context.Context, host core.Host, state string, page *Page) {
	record, err := host.Storage.Get(ctx, pendingPrefix+state)
	if err != nil || record == nil {
		return
	}
	page.Return = h.pathOf(record.Text("return_to"))
	if server := serverName(record.Text("api_base_url")); server != "" {
		page.Server = server
	}
}

// replay gives a browser the cookie that it did not get, because it loaded the page again while a sign-in was completed.
func (h *Handler) replay(w http.ResponseWriter, r *http.Request, state, code string) (*visit, error) {
	old, ok := h.cookieOf(r)
	if !ok || code == "" {
		return nil, nil
	}
	v, err := h.loadVisit(r.Context(), old.after(state, code))
	if err != nil || v == nil || time.Since(v.at) > replayLifetime {
		return nil, err
	}
	h.setCookie(w, v.cookie, h.options.SessionLifetime)
	h.leave(w, v.returnTo)
	return v, nil
}

// noCookie returns the error for a person who comes back without a cookie that the store knows.
func noCookie(r *http.Request) error {
	err := &core.Error{Kind: core.ErrMastodon, Code: core.CodeStateMismatch, Message: "this browser has no cookie of a sign-in.", Hint: "Start again."}
	if r.URL.Query().Get("code") != "" && len(r.Cookies()) == 0 {
		err.Code = codeNoCookies
	}
	return err
}

// userOf asks the site who the account is, and keeps that for when the person switches back to it. If the site refuses, the account is
// signed out again.
func (h *Handler) userOf(ctx context.Context, host core.Host, session core.Session) (string, error) {
	user, err := session.ID, error(nil)
	if h.options.User != nil {
		user, err = h.askSite(ctx, host, session)
	}
	if err == nil {
		err = host.Storage.Set(ctx, userPrefix+session.ID, core.Fields{{Name: "user", Value: user}})
	}
	if err != nil {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), refusalLimit) // the hook may have used up the rest
		defer cancel()
		_, second := core.SignOut(ctx, host, core.SessionOptions{ID: session.ID})
		h.note(second)
		h.note(host.Storage.Delete(ctx, userPrefix+session.ID))
	}
	return user, err
}

// askSite calls the hook. A panic of it is an error like others, so that no token stays behind.
func (h *Handler) askSite(ctx context.Context, host core.Host, account core.Session) (user string, err error) {
	client, err := clientOf(ctx, host, account.ID)
	if err != nil {
		return "", err
	}
	defer func() {
		if panicked := recover(); panicked != nil {
			user, err = "", fmt.Errorf("weblogin: Options.User panicked: %v\n%s", panicked, debug.Stack())
		}
	}()
	user, err = h.options.User(ctx, account, client)
	if err == nil && user == "" {
		err = errors.New("weblogin: Options.User returned neither a user nor an error")
	}
	return user, err
}

// clientOf returns a client for a session.
func clientOf(ctx context.Context, host core.Host, session string) (*core.Client, error) {
	return core.New(ctx, host, core.Options{AccessTokenKey: core.SessionKey(session), RatelimitMethod: core.RatelimitThrow, RequestTimeoutMs: completeRequestMs})
}
