package weblogin

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
)

// foreign are requests by what browsers say of them, and whether a page of the site has made them.
var origins = map[string]struct {
	fetchSite, origin string
	own               bool
}{
	"a page of this site":                   {"same-origin", siteURL, true},
	"the person, by reload":                 {"none", "", true},
	"a browser before Sec-Fetch-Site":       {"", siteURL, true},
	"a page of another site":                {"cross-site", "https://evil.example", false},
	"a page of another site, before that":   {"", "https://evil.example", false},
	"a subdomain":                           {"same-site", "https://blog.site.example", false},
	"a subdomain, before Sec-Fetch-Site":    {"", "https://blog.site.example", false},
	"the same host over http":               {"", "http://site.example", false},
	"a sandboxed frame":                     {"cross-site", "null", false},
	"a sandboxed frame, before that":        {"", "null", false},
	"what does not say where it comes from": {"", "", false},
}

// SameSite=Lax does not keep forms of subdomains away, and no browser's rules keep those of a sign-in away, which needs no cookie.
func TestOnlyOwnPagesChangeAnything(t *testing.T) {
	s := newSite(t, Options{MoreScopes: []string{"follow"}})
	b := s.browser(t)
	b.signIn("alice")
	b.signIn("bob")
	b.post("/login/switch", "account", accountOf(t, b, "alice"))
	bob := accountOf(t, b, "bob")
	before := dump(t, s.store)
	for name, from := range origins {
		b.head = map[string]string{"Sec-Fetch-Site": from.fetchSite, "Origin": from.origin}
		if from.own {
			assert.Equal(t, http.StatusSeeOther, b.post("/login/", "server", "practice.example").StatusCode, name)
			b.post("/login/switch", "account", accountOf(t, b, "alice"))
			before = dump(t, s.store)
			continue
		}
		for path, fields := range map[string][]string{
			"/login/": {"server", "practice.example"}, "/login/switch": {"account", bob}, "/login/sign-out": {}, "/login/more": {"scopes", "follow"},
		} {
			answer := b.post(path, fields...)
			assert.Equal(t, http.StatusForbidden, answer.StatusCode, "%s: %s", name, path)
			assert.Contains(t, text(t, answer), "foreign_request")
			assert.Empty(t, answer.Cookies())
		}
	}
	assert.Equal(t, before, dump(t, s.store))
	b.head = nil
	assert.True(t, b.isAlice())
}

// What a site's own pages change is protected too: a form of another site has no visitor.
func TestAForeignRequestHasNoVisitor(t *testing.T) {
	s := newSite(t, Options{})
	b := s.browser(t)
	b.signIn("alice")
	for name, from := range origins {
		b.head = map[string]string{"Sec-Fetch-Site": from.fetchSite, "Origin": from.origin}
		said := text(t, b.post("/open"))
		assert.Equal(t, from.own, said != stranger, "%s: %s", name, said)
	}
}

func TestWhatOnlyReadsChangesNothing(t *testing.T) {
	s := newSite(t, Options{})
	b := s.browser(t)
	b.signIn("alice")
	before := dump(t, s.store)
	for _, path := range []string{"sign-out", "switch", "sign-out?account=x", "more", "", "style.css", "elsewhere"} {
		b.get("/login/" + path)
		b.do("HEAD", "/login/"+path, nil)
	}
	assert.Equal(t, before, dump(t, s.store))
	assert.True(t, b.isAlice())
	assert.Equal(t, http.StatusMethodNotAllowed, b.get("/login/sign-out").StatusCode)
}
