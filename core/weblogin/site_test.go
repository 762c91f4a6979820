package weblogin

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/practice"
)

// A site is one with this handler, and a practice server that its visitors have their accounts on, all without a socket.
type site struct {
	server *practice.Server
	store  Store
	login  *Handler
	pages  http.Handler
	logged strings.Builder
}

const siteURL = "https://site.example"

// newSite returns a site with these options, and what they leave out.
func newSite(t *testing.T, options Options) *site {
	t.Helper()
	s := &site{server: practice.New(practice.Options{})}
	s.mount(t, options)
	return s
}

// mount gives the site a handler: its first one, or that of another process with the same store.
func (s *site) mount(t *testing.T, options Options) {
	t.Helper()
	if options.Store == nil && s.store == nil {
		options.Store = native.NewMemStore()
	}
	if options.Store != nil {
		s.store = options.Store
	}
	options.Store = s.store
	if options.URL == "" {
		options.URL = siteURL + "/login/"
	}
	if options.Transport == nil {
		options.Transport = s.server.RoundTripper()
	}
	if options.Name == "" {
		options.Name = "Test site"
	}
	options.Log = slog.New(slog.NewTextHandler(&s.logged, nil))
	login, err := New(options)
	require.NoError(t, err)
	mux := http.NewServeMux()
	mux.Handle("/login/", login)
	hello := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if v := From(r); v != nil {
			_, _ = io.WriteString(w, "Hello, "+v.Account.Handle+", user "+v.User)
		} else {
			_, _ = io.WriteString(w, "Hello, stranger")
		}
	})
	mux.Handle("/open", login.Visitors(hello))
	mux.Handle("/", login.Require(hello))
	s.login, s.pages = login, mux
}

// A browser keeps cookies, and says where its forms come from.
type browser struct {
	t    *testing.T
	site *site
	jar  *cookiejar.Jar
	from string // the address of the connection
	head map[string]string
}

func (s *site) browser(t *testing.T) *browser {
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	return &browser{t: t, site: s, jar: jar, from: "192.0.2.1:1000", head: map[string]string{}}
}

// do makes one request.
func (b *browser) do(method, path string, form url.Values) *http.Response {
	b.t.Helper()
	r := httptest.NewRequest(method, siteURL+path, strings.NewReader(form.Encode())).WithContext(b.t.Context()) // one that may end
	r.RemoteAddr = b.from
	if method == "POST" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	for name, value := range b.head {
		r.Header.Set(name, value)
	}
	for _, c := range b.jar.Cookies(r.URL) {
		r.AddCookie(c)
	}
	recorder := httptest.NewRecorder()
	b.site.pages.ServeHTTP(recorder, r)
	response := recorder.Result()
	b.jar.SetCookies(r.URL, response.Cookies())
	return response
}

func (b *browser) get(path string) *http.Response { b.t.Helper(); return b.do("GET", path, nil) }

// post sends a form, given as names and values.
func (b *browser) post(path string, fields ...string) *http.Response {
	b.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	return b.do("POST", path, form)
}

// text returns the body of a response.
func text(t *testing.T, response *http.Response) string {
	t.Helper()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return string(body)
}

// sent returns the address that a response sends the browser to.
func sent(t *testing.T, response *http.Response) string {
	t.Helper()
	require.Equal(t, http.StatusSeeOther, response.StatusCode, text(t, response))
	return response.Header.Get("Location")
}

// begin sends the form, and returns the address of the server's page.
func (b *browser) begin(fields ...string) string {
	b.t.Helper()
	return sent(b.t, b.post("/login/", append([]string{"server", "practice.example"}, fields...)...))
}

// callback has a person allow what the server's page asks, and returns the path that the browser then opens at the site.
func (b *browser) callback(page, person string) string {
	b.t.Helper()
	back, err := b.site.server.Person().Approve(b.t.Context(), page, person)
	require.NoError(b.t, err)
	require.True(b.t, strings.HasPrefix(back, siteURL+"/login/callback?"), back)
	return strings.TrimPrefix(back, siteURL)
}

// signIn goes to the server and back, and returns where the site sends the browser then.
func (b *browser) signIn(person string, fields ...string) string {
	b.t.Helper()
	return sent(b.t, b.get(b.callback(b.begin(fields...), person)))
}

// cookie returns the cookie of the handler that the browser has.
func (b *browser) cookie() string {
	here, _ := url.Parse(siteURL + "/")
	for _, c := range b.jar.Cookies(here) {
		return c.Name + "=" + c.Value
	}
	return ""
}

func (b *browser) sees(path, want string) {
	b.t.Helper()
	assert.Equal(b.t, want, text(b.t, b.get(path)), path)
}

const (
	asAlice  = "Hello, alice@practice.example, user https://practice.example#"
	stranger = "Hello, stranger"
)

func (b *browser) isAlice() bool {
	b.t.Helper()
	return strings.HasPrefix(text(b.t, b.get("/open")), asAlice)
}

// request returns a request of the browser that nobody has answered yet.
func (b *browser) request(path string) *http.Request {
	r := httptest.NewRequest("GET", siteURL+path, nil)
	for _, c := range b.jar.Cookies(r.URL) {
		r.AddCookie(c)
	}
	return r
}
