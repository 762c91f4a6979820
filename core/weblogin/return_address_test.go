package weblogin

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// elsewhere are texts that some browser or library takes for an address of another site.
var elsewhere = []string{
	"https://evil.example/", "http://evil.example", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
	"/\n/evil.example", "\t//evil.example", " //evil.example", "/%09/evil.example/..//evil.example", "javascript:alert(1)", "data:text/html,x",
	"evil.example", ".evil.example", "@evil.example", ":443@evil.example", ":8443/", "/..//evil.example", "/./\\evil.example", "/a/../..//evil.example",
	"/\u2215evil.example", "//evil.example\\@site.example", "/\x00/evil.example", "//site.example:8443/", "?return=//evil.example", "#//evil.example", "",
	"/" + strings.Repeat("a", mostReturn),
}

// Where a sign-in leads is a page of this site, whatever a link says (open redirect).
func TestASignInLeadsToThisSiteOnly(t *testing.T) {
	s := newSite(t, Options{})
	for _, to := range elsewhere {
		b := s.browser(t)
		address, err := url.Parse(b.signIn("alice", "return", to))
		require.NoError(t, err, to)
		assert.Equal(t, "https", address.Scheme, to)
		assert.Equal(t, "site.example", address.Host, "%q leads to %s", to, address)
		assert.False(t, strings.HasPrefix(address.Path, "//"), "%q leads to %s", to, address)
		b.post("/login/switch", "account", accountOf(t, b, "alice"), "return", to)
	}
}

func TestAPageOfThisSiteIsReturnedToAsItWas(t *testing.T) {
	s := newSite(t, Options{})
	for to, want := range map[string]string{
		"/": "/", "/notes": "/notes", "/a b?c=d e#f": "/a%20b?c=d%20e#f", "/ä?q=ä&x=%2F%2Fevil.example": "/%C3%A4?q=%C3%A4&x=%2F%2Fevil.example",
		"/go?to=https://evil.example/": "/go?to=https://evil.example/",
	} {
		assert.Equal(t, siteURL+want, s.browser(t).signIn("alice", "return", to))
	}
}

// within is a path that no browser takes for an address of another site, and that keeps its place in a header.
var within = regexp.MustCompile(`^/([^/\\\x00-\x20\x7f-\xff][^\x00-\x20\x7f-\xff]*)?$`)

func FuzzReturnAddress(f *testing.F) {
	for _, to := range elsewhere {
		f.Add(to)
	}
	login, err := New(Options{URL: siteURL + "/login/", Name: "x"})
	require.NoError(f, err)
	f.Fuzz(func(t *testing.T, to string) {
		if path := login.pathOf(to); path != "" && !within.MatchString(path) {
			t.Errorf("%q leads to %q", to, path)
		}
	})
}
