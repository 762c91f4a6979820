package native

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"errors"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/mastoauth/mastoauth/core"
)

// callbackPages are what the browser is shown at the port of a login that waits.
type callbackPages struct {
	app     string        // the program's name
	address string        // the registered address
	state   string        // of the login that waits
	arrived chan arrival  // the answers to it
	decided chan struct{} // closed when the login has ended
	session core.Session  // how it ended
	err     error
}

// arrival is an answer of the server. shown is closed when the browser has its page.
type arrival struct {
	address string
	shown   chan struct{}
}

// decide ends the login, for whoever waits for its page.
func (p *callbackPages) decide(session core.Session, err error) {
	p.session, p.err = session, err
	close(p.decided)
}

// ServeHTTP answers the browser. Only a GET of the registered address itself, with the state of this login, is an answer to it: another
// Host is a name that somebody has pointed at this computer (DNS rebinding).
func (p *callbackPages) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	own, _ := url.Parse(p.address)
	switch {
	case r.Host != own.Host:
		p.show(w, http.StatusMisdirectedRequest, strayPage)
	case r.URL.Path != own.Path:
		p.show(w, http.StatusNotFound, strayPage)
	case r.Method != http.MethodGet:
		w.Header().Set("Allow", http.MethodGet)
		p.show(w, http.StatusMethodNotAllowed, strayPage)
	case !p.isAnswer(r.URL.Query()):
		p.show(w, http.StatusBadRequest, strayPage)
	default:
		answer := arrival{p.address + "?" + r.URL.RawQuery, make(chan struct{})}
		defer close(answer.shown)
		select {
		case p.arrived <- answer:
			<-p.decided
		case <-p.decided: // the page was loaded twice
		}
		p.show(w, http.StatusOK, pageOf(p.session, p.err))
	}
}

// isAnswer reports whether a query has the state of this login. Hollo leaves it out if the person refuses.
func (p *callbackPages) isAnswer(query url.Values) bool {
	return slices.Contains(query["state"], p.state) || !query.Has("state") && query.Has("error")
}

// page is what one page says.
type page struct{ Title, Text, App string }

var strayPage = page{Title: "Nothing waits for this page", Text: "A login goes on in the window that was opened last."}

func pageOf(session core.Session, err error) page {
	switch {
	case err == nil:
		return page{Title: "You are logged in", Text: "The account is @" + session.Account.Handle + "."}
	case errors.Is(err, core.CodeAccessDenied):
		return page{Title: "You are not logged in", Text: "You did not agree, so your account stays as it is."}
	case err == errNoBrowser:
		return strayPage
	}
	return page{Title: "The login did not work", Text: "What happened: " + core.AsError(err).Message}
}

const (
	pageStyle  = `body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 32rem; margin: 20vh auto; padding: 0 1rem } :root { color-scheme: light dark }`
	pageScript = `history.replaceState(null, "", "/")` // the code leaves the address and the history
)

//go:embed callback_page.html
var pageSource string

var pageTemplate = template.Must(template.New("").Parse(pageSource))

// pageTime is how long a page may take to reach the browser.
const pageTime = 2 * time.Second

// show sends a page. It is whole in the hands of the system when show returns, so that the program may end.
func (p *callbackPages) show(w http.ResponseWriter, status int, shown page) {
	shown.App = p.app
	var html bytes.Buffer
	_ = pageTemplate.Execute(&html, struct { // writing to memory never fails
		page
		Style  template.CSS
		Script template.JS
	}{shown, pageStyle, pageScript})
	for name, value := range map[string]string{
		"Content-Type": "text/html; charset=utf-8", "Content-Length": strconv.Itoa(html.Len()), "Connection": "close",
		"Content-Security-Policy": "default-src 'none'; style-src " + hashOf(pageStyle) + "; script-src " + hashOf(pageScript) +
			"; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
		"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff",
		"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
	} {
		w.Header().Set(name, value)
	}
	sending := http.NewResponseController(w)
	_ = sending.SetWriteDeadline(time.Now().Add(pageTime))
	w.WriteHeader(status)
	_, _ = w.Write(html.Bytes())
	_ = sending.Flush()
}

// hashOf returns what a policy says of an inline style or script.
func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}
