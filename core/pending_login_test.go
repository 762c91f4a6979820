package core_test

import (
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/practice"
)

// copied begins a login out of band, and returns it with the code that alice copies from the server's page.
func (w *world) copied(t *testing.T, client *core.Client) (core.AuthRequest, string) {
	t.Helper()
	request, err := client.AuthRequestURL(w.ctx, core.AuthRequestURLOptions{})
	require.NoError(t, err)
	return request, param(w.approve(t, request.URL), "code")
}

func (w *world) pending(t *testing.T) []string {
	t.Helper()
	keys, err := w.store.Keys(w.ctx, "mastoauth:pending:")
	require.NoError(t, err)
	return keys
}

// Whatever the code came by, and whatever was wrong with it: the right one still works.
func TestARefusedCodeLeavesTheLoginPending(t *testing.T) {
	slips := map[string]func(code string) string{
		"a letter short":  func(code string) string { return code[1:] },
		"a letter more":   func(code string) string { return code + "x" },
		"another case":    func(code string) string { return strings.ToUpper(code) + "a" },
		"a blank inside":  func(code string) string { return code[:4] + " " + code[4:] },
		"something else":  func(string) string { return "https://practice.example/oauth/authorize/native" },
		"an old code":     func(string) string { return "code-of-yesterday" },
		"not in ASCII":    func(string) string { return "ключ" },
		"the whole twice": func(code string) string { return code + code },
	}
	for slip, spoil := range slips {
		t.Run("copied, "+slip, func(t *testing.T) {
			w := newWorld(t, practice.Options{})
			client := w.registeredFor(t, "read", core.OutOfBand)
			_, code := w.copied(t, client)
			for range 2 {
				_, err := client.LogIn(w.ctx, core.LogInOptions{Code: spoil(code)})
				require.Equal(t, core.CodeInvalidGrant, core.AsError(err).Code, "%v", err)
			}
			_, err := client.LogIn(w.ctx, core.LogInOptions{Code: code, ToKey: "login"})
			require.NoError(t, err)
			_, err = client.LogIn(w.ctx, core.LogInOptions{Code: code})
			assert.Equal(t, core.CodeStateUsed, core.AsError(err).Code, "it is completed now, and the server is not asked without the verifier")
		})
		t.Run("in an address, "+slip, func(t *testing.T) {
			w := newWorld(t, practice.Options{})
			client := w.registered(t, "read")
			callback := w.begin(t, client)
			_, err := client.HandleCallback(w.ctx, core.HandleCallbackOptions{URL: with(callback, "code", spoil(param(callback, "code")))})
			require.Equal(t, core.CodeInvalidGrant, core.AsError(err).Code, "%v", err)
			_, err = client.HandleCallback(w.ctx, core.HandleCallbackOptions{URL: callback})
			require.NoError(t, err)
		})
		t.Run("of a sign-in, "+slip, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, practice.Options{})
				callback := w.approve(t, w.beginSignIn(t, nil).URL)
				_, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: with(callback, "code", spoil(param(callback, "code")))})
				require.Equal(t, core.CodeInvalidGrant, core.AsError(err).Code, "%v", err)
				_, err = core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
				require.NoError(t, err)
				assert.Len(t, w.sessions(t).Sessions, 1)
			})
		})
	}
}

// While the server is asked, the login is still pending: a program that ends then can go on later.
func TestALoginIsPendingUntilTheServerHasGivenAToken(t *testing.T) {
	for name, complete := range map[string]func(*world, *core.Client, string) error{
		"copied": func(w *world, client *core.Client, callback string) error {
			_, err := client.LogIn(w.ctx, core.LogInOptions{Code: param(callback, "code")})
			return err
		},
		"in an address": func(w *world, client *core.Client, callback string) error {
			_, err := client.HandleCallback(w.ctx, core.HandleCallbackOptions{URL: callback})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, practice.Options{})
			client := w.registered(t, "read")
			callback := w.begin(t, client)
			key := "mastoauth:pending:" + param(callback, "state")
			before := w.fields(t, key)
			w.host.Transport = exchanging{w.host.Transport, func() { assert.Equal(t, before, w.fields(t, key)) }}
			client = w.client(t, core.Options{Restore: ptr(client.Credentials())})
			require.NoError(t, complete(w, client, callback))
			assert.Equal(t, "true", w.fields(t, key).Get("used"))
		})
	}
}

func ptr[Value any](value Value) *Value { return &value }

// exchanging looks at the world whenever a token is asked for.
type exchanging struct {
	core.Transport
	look func()
}

func (e exchanging) Do(ctx core.Context, request core.Request) (*core.Response, error) {
	if strings.HasSuffix(request.URL, "/oauth/token") {
		e.look()
	}
	return e.Transport.Do(ctx, request)
}

func TestBlanksAroundACopiedCode(t *testing.T) {
	for _, blank := range []string{" ", "\n", "\r\n", "\t", "\v\f", "\u00a0", "\u2003", "\u202f", "\u3000", "\u200b", "\ufeff", "\u2066", " \u200b\n\u00a0 "} {
		w := newWorld(t, practice.Options{})
		client := w.registeredFor(t, "read", core.OutOfBand)
		_, code := w.copied(t, client)
		_, err := client.LogIn(w.ctx, core.LogInOptions{Code: blank + code + blank})
		require.NoError(t, err, "%q", blank)
		_, err = client.LogIn(w.ctx, core.LogInOptions{Code: blank})
		require.ErrorIs(t, err, core.ErrIllegalArgument, "%q is no code", blank)
	}
}

