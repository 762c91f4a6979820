package practice_test

import (
	"context"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

func TestTransportKnowsOneServer(t *testing.T) {
	server := practice.New(practice.Options{URL: "https://social.example:8443"})
	response, err := instanceOf(t.Context(), server)
	require.NoError(t, err)
	assert.Equal(t, "social.example:8443", response.Body.Text("uri"))
	for _, url := range []string{"https://practice.example/", "http://social.example:8443/", "https://social.example/"} {
		_, err := server.Transport().Do(t.Context(), core.Request{Method: "GET", URL: url})
		assert.ErrorContains(t, err, "there is no server called", url)
	}
}

func TestTransportRefusesRedirectsWithSecrets(t *testing.T) {
	server := practice.New(practice.Options{})
	server.Fail("/oauth/", practice.RedirectTo(server.URL()+"/api/v1/apps"), 1)
	_, err := server.Transport().Do(t.Context(), core.Request{Method: "POST", URL: server.URL() + "/oauth/token", Form: core.Fields{{Name: "code", Value: "x"}}})
	var failure *core.Error
	require.ErrorAs(t, err, &failure)
	assert.Equal(t, core.CodeRedirectRefused, failure.Code)
	assert.Len(t, server.Log(), 1)
}

func TestTransportHonoursTheContext(t *testing.T) {
	server := practice.New(practice.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := instanceOf(ctx, server)
	var failure *core.Error
	require.ErrorAs(t, err, &failure)
	assert.Equal(t, core.CodeAborted, failure.Code)
	assert.Empty(t, server.Log(), "it was not even sent")
}

func TestLog(t *testing.T) {
	w := newWorld(t, practice.Options{})
	w.get("/api/v1/instance", "")
	w.post("/oauth/token?x=1", "grant_type", "password", "code", "a b&c")
	w.ask("POST /api/v1/apps", `{"scopes":"read","client_name":"a"}`, "Content-Type", "application/json")
	assert.Equal(t, []string{
		"GET /api/v1/instance", "POST /oauth/token code=a+b%26c&grant_type=password&x=1", "POST /api/v1/apps client_name=a&scopes=read",
	}, w.Log())
}

func TestConcurrentUse(t *testing.T) {
	w := newWorld(t, practice.Options{})
	a := w.register(callback, "read write")
	token := a.logIn("alice")
	var everybody sync.WaitGroup
	for range 8 {
		everybody.Go(func() {
			for range 5 {
				assert.Equal(t, 200, w.toot(token, "", "status", "at once").status)
				w.Fail("/nowhere", practice.HTML200, 1)
				w.get("/", "")
				w.Log()
			}
		})
	}
	everybody.Wait()
	assert.Equal(t, 40.0, w.get("/api/v1/accounts/verify_credentials", token).at("statuses_count"))
}
