package weblogin

import (
	"errors"
	"math"
	"net/http"
	"strconv"
	"time"

	"github.com/mastoauth/mastoauth/core"
)

// The codes that only this package makes.
const (
	codeForeign   core.Code = "foreign_request" // a page of another site may have sent the form
	codeNoCookies core.Code = "cookies_missing" // the browser sent no cookie at all on its way back
	codeForm      core.Code = "form_invalid"    // the form is too long, or was cut off
	codeFull      core.Code = "accounts_full"   // the browser is signed in with too many accounts
	codeRefused   core.Code = "refused"         // Options.User refused the account
)

// ShowError shows a page about an error of a client of the core, such as that of a visitor whose token no longer works, with the form to
// sign in again. It comes back to the page of the request. The headers of the pages of this package are set.
func (h *Handler) ShowError(w http.ResponseWriter, r *http.Request, err error) {
	h.setHeaders(w)
	page := h.errorPage(w, r, err)
	page.Return = h.pathOf(returnTo(r).Get("return"))
	h.render(w, r, page)
}

// showError shows a page about a request to the handler itself. It has what the form that was sent had.
func (h *Handler) showError(w http.ResponseWriter, r *http.Request, err error) {
	page := h.errorPage(w, r, err)
	if server := r.FormValue("server"); server != "" {
		page.Server = server
	}
	page.Return = h.pathOf(r.FormValue("return"))
	h.render(w, r, page)
}

// errorPage returns a page with what happened and what to do, and tells the log what a site's staff has to know.
func (h *Handler) errorPage(w http.ResponseWriter, r *http.Request, err error) Page {
	known := core.AsError(err)
	page := h.page(r, PageError)
	page.Status, page.Code, page.Description, page.Link = statusOf(known), known.Code, known.Description, known.Page
	page.Error = page.Words.ofError(known)
	if v := From(r); v != nil { // the store is not asked: the error may be its own
		page.Server = serverName(v.Session.ID)
	}
	if known.Code == core.CodeAccessDenied {
		page.Description = "" // it only says the same in OAuth's words
	}
	var refusal Refusal
	if errors.As(err, &refusal) {
		page.Status, page.Code, page.Error = http.StatusForbidden, codeRefused, string(refusal)
	}
	if known.Code == core.CodeRateLimited && known.ResetAt > 0 {
		wait := math.Ceil((known.ResetAt - float64(time.Now().UnixMilli())) / 1000)
		w.Header().Set("Retry-After", strconv.Itoa(int(max(wait, 1))))
	}
	switch {
	case errors.Is(err, errRefusedAddress):
		h.options.Log.Warn("weblogin: a server was not asked", "error", known.Unwrap())
	case page.Status >= 500 && refusal == "":
		h.options.Log.Warn("weblogin: a sign-in failed", "code", known.Code, "error", err, "cause", known.Unwrap())
	}
	return page
}

// isOwnLimit reports whether an error is that of Handler.limit, and not a server's.
func isOwnLimit(err *core.Error) bool {
	return err.Code == core.CodeRateLimited && err.Kind == core.ErrRatelimit && err.Op == ""
}

// statusOf returns the status of the page about an error.
func statusOf(err *core.Error) int {
	switch err.Code {
	case core.CodeRateLimited:
		if isOwnLimit(err) {
			return http.StatusTooManyRequests
		}
		return http.StatusServiceUnavailable
	case codeForm, core.CodeServerMissing, core.CodeServerInvalid, core.CodeServerIsEmail, core.CodeServerNotFound, core.CodeServerNotMastodon,
		core.CodeCallbackEmpty, core.CodeStateMissing, core.CodeStateMismatch, core.CodeStateExpired, core.CodeStateUsed, core.CodeIssuerMismatch,
		core.CodeTokenInCallback, core.CodeDuplicateParameter, core.CodeCodeMissing, core.CodeInvalidGrant, core.CodeSessionUnknown:
		return http.StatusBadRequest
	case codeForeign, codeNoCookies, codeFull, core.CodeAccessDenied, core.CodeAuthorizationRefused, core.CodeAccountMismatch, core.CodeScopesNotGranted,
		core.CodeAccountPending, core.CodeForbidden, core.CodeInsufficientScope, core.CodeUnauthorized, core.CodeInvalidToken,
		core.CodeSessionExpired, core.CodeNotLoggedIn:
		return http.StatusForbidden
	case core.CodeTimeout, core.CodeAborted:
		return http.StatusGatewayTimeout
	case core.CodeUnexpected, core.CodeInternal, core.CodeOptionInvalid, core.CodeStorageFull, core.CodeStorageCorrupt, core.CodeStorageBlocked, core.CodeLockLost:
		return http.StatusInternalServerError
	}
	return http.StatusBadGateway
}