// After a reload, the program has the code only.
func TestTheCodeAloneIsEnough(t *testing.T) {
	w := newWorld(t, practice.Options{})
	app := w.registeredFor(t, "read", core.OutOfBand)
	key := "app read" + core.OutOfBand
	other := w.registeredFor(t, "read write", core.OutOfBand)
	for name, again := range map[string]func() *core.Client{
		"with the app":    func() *core.Client { return w.client(t, core.Options{ClientCredentialKey: key}) },
		"with the server": func() *core.Client { return w.client(t, core.Options{APIBaseURL: w.base}) },
		"with nothing":    func() *core.Client { return w.client(t, core.Options{}) },
	} {
		_, code := w.copied(t, app)
		w.beginSignIn(t, nil)
		_, err := again().LogIn(w.ctx, core.LogInOptions{Code: "slip" + code})
		require.Equal(t, core.CodeInvalidGrant, core.AsError(err).Code, name)
		_, err = again().LogIn(w.ctx, core.LogInOptions{Code: code})
		require.NoError(t, err, name)
	}

	// What is pending for another app does not matter to a client with an app.
	otherRequest, otherCode := w.copied(t, other)
	_, code := w.copied(t, app)
	asked := len(w.server.Log())
	_, err := w.client(t, core.Options{}).LogIn(w.ctx, core.LogInOptions{Code: code})
	assert.Equal(t, core.CodeStateMissing, core.AsError(err).Code)
	assert.Contains(t, err.Error(), core.GoName("authRequestUrl"))
	assert.Len(t, w.server.Log(), asked, "no guess is sent")
	_, err = w.client(t, core.Options{ClientCredentialKey: key}).LogIn(w.ctx, core.LogInOptions{Code: code})
	require.NoError(t, err)
	w.copied(t, other)
	_, err = w.client(t, core.Options{}).LogIn(w.ctx, core.LogInOptions{Code: otherCode, State: otherRequest.State})
	require.NoError(t, err, "the state says which one it is")
}

func TestAPendingLoginLivesADay(t *testing.T) {
	for after, code := range map[time.Duration]string{time.Minute: "", 16 * time.Minute: "", 23*time.Hour + 59*time.Minute: "", 24*time.Hour + time.Minute: "state_expired"} {
		for name, complete := range map[string]func(*world, core.AuthRequest, string) error{
			"copied": func(w *world, request core.AuthRequest, code string) error {
				_, err := w.client(t, core.Options{}).LogIn(w.ctx, core.LogInOptions{Code: code, State: request.State})
				return err
			},
			"in an address": func(w *world, request core.AuthRequest, code string) error {
				_, err := w.client(t, core.Options{}).HandleCallback(w.ctx, core.HandleCallbackOptions{URL: redirectURI + "?code=" + code + "&state=" + request.State})
				return err
			},
			"of a sign-in": func(w *world, request core.AuthRequest, code string) error {
				_, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: redirectURI + "?code=" + code + "&state=" + request.State})
				return err
			},
		} {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, practice.Options{})
				client := w.registered(t, "read")
				request, err := client.AuthRequestURL(w.ctx, core.AuthRequestURLOptions{})
				require.NoError(t, err)
				time.Sleep(after) // the person sets up two-factor sign-in, and agrees then
				err = complete(w, request, param(w.approve(t, request.URL), "code"))
				if code == "" {
					require.NoError(t, err, "%s after %v", name, after)
				} else {
					assert.Equal(t, code, string(core.AsError(err).Code), "%s after %v", name, after)
				}
			})
		}
	}
}

func TestTheOldestPendingLoginsGoFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, given := newGivenWorld(t)
		// The first has a token: the server went down after the exchange.
		callback := w.approve(t, w.beginSignIn(t, nil).URL)
		w.server.Fail("/api/v1/accounts/verify_credentials", practice.Status500HTML, 1)
		_, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
		require.Error(t, err)
		require.Len(t, given.tokens, 1)
		require.NoError(t, w.store.Set(w.ctx, "mastoauth:pending:damaged", nil))

		client := w.registered(t, "read")
		var states []string
		for range 19 {
			time.Sleep(time.Second)
			request, err := client.AuthRequestURL(w.ctx, core.AuthRequestURLOptions{})
			require.NoError(t, err)
			states = append(states, "mastoauth:pending:"+request.State)
		}
		assert.ElementsMatch(t, append(states, "mastoauth:pending:"+param(callback, "state")), w.pending(t))
		assert.True(t, w.alive(t, given.tokens[0]))
		for range 3 {
			time.Sleep(time.Second)
			states = append(states, "mastoauth:pending:"+w.beginSignIn(t, nil).State)
			synctest.Wait()
		}
		assert.ElementsMatch(t, states[2:], w.pending(t))
		w.owners(t, given, false)

		// Many at once.
		var all sync.WaitGroup
		for range 30 {
			all.Go(func() {
				_, err := client.AuthRequestURL(w.ctx, core.AuthRequestURLOptions{})
				assert.NoError(t, err)
			})
		}
		all.Wait()
		assert.Len(t, w.pending(t), 20)
	})
}
