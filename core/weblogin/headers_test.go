package weblogin

import (
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestEveryPageHasTheHeadersOfASafeOne(t *testing.T) {
	s := newSite(t, Options{MoreScopes: []string{"follow"}})
	b := s.browser(t)
	look := func(method, path string, fields ...string) {
		t.Helper()
		answer := b.get(path)
		if method == "POST" {
			answer = b.post(path, fields...)
		}
		header := answer.Header
		policy := header.Get("Content-Security-Policy")
		for _, part := range []string{"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "style-src 'self'"} {
			assert.Contains(t, policy, part, path)
		}
		assert.NotContains(t, policy, "script-src", "default-src says none")
		assert.NotContains(t, policy, "unsafe")
		assert.NotContains(t, policy, "http:", "but in a lab")
		assert.Equal(t, "same-origin", header.Get("Referrer-Policy"), path)
		assert.Equal(t, "nosniff", header.Get("X-Content-Type-Options"), path)
		assert.Equal(t, "DENY", header.Get("X-Frame-Options"), path)
		if !strings.HasSuffix(path, ".css") {
			assert.Equal(t, "no-store", header.Get("Cache-Control"), path)
		}
		body := text(t, answer)
		assert.NotRegexp(t, regexp.MustCompile(`(?i)<script|<style|\son[a-z]+=|\sstyle=|javascript:`), body, "nothing that the policy forbids")
	}
	look("GET", "/login/")
	look("GET", "/login/style.css")
	look("GET", "/login/nothing")
	look("GET", "/login/callback")
	look("POST", "/login/", "server", "practice.example")
	look("POST", "/login/", "server", "wrong")
	b.signIn("alice")
	look("GET", "/login/")
	look("GET", "/login/more?scopes=follow")
	look("POST", "/login/more", "scopes", "follow")
	look("POST", "/login/sign-out")
}

func TestWhatSomebodyElseWroteIsShownAsText(t *testing.T) {
	s := newSite(t, Options{Name: `<b>"Site"</b>`, Servers: []string{`"><script>alert(1)</script>`}})
	b := s.browser(t)
	evil := `"><script>alert(1)</script>`
	for _, answer := range []*http.Response{
		b.post("/login/", "server", evil, "return", "/"+evil),
		b.get("/login/?server=%22%3E%3Cscript%3E&return=/%22%3E%3Cscript%3E"),
		b.get("/login/callback?error=" + "%22%3E%3Cscript%3E&error_description=%22%3E%3Cscript%3E&state=%22%3E%3Cscript%3E"),
	} {
		page := text(t, answer)
		assert.NotContains(t, page, "<script")
		assert.NotContains(t, page, `value=""><`)
		assert.Contains(t, page, "&lt;b&gt;")
	}
}

func TestAPageThatASignOutHidesIsNotKept(t *testing.T) {
	s := newSite(t, Options{})
	b := s.browser(t)
	b.signIn("alice")
	for _, path := range []string{"/notes", "/open"} {
		assert.Equal(t, "private, no-cache", b.get(path).Header.Get("Cache-Control"))
	}
	assert.Empty(t, s.browser(t).get("/open").Header.Get("Cache-Control"), "what everybody sees is the site's own affair")
}

func TestAFormIsReadOnlySoFar(t *testing.T) {
	s := newSite(t, Options{})
	for _, path := range []string{"/login/", "/login/sign-out", "/login/switch", "/login/more"} {
		for _, from := range []string{"same-origin", "cross-site"} {
			endless := &endlessBody{}
			r := httptest.NewRequest("POST", siteURL+path, endless)
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.Header.Set("Sec-Fetch-Site", from)
			recorder := httptest.NewRecorder()
			s.pages.ServeHTTP(recorder, r)
			assert.Less(t, endless.read, 2*mostFormBytes, path)
			assert.NotEqual(t, http.StatusOK, recorder.Code)
		}
	}
}

// A form that was cut off does nothing, in particular not what it would do without the field that is missing.
func TestAFormThatIsCutOffDoesNothing(t *testing.T) {
	s := newSite(t, Options{MoreScopes: []string{"follow"}})
	b := s.browser(t)
	b.signIn("bob")
	b.signIn("alice")
	before := dump(t, s.store)
	for kind, start := range map[string]string{
		"application/x-www-form-urlencoded":   "long=" + strings.Repeat("x", mostFormBytes),
		"application/x-www-form-urlencoded; ": "account=%",
		"multipart/form-data; boundary=b":     "--b\r\nContent-Disposition: form-data; name=\"account\"\r\n\r\nhttps://prac",
		"multipart/form-data":                 "account=x",
	} {
		for _, path := range []string{"/login/", "/login/sign-out", "/login/switch", "/login/more"} {
			r := b.request(path)
			r.Method, r.Body = "POST", io.NopCloser(strings.NewReader(start))
			r.Header.Set("Content-Type", kind)
			r.Header.Set("Sec-Fetch-Site", "same-origin")
			recorder := httptest.NewRecorder()
			s.pages.ServeHTTP(recorder, r)
			assert.Equal(t, http.StatusBadRequest, recorder.Code, path)
			assert.Contains(t, recorder.Body.String(), "form_invalid")
		}
	}
	assert.Equal(t, before, dump(t, s.store))
	assert.True(t, b.isAlice())
}

// A script sends FormData in parts.
func TestAFormInParts(t *testing.T) {
	s := newSite(t, Options{})
	r := httptest.NewRequest("POST", siteURL+"/login/", strings.NewReader("--b\r\nContent-Disposition: form-data; name=\"server\"\r\n\r\npractice.example\r\n--b--\r\n"))
	r.Header.Set("Content-Type", "multipart/form-data; boundary=b")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	recorder := httptest.NewRecorder()
	s.pages.ServeHTTP(recorder, r)
	assert.Contains(t, sent(t, recorder.Result()), "https://practice.example/oauth/authorize")
}

type endlessBody struct{ read int }

func (e *endlessBody) Read(part []byte) (int, error) {
	e.read += len(part)
	return len(part), nil
}
