//go:build !js

// These tests listen on sockets, which do not exist in a browser.

package native_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

func serve(t *testing.T, handler http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server.URL
}

func TestTransportSends(t *testing.T) {
	poll, err := native.NewDocument(map[string]any{"status": "<é>"})
	require.NoError(t, err)
	cases := []struct {
		name                     string
		request                  core.Request
		method, body, bodyType   string
		accept, userAgent, bears string
	}{
		{"GET", core.Request{Method: "GET", Header: core.Fields{{Name: "Accept", Value: "application/json"}, {Name: "User-Agent", Value: "bot"}}},
			"GET", "", "", "application/json", "bot", ""},
		{"form", core.Request{Method: "POST", Form: core.Fields{{Name: "b", Value: "1 2"}, {Name: "a", Value: "é"}}},
			"POST", "b=1+2&a=%C3%A9", "application/x-www-form-urlencoded;charset=UTF-8", "", "Go-http-client/1.1", ""},
		{"JSON", core.Request{Method: "PATCH", JSON: poll, Header: core.Fields{{Name: "Authorization", Value: "Bearer t"}}},
			"PATCH", `{"status":"<é>"}`, "application/json", "", "Go-http-client/1.1", "Bearer t"},
		{"blind", core.Request{Method: "POST", Blind: true, Keepalive: true, Form: core.Fields{{Name: "a", Value: "1"}}},
			"POST", "a=1", "application/x-www-form-urlencoded;charset=UTF-8", "", "Go-http-client/1.1", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			base := serve(t, func(w http.ResponseWriter, r *http.Request) {
				body, err := io.ReadAll(r.Body)
				assert.NoError(t, err)
				assert.Equal(t, c.method, r.Method)
				assert.Equal(t, "/api?x=1", r.URL.String())
				assert.Equal(t, c.body, string(body))
				assert.Equal(t, c.bodyType, r.Header.Get("Content-Type"))
				assert.Equal(t, c.accept, r.Header.Get("Accept"))
				assert.Equal(t, c.userAgent, r.Header.Get("User-Agent"))
				assert.Equal(t, c.bears, r.Header.Get("Authorization"))
				w.Header().Add("Link", "<a>")
				w.Header().Add("Link", "<b>")
				w.WriteHeader(422)
				_, _ = w.Write([]byte(`{"error":"no"}`))
			})
			c.request.URL = base + "/api?x=1"
			response, err := native.NewTransport(nil).Do(t.Context(), c.request)
			require.NoError(t, err, "a status is no error of the transport")
			assert.Equal(t, 422, response.Status)
			assert.Equal(t, "no", response.Body.Text("error"))
			assert.Equal(t, core.ShapeJSON, response.Shape)
			assert.Equal(t, "<a>, <b>", response.Header("link"))
			assert.Empty(t, response.Header("X-Absent"))
			assert.Equal(t, base+"/api?x=1", response.URL)
		})
	}
}

func TestTransportKeepsNoCookies(t *testing.T) {
	base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		assert.Empty(t, r.Cookies())
		http.SetCookie(w, &http.Cookie{Name: "session", Value: "1"})
	})
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	transport := native.NewTransport(&http.Client{Jar: jar})
	for range 2 {
		response, err := transport.Do(t.Context(), core.Request{Method: "GET", URL: base})
		require.NoError(t, err)
		assert.Equal(t, core.ShapeEmpty, response.Shape)
	}
}

func TestTransportRedirects(t *testing.T) {
	elsewhere := serve(t, func(w http.ResponseWriter, r *http.Request) {
		assert.Equal(t, "/there", r.URL.Path, "nothing that carries a secret arrives here")
		assert.Empty(t, r.Header.Get("Referer"))
		_, _ = w.Write([]byte("{}"))
	})
	base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		hops := strings.TrimPrefix(r.URL.Path, "/")
		if hops == "" {
			w.Header().Set("Location", elsewhere+"/there")
		} else {
			w.Header().Set("Location", "/"+hops[1:]+"?code=secret")
		}
		w.WriteHeader(http.StatusTemporaryRedirect)
	})
	form := core.Fields{{Name: "client_secret", Value: "secret"}}
	cases := []struct {
		name    string
		request core.Request
		follows bool
	}{
		{"none in hand", core.Request{Method: "GET", URL: base}, true},
		{"five", core.Request{Method: "GET", URL: base + "/xxxx"}, true},
		{"six", core.Request{Method: "GET", URL: base + "/xxxxx"}, false},
		{"form", core.Request{Method: "POST", URL: base, Form: form}, false},
		{"form by GET", core.Request{Method: "GET", URL: base, Form: form}, false},
		{"no form", core.Request{Method: "DELETE", URL: base}, false},
		{"token", core.Request{Method: "GET", URL: base, Header: core.Fields{{Name: "authorization", Value: "Bearer secret"}}}, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			response, err := native.NewTransport(nil).Do(t.Context(), c.request)
			if c.follows {
				require.NoError(t, err)
				assert.Equal(t, elsewhere+"/there", response.URL)
				return
			}
			failure := networkFailure(t, err, core.ErrNetwork, "redirect_refused")
			if c.name != "six" {
				assert.Contains(t, failure.Message, elsewhere, "a person can see where it leads")
			}
		})
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (r roundTrip) RoundTrip(request *http.Request) (*http.Response, error) { return r(request) }

