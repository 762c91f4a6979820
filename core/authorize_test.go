package core_test

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

// B9: PKCE and a one-time state on every login.
func TestAuthRequestURL(t *testing.T) {
	w := newWorld(t, practice.Options{})
	client := w.registered(t, "read write")
	no := false
	for name, test := range map[string]struct {
		options core.AuthRequestURLOptions
		query   map[string]string
	}{
		"defaults": {core.AuthRequestURLOptions{}, map[string]string{
			"response_type": "code", "redirect_uri": redirectURI, "scope": "read write", "code_challenge_method": "S256",
			"force_login": "", "lang": "",
		}},
		"everything": {core.AuthRequestURLOptions{RedirectURI: core.OutOfBand, Scopes: []string{"read"}, ForceLogin: true, State: "own-state_1", Lang: "de"}, map[string]string{
			"redirect_uri": core.OutOfBand, "scope": "read", "force_login": "true", "state": "own-state_1", "lang": "de",
		}},
		"without PKCE": {core.AuthRequestURLOptions{PKCE: &no}, map[string]string{"code_challenge": "", "code_challenge_method": ""}},
	} {
		t.Run(name, func(t *testing.T) {
			request, err := client.AuthRequestURL(w.ctx, test.options)
			require.NoError(t, err)
			address, err := url.Parse(request.URL)
			require.NoError(t, err)
			assert.Equal(t, w.base+"/oauth/authorize", address.Scheme+"://"+address.Host+address.Path)
			for name, value := range test.query {
				assert.Equal(t, value, address.Query().Get(name), name)
			}
			assert.Equal(t, request.State, address.Query().Get("state"))
			// B8: an option that was not given is not sent as "None" or "False".
			assert.NotContains(t, request.URL, "None")
			assert.NotContains(t, request.URL, "False")
		})
	}
	one, _ := client.AuthRequestURL(w.ctx, core.AuthRequestURLOptions{})
	two, _ := client.AuthRequestURL(w.ctx, core.AuthRequestURLOptions{})
	assert.NotEqual(t, one.State, two.State)
	assert.NotEqual(t, one.CodeVerifier, two.CodeVerifier)
	assert.GreaterOrEqual(t, len(one.State), 22)
	assert.Len(t, one.CodeVerifier, 43)
}
