package weblogin

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

// Handler is the part of a site at which people sign in and out. It is safe for concurrent use.
type Handler struct {
	options    Options
	base       core.URL
	cookieName string
	transport  *transport
	routes     *http.ServeMux
	limits     limits
	shared     memory[core.Document]
	sweeping   sync.Mutex
	sweepFrom  string // where the next sweep goes on
	// mostServers is the constant of that name, but in tests.
	mostServers int
	sweeps      sweeps
}

// New returns the handler. Mount it at the path of Options.URL, without http.StripPrefix.
func New(options Options) (*Handler, error) {
	options.setDefaults()
	base, err := options.check()
	if err != nil {
		return nil, err
	}
	h := &Handler{options: options, base: base, cookieName: "__Host-weblogin", routes: http.NewServeMux(), mostServers: mostServers}
	if base.Scheme == "http" { // browsers take a name with __Host- over https only
		h.cookieName = "weblogin"
	}
	if home := h.pathOf(options.Home); home != "" {
		h.options.Home = home
	} else {
		return nil, fmt.Errorf("weblogin: Options.Home is %q: give a path of the site, such as /", options.Home)
	}
	if options.Lab && !isThisMachine(base.Host) {
		options.Log.Warn("weblogin: Options.Lab is for practice servers. With it, strangers can have this site ask addresses of its own network", "URL", options.URL)
	}
	h.limits = newLimits(options.PerVisitor, options.PerAddress)
	h.transport = &transport{Transport: native.NewTransport(&http.Client{Transport: options.Transport})}
	for pattern, handle := range map[string]http.HandlerFunc{
		"GET {$}": h.showForm, "POST {$}": h.begin, "GET callback": h.complete, "POST switch": h.switchAccount, "POST sign-out": h.signOut,
		"GET more": h.showStepUp, "POST more": h.beginStepUp, "GET style.css": serveStyle,
	} {
		method, path, _ := strings.Cut(pattern, " ")
		h.routes.HandleFunc(method+" "+base.Path+path, handle)
	}
	// The core checks its options before it looks at the server's name, so this shows a mistake and sends nothing.
	_, err = core.BeginSignIn(context.Background(), h.host("nobody"), h.signInOptions("", options.allScopes(options.MoreScopes)))
	if !errors.Is(err, core.CodeServerMissing) {
		return nil, fmt.Errorf("weblogin: %w", err)
	}
	return h, nil
}

// ServeHTTP answers a request below the address of Options.URL.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !strings.HasPrefix(r.URL.EscapedPath(), h.base.Path) {
		h.options.Log.Error("weblogin: the handler was asked for a path that is not below Options.URL. Mount it there, without http.StripPrefix, "+
			"and let a proxy leave paths as they are", "path", r.URL.Path, "URL", h.options.URL)
		http.NotFound(w, r)
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), stepLimit)
	defer cancel()
	r = r.WithContext(ctx)
	h.setHeaders(w)
	r.Body = http.MaxBytesReader(w, r.Body, mostFormBytes)
	if h.isForeign(r) {
		h.showError(w, r, &core.Error{Kind: core.ErrMastodon, Code: codeForeign, Message: "this request comes from a page of another site."})
		return
	}
	if err := readForm(r); err != nil && r.Method == http.MethodPost {
		h.showError(w, r, &core.Error{Kind: core.ErrIllegalArgument, Code: codeForm, Message: "the form cannot be read.", Cause: err})
		return
	}
	h.routes.ServeHTTP(w, r)
}

// readForm reads a form to its end. One that was cut off would say something else: without its account, a sign-out is that of another one.
func readForm(r *http.Request) error {
	err := r.ParseForm()
	if err == nil {
		err = r.ParseMultipartForm(mostFormBytes) // what a script sends as FormData
	}
	if errors.Is(err, http.ErrNotMultipart) {
		return nil
	}
	return err
}

// isForeign reports whether a page of another site may have made a request that changes something. Browsers say in Sec-Fetch-Site where a
// form comes from, and those that do not, in Origin. http.CrossOriginProtection is not enough here: it lets
// through what has neither, and takes a page of the same host over http for one of the site.
func (h *Handler) isForeign(r *http.Request) bool {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodOptions:
		return false
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "same-origin", "none":
		return false
	case "":
		return r.Header.Get("Origin") != h.base.Origin()
	}
	return true
}

// setHeaders sets what every page of the handler has. No page has a script, or is shown in a frame. A form may lead to any server,
// since a browser takes the redirect that follows it for a part of the form.
func (h *Handler) setHeaders(w http.ResponseWriter) {
	servers := "https:"
	if h.options.Lab {
		servers = "https: http:"
	}
	header := w.Header()
	header.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src "+servers+"; form-action 'self' "+servers+"; frame-ancestors 'none'; base-uri 'none'")
	header.Set("Referrer-Policy", "same-origin") // no-referrer would have browsers send forms without an origin
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("X-Frame-Options", "DENY")
	header.Set("Cache-Control", "no-store")
}

// host returns what the core needs for one visitor.
func (h *Handler) host(visitor string) core.Host {
	store := &visitorStore{store: h.options.Store, visitor: visitor, shared: &h.shared}
	return core.Host{Transport: h.transport, Storage: store, Crypto: native.Crypto{}, URLs: native.URLs{}, Locker: store}
}
