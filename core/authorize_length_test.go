package core_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

// allScopes are all scopes that Mastodon knows, one by one.
func allScopes() (scopes []string) {
	for _, set := range core.ScopeSets {
		if set.Name == "read" || set.Name == "write" {
			scopes = append(scopes, set.Contains...)
		}
	}
	return scopes
}

// weight is the length that Rails keeps: path and query, with six characters for each "&".
func weight(t *testing.T, address string) int {
	t.Helper()
	at, err := url.Parse(address)
	require.NoError(t, err)
	return len(at.RequestURI()) + 5*strings.Count(at.RawQuery, "&")
}

// Whatever the options are, the address is short enough for the server, or the error names what is too long.
func TestNoAddressIsTooLongForTheServer(t *testing.T) {
	for _, folder := range []string{"", "/a/folder"} {
		for _, scopes := range [][]string{{"read"}, {"read:accounts", "write:statuses"}, allScopes()} {
			for length := 30; length < 1700; length += 83 {
				uri := "https://app.example/?" + strings.Repeat("a", length)
				w := newWorld(t, practice.Options{Folder: folder})
				start, err := core.BeginSignIn(w.ctx, w.host, core.BeginSignInOptions{Server: w.base + folder, ClientName: "Test app", RedirectURI: uri, Scopes: scopes})
				if err != nil {
					assert.Equal(t, core.CodeAuthorizeURLTooLong, core.AsError(err).Code)
					assert.Contains(t, core.AsError(err).Message, core.GoName("redirectUri")+": ")
					assert.Greater(t, length, 750)
					assert.NotContains(t, strings.Join(w.server.Log(), "\n"), "POST /api/v1/apps", "nothing was registered for it")
					continue
				}
				assert.LessOrEqual(t, weight(t, start.URL), 1500)
				assert.Less(t, length, 1300)
				callback, err := w.server.Person().Approve(w.ctx, start.URL, "alice")
				require.NoError(t, err)
				done, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
				require.NoError(t, err)
				assert.Equal(t, start.Scopes, done.Session.Scopes, "the result says what was asked")
			}
		}
	}
}

func TestCoarserScopesWhereFineOnesDoNotFit(t *testing.T) {
	w := newWorld(t, practice.Options{})
	for length, want := range map[int][]string{50: allScopes(), 700: {"read", "write"}} {
		start := w.beginSignIn(t, func(o *core.BeginSignInOptions) {
			o.RedirectURI, o.Scopes = "https://app.example/?"+strings.Repeat("a", length), allScopes()
		})
		assert.Equal(t, want, start.Scopes)
	}
}

func TestTheOptionThatMakesAnAddressTooLong(t *testing.T) {
	for option, options := range map[string]core.AuthRequestURLOptions{
		"redirectUri": {RedirectURI: "https://app.example/?" + strings.Repeat("é", 250), State: strings.Repeat("s", 512)},
		"scopes":      {RedirectURI: "https://app.example/?" + strings.Repeat("a", 350), State: strings.Repeat("s", 350), Scopes: append(append(allScopes(), core.ScopeSets[5].Contains...), core.ScopeSets[6].Contains...)},
		"state":       {RedirectURI: "https://app.example/?" + strings.Repeat("a", 440), State: strings.Repeat("s", 512), Scopes: allScopes()},
	} {
		client, _ := scripted(t, core.Options{})
		_, err := client.AuthRequestURL(t.Context(), options)
		require.Error(t, err, option)
		assert.Equal(t, core.CodeAuthorizeURLTooLong, core.AsError(err).Code)
		assert.Contains(t, core.AsError(err).Message, core.GoName(option)+": ")
		assert.Contains(t, core.AsError(err).Hint, core.GoName(option))
	}
}
