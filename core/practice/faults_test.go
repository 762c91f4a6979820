package practice_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

// instanceOf makes a request through the transport, as a login library would.
func instanceOf(ctx context.Context, server *practice.Server) (*core.Response, error) {
	return server.Transport().Do(ctx, core.Request{Method: "GET", URL: server.URL() + "/api/v1/instance"})
}

func TestFaults(t *testing.T) {
	cases := []struct {
		fault  practice.Fault
		status int
		shape  core.Shape
		code   string
	}{
		{practice.HTML200, 200, core.ShapeHTML, ""},
		{practice.EmptyBody, 200, core.ShapeEmpty, ""},
		{practice.Status500HTML, 500, core.ShapeHTML, ""},
		{practice.HalfJSON, 200, core.ShapeBroken, ""},
		{practice.NoCORS, 200, core.ShapeJSON, ""},
		{practice.CloseConnection, 0, "", "network"},
		{practice.Hang, 0, "", "timeout"},
		{practice.TooManyRequests(time.Unix(1e9, 0)), 429, core.ShapeJSON, ""},
		{practice.RedirectTo("https://elsewhere.example/api"), 0, "", "network"},
		{practice.RedirectTo("https://practice.example/.well-known/nodeinfo"), 200, core.ShapeJSON, ""},
	}
	for _, c := range cases {
		t.Run(c.fault.String(), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				server := practice.New(practice.Options{})
				server.Fail("/api/", c.fault, 1)
				ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
				defer cancel()
				response, err := instanceOf(ctx, server)
				if c.code != "" {
					var failure *core.Error
					require.ErrorAs(t, err, &failure)
					assert.Equal(t, c.code, string(failure.Code))
				} else {
					require.NoError(t, err)
					assert.Equal(t, c.status, response.Status)
					assert.Equal(t, c.shape, response.Shape)
				}
				response, err = instanceOf(t.Context(), server)
				require.NoError(t, err, "the next request is answered")
				assert.Equal(t, 200, response.Status)
				assert.Equal(t, core.ShapeJSON, response.Shape)
			})
		})
	}
}

func TestFaultsAndTheServer(t *testing.T) {
	for name, c := range map[string]struct {
		fault practice.Fault
		done  bool
	}{
		"EmptyBody": {practice.EmptyBody, true}, "HalfJSON": {practice.HalfJSON, true}, "CloseConnection": {practice.CloseConnection, true},
		"HTML200": {practice.HTML200, false}, "Status500HTML": {practice.Status500HTML, false}, "TooManyRequests": {practice.TooManyRequests(time.Now()), false},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, practice.Options{})
			a := w.register(callback, "read")
			code := a.approved("alice").Get("code")
			w.Fail("/oauth/token", c.fault, 1)
			_, _ = w.Transport().Do(t.Context(), core.Request{Method: "POST", URL: w.URL() + "/oauth/token", Form: core.Fields{
				{Name: "grant_type", Value: "authorization_code"}, {Name: "code", Value: code}, {Name: "redirect_uri", Value: callback},
				{Name: "client_id", Value: a.id}, {Name: "client_secret", Value: a.secret},
			}})
			assert.Equal(t, c.done, a.exchange(code).status != 200, "whether the server has done what it was asked for")
		})
	}
}

func TestHowOftenFaultsHappen(t *testing.T) {
	server := practice.New(practice.Options{})
	statuses := func(times int) (got []int) {
		for range times {
			response, err := instanceOf(t.Context(), server)
			require.NoError(t, err)
			got = append(got, response.Status)
		}
		return got
	}
	server.Fail("/api/v1/inst", practice.Status500HTML, 2)
	server.Fail("/api/v1/instance", practice.TooManyRequests(time.Now()), 1)
	server.Fail("/oauth/", practice.Status500HTML, 1)
	assert.Equal(t, []int{500, 500, 429, 200}, statuses(4), "one after the other")
	server.Fail("/", practice.Status500HTML, -1)
	assert.Equal(t, []int{500, 500, 500}, statuses(3))
	server.Mend()
	assert.Equal(t, []int{200}, statuses(1))
}

func TestFaultsAndPreflights(t *testing.T) {
	w := newWorld(t, practice.Options{})
	w.Fail("/api/", practice.Status500HTML, 1)
	assert.Equal(t, "*", w.preflight("GET", "/api/v1/instance").header.Get("Access-Control-Allow-Origin"), "a preflight does not use a fault up")
	got := w.ask("GET /api/v1/instance", "", "Origin", "https://app.example")
	assert.Equal(t, 500, got.status)
	assert.Equal(t, "*", got.header.Get("Access-Control-Allow-Origin"), "pages can read it")

	w.Fail("/api/", practice.NoCORS, 2)
	assert.Empty(t, w.preflight("GET", "/api/v1/instance").header.Get("Access-Control-Allow-Origin"))
	got = w.ask("GET /api/v1/instance", "", "Origin", "https://app.example")
	assert.Equal(t, 200, got.status)
	assert.Empty(t, got.header.Get("Access-Control-Allow-Origin"))
	assert.Empty(t, got.header.Get("Access-Control-Expose-Headers"))
}
