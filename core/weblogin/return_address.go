package weblogin

import (
	"net/http"
	"strings"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

// mostReturn is the longest address to return to.
const mostReturn = 2000

// pathOf returns the path, query and fragment that a text names within the site, or "" if it names none. It is read as browsers do, which
// take //host and /\host for other sites, and leave out tabs.
func (h *Handler) pathOf(text string) string {
	url, ok := native.URLs{}.Parse(h.base.Origin() + text)
	if !ok || !strings.HasPrefix(text, "/") || len(text) > mostReturn || url.Origin() != h.base.Origin() || url.Userinfo {
		return ""
	}
	path := url.Path
	if strings.HasPrefix(path, "//") {
		return "" // it would name another site where somebody leaves out the origin
	}
	if url.Query != "" {
		path += "?" + url.Query
	}
	if url.Fragment != "" {
		path += "#" + url.Fragment
	}
	return path
}

// leave sends the browser to a path within the site, or to the site's home if there is none. The address is absolute, so no path can
// name another site.
func (h *Handler) leave(w http.ResponseWriter, text string) {
	path := h.pathOf(text)
	if path == "" {
		path = h.options.Home
	}
	redirect(w, h.base.Origin()+path)
}

func redirect(w http.ResponseWriter, address string) {
	w.Header().Set("Location", address)
	w.WriteHeader(http.StatusSeeOther)
}

// address returns the address of a page of the handler.
func (h *Handler) address(page string, fields core.Fields) string {
	address := h.base.Origin() + h.base.Path + page
	if len(fields) > 0 {
		address += "?" + native.URLs{}.Query(fields)
	}
	return address
}
