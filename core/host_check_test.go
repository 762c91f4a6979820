//go:build !js

package core_test

import (
	"context"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/practice"
)

// entrances are the functions that are given a host.
var entrances = map[string]func(core.Context, core.Host) error{
	"new": func(ctx core.Context, h core.Host) error { _, err := core.New(ctx, h, core.Options{}); return err },
	"createApp": func(ctx core.Context, h core.Host) error {
		_, err := core.CreateApp(ctx, h, core.CreateAppOptions{})
		return err
	},
	"findServer": func(ctx core.Context, h core.Host) error {
		_, err := core.FindServer(ctx, h, core.FindServerOptions{})
		return err
	},
	"readSecretFile": func(ctx core.Context, h core.Host) error {
		_, err := core.ReadSecretFile(ctx, h, core.ReadSecretFileOptions{ClientFile: "a\nb\nhttps://a.example\nc\n"})
		return err
	},
	"sessions": func(ctx core.Context, h core.Host) error {
		_, err := core.Sessions(ctx, h, core.SessionsOptions{})
		return err
	},
	"useSession": func(ctx core.Context, h core.Host) error {
		_, err := core.UseSession(ctx, h, core.SessionOptions{})
		return err
	},
	"checkSession": func(ctx core.Context, h core.Host) error {
		_, err := core.CheckSession(ctx, h, core.SessionOptions{})
		return err
	},
	"beginSignIn": func(ctx core.Context, h core.Host) error {
		_, err := core.BeginSignIn(ctx, h, core.BeginSignInOptions{})
		return err
	},
	"completeSignIn": func(ctx core.Context, h core.Host) error {
		_, err := core.CompleteSignIn(ctx, h, core.CompleteSignInOptions{})
		return err
	},
	"signOut": func(ctx core.Context, h core.Host) error {
		_, err := core.SignOut(ctx, h, core.SessionOptions{})
		return err
	},
	"forgetSession": func(ctx core.Context, h core.Host) error {
		_, err := core.ForgetSession(ctx, h, core.SessionOptions{})
		return err
	},
	"signUp": func(ctx core.Context, h core.Host) error {
		_, err := core.SignUp(ctx, h, core.SignUpOptions{})
		return err
	},
	"completeSignUp": func(ctx core.Context, h core.Host) error {
		_, err := core.CompleteSignUp(ctx, h, core.CompleteSignUpOptions{})
		return err
	},
}

func TestAHostOrAContextIsMissing(t *testing.T) {
	whole := native.Host(native.NewMemStore())
	for op, call := range entrances {
		hosts := map[string]core.Host{"an empty host": {}}
		for _, part := range []string{"Transport", "Storage", "Crypto", "URLs"} {
			host := whole
			switch part {
			case "Transport":
				host.Transport = nil
			case "Storage":
				host.Storage = nil
			case "Crypto":
				host.Crypto = nil
			case "URLs":
				host.URLs = nil
			}
			hosts["no "+part] = host
		}
		for name, host := range hosts {
			assertMissing(t, "host", op, call(t.Context(), host), name)
		}
		assertMissing(t, "ctx", op, call(nil, whole), "no context")
	}
}

func assertMissing(t *testing.T, option, op string, err error, name string) {
	t.Helper()
	require.ErrorIs(t, err, core.CodeOptionMissing, op+", "+name)
	assert.Equal(t, core.GoName(op), core.AsError(err).Op)
	assert.Regexp(t, "^"+option+": ", core.AsError(err).Message)
	assert.NotEmpty(t, core.AsError(err).Hint)
}

// No call of a client panics without a context.
func TestAClientWithoutAContext(t *testing.T) {
	for name, call := range calls {
		for _, client := range []func(*world) *core.Client{
			func(w *world) *core.Client { return w.loggedIn(t, "read write") },
			func(w *world) *core.Client {
				return w.client(t, core.Options{APIBaseURL: w.base, AccessTokenKey: "login"})
			},
			func(w *world) *core.Client {
				return w.client(t, core.Options{APIBaseURL: w.base, AccessToken: "token-1"})
			},
		} {
			w := newWorld(t, practice.Options{})
			made := client(w)
			w.ctx = nil
			_, err := call(w, made)
			if name == "persistable" && err == nil {
				continue // it needs no context where nothing is stored
			}
			require.Error(t, err, name)
			assert.Contains(t, []core.Code{core.CodeOptionMissing, core.CodeNotLoggedIn, core.CodeClientMissing}, core.AsError(err).Code, name)
		}
	}
}

func TestAsErrorOfNothing(t *testing.T) {
	assert.Nil(t, core.AsError(nil))
	var none *core.Error
	assert.Nil(t, core.AsError(none))
	assert.Equal(t, core.CodeUnexpected, core.AsError(io.EOF).Code)
	assert.Equal(t, core.CodeUnexpected, core.AsError(context.Canceled).Code)
}
