package weblogin

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mastoauth/mastoauth/core"
)

// A site may be a part of a larger one, whose mux cuts the beginning of its paths off.
func TestPagesBelowAPrefixAreReturnedTo(t *testing.T) {
	s := newSite(t, Options{MoreScopes: []string{"follow"}})
	b := s.browser(t)
	b.signIn("alice")
	page := "/app/notes?page=2"
	for _, asked := range []string{page, siteURL + page, ""} { // as a browser asks, as a client of a proxy does, and as a test may
		answer := func(page http.HandlerFunc) *httptest.ResponseRecorder {
			r := b.request("/app/notes?page=2")
			r.RequestURI = asked
			cut := "/app"
			if asked == "" {
				cut = ""
			}
			recorder := httptest.NewRecorder()
			http.StripPrefix(cut, s.login.Visitors(page)).ServeHTTP(recorder, r)
			return recorder
		}
		err := &core.Error{Code: core.CodeServerDown}
		shown := answer(func(w http.ResponseWriter, r *http.Request) { s.login.ShowError(w, r, err) })
		assert.Contains(t, shown.Body.String(), `name="return" value="/app/notes?page=2"`, asked)
		more := answer(func(w http.ResponseWriter, r *http.Request) { s.login.StepUp(w, r, "follow") })
		assert.Equal(t, siteURL+"/login/more?scopes=follow&return=%2Fapp%2Fnotes%3Fpage%3D2", more.Header().Get("Location"), asked)
		form := answer(func(w http.ResponseWriter, r *http.Request) {
			r.Header.Del("Cookie")
			s.login.Require(http.NotFoundHandler()).ServeHTTP(w, r.WithContext(t.Context()))
		})
		assert.Equal(t, siteURL+"/login/?return=%2Fapp%2Fnotes%3Fpage%3D2", form.Header().Get("Location"), asked)
	}
}

// Where every path is below that of the handler, an error still leads back to the page that it happened on.
func TestAHandlerAtTheRoot(t *testing.T) {
	s := newSite(t, Options{URL: siteURL + "/"})
	s.pages = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.login.ShowError(w, r, &core.Error{Code: core.CodeServerDown})
	})
	assert.Contains(t, text(t, s.browser(t).get("/notes")), `name="return" value="/notes"`)
}

// A handler that is mounted elsewhere finds no page. Its log says why.
func TestAHandlerThatIsMountedElsewhere(t *testing.T) {
	s := newSite(t, Options{})
	for path, mounted := range map[string]http.Handler{"/login/": http.StripPrefix("/login", s.login), "/sign-in/": s.login} {
		s.logged.Reset()
		recorder := httptest.NewRecorder()
		mounted.ServeHTTP(recorder, httptest.NewRequest("GET", siteURL+path, nil))
		assert.Equal(t, http.StatusNotFound, recorder.Code)
		assert.Contains(t, s.logged.String(), "not below Options.URL")
	}
	s.logged.Reset()
	s.browser(t).get("/login/nothing")
	assert.Empty(t, s.logged.String())
}
