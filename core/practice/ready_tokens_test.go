package practice_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core/practice"
)

// statusWith sends a GET request with a token, and returns the status of the answer.
func statusWith(t *testing.T, server *practice.Server, path, token string) int {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL()+path, nil)
	require.NoError(t, err)
	request.Header.Set("Authorization", "Bearer "+token)
	response, err := (&http.Client{Transport: server.RoundTripper()}).Do(request)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	return response.StatusCode
}

func TestAReadyTokenWorksOnEveryServer(t *testing.T) {
	for _, flavour := range practice.Flavours() {
		t.Run(flavour, func(t *testing.T) {
			options, _ := practice.Flavour(flavour)
			server := practice.New(options)
			tokens := map[string]bool{}
			for _, name := range []string{"alice", "bob"} {
				token, ok := server.Token(name)
				require.True(t, ok)
				assert.Equal(t, 200, statusWith(t, server, "/api/v1/accounts/verify_credentials", token))
				tokens[token] = true
			}
			assert.Len(t, tokens, 2)
			server.RevokeTokens()
			for token := range tokens {
				assert.NotEqual(t, 200, statusWith(t, server, "/api/v1/accounts/verify_credentials", token), "it can be revoked")
			}
		})
	}
}

func TestThereIsNoReadyTokenOfAStranger(t *testing.T) {
	_, ok := practice.New(practice.Options{}).Token("nobody")
	assert.False(t, ok)
}

// People who cannot use their account get no token by signing in. With this one, a client sees what a real server answers.
func TestAReadyTokenOfAnAccountThatCannotBeUsed(t *testing.T) {
	server := practice.New(practice.Options{})
	for _, name := range []string{"carol", "dave", "erin"} {
		token, ok := server.Token(name)
		require.True(t, ok)
		assert.Equal(t, 403, statusWith(t, server, "/api/v1/accounts/verify_credentials", token), name)
		assert.Equal(t, 403, statusWith(t, server, "/api/v1/timelines/home", token), name)
	}
}