// A server of the internet leads nobody to a host of this network, in whatever notation.
func TestTransportIsNotLedInside(t *testing.T) {
	for target, follows := range map[string]bool{
		"https://elsewhere.example/": true, "https://bücher.example/": true, "//elsewhere.example/": true, "/there": true,
		"https://localhost/": false, "https://127.0.0.1/": false, "https://10.1/": false, "https://0x7f000001/": false, "https://127.0.0.0x1/": false, "https://127.0.0.１/": false,
		"https://１２７。0。0。1/": false, "https://ｌｏｃａｌｈｏｓｔ/": false, "https://nas.ｌocal/": false, "https://nas.local./": false, "https://[::1]/": false, "https://[::ffff:127.0.0.1]/": false,
		"//localhost/": false, "https://a@localhost:443/": false,
	} {
		for from, inside := range map[string]bool{"https://server.example/": false, "https://192.168.0.1/": true, "https://127.0.0.１/": true} {
			requests := 0
			transport := native.NewTransport(&http.Client{Transport: roundTrip(func(request *http.Request) (*http.Response, error) {
				if requests++; requests > 1 {
					return &http.Response{StatusCode: 200, Body: http.NoBody, Header: http.Header{}, Request: request}, nil
				}
				return &http.Response{StatusCode: 302, Body: http.NoBody, Header: http.Header{"Location": {target}}, Request: request}, nil
			})})
			_, err := transport.Do(t.Context(), core.Request{Method: "GET", URL: from})
			if follows || inside {
				assert.NoError(t, err, target)
				continue
			}
			networkFailure(t, err, core.ErrNetwork, "redirect_refused")
			assert.Equal(t, 1, requests, target)
		}
	}
}

func TestTransportStaysWithHTTPS(t *testing.T) {
	plain := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("asked without encryption") })
	secure := httptest.NewTLSServer(http.RedirectHandler(plain, http.StatusFound))
	defer secure.Close()
	_, err := native.NewTransport(secure.Client()).Do(t.Context(), core.Request{Method: "GET", URL: secure.URL})
	networkFailure(t, err, core.ErrNetwork, "redirect_refused")
}

func TestTransportGivesUp(t *testing.T) {
	silent := serve(t, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	halfway := serve(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write([]byte("{"))
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	})
	for name, base := range map[string]string{"silent": silent, "halfway": halfway} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
			defer cancel()
			_, err := native.NewTransport(nil).Do(ctx, core.Request{Method: "GET", URL: base + "/?code=secret"})
			networkFailure(t, err, core.ErrReadTimeout, "timeout")

			ctx, cancel = context.WithCancel(t.Context())
			stop := time.AfterFunc(50*time.Millisecond, cancel)
			defer stop.Stop()
			_, err = native.NewTransport(nil).Do(ctx, core.Request{Method: "GET", URL: base + "/?code=secret"})
			networkFailure(t, err, core.ErrNetwork, "aborted")
		})
	}
}

func TestTransportRefusesWhatIsNoRequest(t *testing.T) {
	for name, request := range map[string]core.Request{
		"address": {Method: "GET", URL: "http://a b/?code=secret"},
		"control": {Method: "GET", URL: "http://example.com/\x7f?code=secret"},
		"method":  {Method: "G T", URL: "http://example.com/?code=secret"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := native.NewTransport(nil).Do(t.Context(), request)
			assert.ErrorIs(t, err, core.ErrIllegalArgument)
			assert.NotContains(t, err.Error(), "secret")
		})
	}
}

// networkFailure checks an error's kind and code, and that no part of it contains the query's secret.
func networkFailure(t *testing.T, err error, kind core.Kind, code string) *core.Error {
	t.Helper()
	var failure *core.Error
	require.ErrorAs(t, err, &failure)
	assert.Equal(t, kind, failure.Kind)
	assert.Equal(t, code, string(failure.Code), err)
	assert.NotEmpty(t, failure.Message)
	for cause := error(failure); cause != nil; cause = errors.Unwrap(cause) {
		assert.NotContains(t, cause.Error(), "secret")
	}
	return failure
}
