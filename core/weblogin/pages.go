package weblogin

import (
	"bytes"
	_ "embed"
	"html/template"
	"net/http"
	"strings"

	"github.com/mastoauth/mastoauth/core"
)

// PageKind says what a page shows.
type PageKind string

const (
	PageForm     PageKind = "form"     // the form to sign in
	PageAccounts PageKind = "accounts" // the accounts of a person who is signed in, and the form for another one
	PageStepUp   PageKind = "step-up"  // what more the site asks for
	PageError    PageKind = "error"    // what went wrong, and the form to try again
)

// Page is what a page shows. Options.Render gets it, and so does the template of this package. Forms are sent to Path, with the field
// server, to Path + "switch" and Path + "sign-out" with the field account, and to Path + "more" with the field scopes. Each also takes the
// field return.
type Page struct {
	Kind     PageKind
	Status   int
	Language string // such as de
	Words    Words
	Site     string // Options.Name
	Home     string // the path of the site's home
	Path     string // that of the handler, with a slash at its end
	// Server is what the person has typed, and Servers are suggestions.
	Server  string
	Servers []string
	// Return is where the person came from, a path within the site.
	Return string
	// Notice is what has happened, and Error what went wrong and what to do, both for a person. Code is that of the error, and Description
	// the server's own words. Link is a page of the server about it.
	Notice, Error, Description, Link string
	Code                             core.Code
	// Accounts are those that are signed in. Current is the id of the one in use.
	Accounts []core.Session
	Current  string
	// Scopes are those that the site asks for.
	Scopes []string
}

//go:embed pages/page.html
var pageText string

//go:embed pages/style.css
var style []byte

var pageTemplate = template.Must(template.New("page").Parse(pageText))

// page returns what all pages show.
func (h *Handler) page(r *http.Request, kind PageKind) Page {
	language, words := wordsFor(r)
	return Page{
		Kind: kind, Status: http.StatusOK, Language: language, Words: words, Site: h.options.Name, Home: h.options.Home, Path: h.base.Path,
		Servers: h.options.Servers,
	}
}

func (h *Handler) render(w http.ResponseWriter, r *http.Request, page Page) {
	if h.options.Render != nil {
		h.options.Render(w, r, page)
		return
	}
	var text bytes.Buffer
	if err := pageTemplate.Execute(&text, page); err != nil {
		h.options.Log.Error("weblogin: the page could not be written", "error", err)
		http.Error(w, page.Words.OfError(core.CodeUnexpected), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Language", page.Language)
	w.Header().Add("Vary", "Accept-Language")
	w.WriteHeader(page.Status)
	_, _ = w.Write(text.Bytes())
}

func serveStyle(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	w.Header().Set("Cache-Control", "max-age=3600")
	_, _ = w.Write(style)
}

// serverName returns the name of the server of a session, by its id.
func serverName(session string) string {
	base, _, _ := strings.Cut(session, "#")
	_, name, _ := strings.Cut(base, "://")
	return name
}
