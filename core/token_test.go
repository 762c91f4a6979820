package core_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

// The forms of tokens that servers send (reference: Doorkeeper, Pleroma, Pixelfed, Hollo, Sharkey).
func TestTokensAsServersSendThem(t *testing.T) {
	for name, test := range map[string]struct{ body, scope string }{
		"Mastodon":              {`{"access_token":"t","token_type":"Bearer","scope":"read write","created_at":1795341300}`, "read write"},
		"a list of scopes":      {`{"access_token":"t","token_type":"Bearer","scope":["read","write"]}`, "read write"},
		"no scope (Pixelfed)":   {`{"access_token":"t","token_type":"Bearer","expires_in":31536000,"refresh_token":"r"}`, "read write"},
		"an empty scope (snac)": {`{"access_token":"t","token_type":"Bearer","scope":""}`, "read write"},
		"null for a scope":      {`{"access_token":"t","token_type":"Bearer","scope":null}`, "read write"},
		"a small bearer":        {`{"access_token":"t","token_type":"bearer","scope":"read write"}`, "read write"},
		"no type":               {`{"access_token":"t","scope":"read write"}`, "read write"},
		"milliseconds (Hollo)":  {`{"access_token":"t","token_type":"Bearer","scope":"read write","created_at":1795341300000}`, "read write"},
		"more than was asked":   {`{"access_token":"t","token_type":"Bearer","scope":"read write follow push"}`, "read write follow push"},
		"nulls (B14)":           {`{"access_token":"t","token_type":"Bearer","scope":"read write","expires_in":null,"refresh_token":null,"created_at":null}`, "read write"},
	} {
		t.Run(name, func(t *testing.T) {
			client, _ := scripted(t, core.Options{}, jsonAnswer(200, test.body))
			token, err := client.LogIn(t.Context(), core.LogInOptions{Code: "code-1", CodeVerifier: "v", Scopes: []string{"read", "write"}})
			require.NoError(t, err)
			assert.Equal(t, test.scope, token.Document.Text("scope"))
			assert.Equal(t, "t", client.Credentials().AccessToken)
		})
	}
	for name, body := range map[string]string{
		"no token": `{"token_type":"Bearer"}`, "a token that is none": `{"access_token":{},"token_type":"Bearer"}`,
		"another type": `{"access_token":"t","token_type":"mac"}`, "a list": `["t"]`, "a text": `"t"`, "an error with 200": `{"error":"no"}`,
	} {
		client, _ := scripted(t, core.Options{}, jsonAnswer(200, body))
		_, err := client.LogIn(t.Context(), core.LogInOptions{Code: "code-1", CodeVerifier: "v"})
		require.ErrorIs(t, err, core.ErrAPI, name)
		assert.Equal(t, core.CodeAnswerUnexpected, core.AsError(err).Code, name)
		assert.Equal(t, "token-1", client.Credentials().AccessToken, "B13: what was there before stays")
	}
}

func FuzzToken(f *testing.F) {
	for _, seed := range []string{
		`{"access_token":"t","scope":["read",5,null,{}]}`, `{"access_token":5,"token_type":"BEARER"}`, `[[[[]]]]`, `{"scope":"read,write+push"}`, `1e999`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		document, err := native.Parse([]byte(body))
		if err != nil {
			return
		}
		token, err := core.CheckedToken(&core.Response{Status: 200, Body: document}, "server.example", []string{"read"})
		if err == nil {
			require.NotEmpty(t, token.Text("access_token"))
			require.NotEmpty(t, token.Text("scope"))
			token.Number("expires_in")
		}
	})
}
