package core_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

// People copy the whole address where they are asked for the code.
func TestLogInWithTheWholeAddress(t *testing.T) {
	for name, test := range map[string]struct {
		copied func(callback string) string
		change func(*core.LogInOptions)
		code   core.Code
	}{
		"the callback":         {copied: func(c string) string { return c }},
		"with quotation marks": {copied: func(c string) string { return " “" + c + "”\n" }},
		"in the fragment": {copied: func(c string) string {
			return redirectURI + "#code=" + param(c, "code") + "&state=" + param(c, "state")
		}},
		"an app's own scheme": {copied: func(c string) string {
			return "com.example.app:/cb?state=" + param(c, "state") + "&code=" + param(c, "code")
		}},
		"the page that shows the code": {copied: func(c string) string {
			return "https://practice.example/oauth/authorize/native?code=" + param(c, "code")
		}},
		"that page, and scopes": {copied: func(c string) string {
			return "https://practice.example/oauth/authorize/native?code=" + param(c, "code")
		}, change: func(o *core.LogInOptions) { o.Scopes = []string{"read"} }},
		"another state":                 {copied: func(c string) string { return with(c, "state", "forged") }, code: core.CodeStateMismatch},
		"another issuer":                {copied: func(c string) string { return c + "&iss=https%3A%2F%2Fevil.example" }, code: core.CodeIssuerMismatch},
		"another issuer and no state":   {copied: func(c string) string { return redirectURI + "?iss=https%3A%2F%2Fevil.example&code=" + param(c, "code") }, code: core.CodeStateMissing},
		"a token":                       {copied: func(c string) string { return c + "&access_token=stolen-1" }, code: core.CodeTokenInCallback},
		"an address without a code":     {copied: func(string) string { return redirectURI }, code: core.CodeInvalidGrant},
		"an address with an empty code": {copied: func(string) string { return redirectURI + "?code=" }, code: core.CodeInvalidGrant},
		"a part of an address":          {copied: func(c string) string { return "code=" + param(c, "code") }, code: core.CodeOptionInvalid},
		"a query":                       {copied: func(c string) string { return "?state=x&code=" + param(c, "code") }, code: core.CodeOptionInvalid},
		"an address and a verifier":     {copied: func(c string) string { return c }, change: func(o *core.LogInOptions) { o.CodeVerifier = "v" }, code: core.CodeOptionInvalid},
		"an address and scopes":         {copied: func(c string) string { return c }, change: func(o *core.LogInOptions) { o.Scopes = []string{"read"} }, code: core.CodeOptionInvalid},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, practice.Options{})
			client := w.registered(t, "read")
			callback := w.begin(t, client)
			options := core.LogInOptions{Code: test.copied(callback), ToKey: "login"}
			if test.change != nil {
				test.change(&options)
			}
			_, err := client.LogIn(w.ctx, options)
			if test.code == "" {
				require.NoError(t, err)
				assert.Equal(t, client.Credentials().AccessToken, w.fields(t, "login").Get("access_token"))
				return
			}
			require.ErrorIs(t, err, test.code)
			assert.Equal(t, core.GoName("logIn"), core.AsError(err).Op)
			assert.NotContains(t, err.Error(), param(callback, "code"))
			assert.Empty(t, w.fields(t, "login"), "nothing is stored")
			if test.code == core.CodeStateMissing {
				assert.Contains(t, core.AsError(err).Hint, core.WordsForCode)
			}
		})
	}
}
