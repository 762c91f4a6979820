package weblogin

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/mastoauth/mastoauth/core"
)

// StepUp asks the visitor of a request for more scopes, and then comes back to the page. They have to be among Options.MoreScopes: for
// others there is a page with an error. The same account must come back. Without a visitor, it shows the form first.
func (h *Handler) StepUp(w http.ResponseWriter, r *http.Request, scopes ...string) {
	for _, scope := range scopes {
		if !slices.Contains(h.options.Scopes, scope) && !slices.Contains(h.options.MoreScopes, scope) {
			h.ShowError(w, r, &core.Error{
				Kind: core.ErrIllegalArgument, Code: core.CodeOptionInvalid,
				Message: fmt.Sprintf("weblogin: StepUp asks for %q, which is not among Options.MoreScopes.", scope),
			})
			return
		}
	}
	fields := returnTo(r)
	if From(r) == nil {
		redirect(w, h.address("", fields))
		return
	}
	redirect(w, h.address("more", append(core.Fields{{Name: "scopes", Value: strings.Join(scopes, " ")}}, fields...)))
}

// Has reports whether the account has granted the scopes, or wider ones.
func (v *Visitor) Has(scopes ...string) bool {
	for _, scope := range scopes {
		wide, _, _ := strings.Cut(scope, ":")
		if !slices.Contains(v.Session.Scopes, scope) && !slices.Contains(v.Session.Scopes, wide) {
			return false
		}
	}
	return true
}

// showStepUp says what the site asks for, so that no other page can send the person on without a word.
func (h *Handler) showStepUp(w http.ResponseWriter, r *http.Request) {
	v := h.signedInVisit(w, r)
	if v == nil {
		return
	}
	page := h.page(r, PageStepUp)
	page.Scopes = h.moreScopes(r)
	page.Return = h.pathOf(r.FormValue("return"))
	page.Current, page.Accounts = v.session.ID, []core.Session{v.session}
	page.Server = serverName(v.session.ID)
	h.render(w, r, page)
}

// beginStepUp sends the person to the server again, with the scopes that the account has and those that the site asks for.
func (h *Handler) beginStepUp(w http.ResponseWriter, r *http.Request) {
	v := h.signedInVisit(w, r)
	if v == nil {
		return
	}
	options := h.signInOptions(v.session.Server, h.options.allScopes(append(h.moreScopes(r), v.session.Scopes...)))
	options.Session = v.session.ID
	h.beginSignIn(w, r, options)
}

// moreScopes returns the scopes that a request names, and that the site may ask for.
func (h *Handler) moreScopes(r *http.Request) []string {
	var scopes []string
	for _, scope := range strings.Fields(r.FormValue("scopes")) {
		if slices.Contains(h.options.MoreScopes, scope) && !slices.Contains(scopes, scope) {
			scopes = append(scopes, scope)
		}
	}
	return scopes
}
