package core_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
)

// answerFlow is something that reads a server's answers. prepare returns it ready to run.
type answerFlow struct {
	name    string
	prepare func(t *testing.T, w *world) func() error
}

// answerFlows are all of them, for tests of what the answers may be.
func answerFlows() []answerFlow {
	asAlice := func(call func(w *world, client *core.Client) error) func(*testing.T, *world) func() error {
		return func(t *testing.T, w *world) func() error {
			id := w.signIn(t, "alice").Session.ID
			client := w.client(t, core.Options{AccessTokenKey: sessionKey(id), RatelimitMethod: core.RatelimitThrow})
			return func() error { return call(w, client) }
		}
	}
	ofAlice := func(call func(w *world, o core.SessionOptions) error) func(*testing.T, *world) func() error {
		return func(t *testing.T, w *world) func() error {
			id := w.signIn(t, "alice").Session.ID
			return func() error { return call(w, core.SessionOptions{ID: id}) }
		}
	}
	return []answerFlow{
		{"findServer", func(_ *testing.T, w *world) func() error {
			return func() error {
				_, err := core.FindServer(w.ctx, w.host, core.FindServerOptions{Server: "@alice@practice.example"})
				return err
			}
		}},
		{"beginSignIn", func(_ *testing.T, w *world) func() error {
			return func() error {
				_, err := core.BeginSignIn(w.ctx, w.host, core.BeginSignInOptions{
					Server: "practice.example", ClientName: "Test app", RedirectURI: redirectURI, Scopes: []string{"profile", "read:collections"},
				})
				return err
			}
		}},
		{"completeSignIn", func(t *testing.T, w *world) func() error {
			callback := w.approve(t, w.beginSignIn(t, nil).URL)
			return func() error {
				_, err := core.CompleteSignIn(w.ctx, w.host, core.CompleteSignInOptions{URL: callback})
				return err
			}
		}},
		{"signUp", func(_ *testing.T, w *world) func() error {
			return func() error {
				_, err := core.SignUp(w.ctx, w.host, zoeSignsUp(nil))
				return err
			}
		}},
		{"completeSignUp", func(t *testing.T, w *world) func() error {
			_, err := core.SignUp(w.ctx, w.host, zoeSignsUp(nil))
			require.NoError(t, err)
			return func() error {
				_, err := core.CompleteSignUp(w.ctx, w.host, core.CompleteSignUpOptions{Resend: true, Email: "zoe@other.example"})
				return err
			}
		}},
		{"checkSession", ofAlice(func(w *world, o core.SessionOptions) error {
			_, err := core.CheckSession(w.ctx, w.host, o)
			return err
		})},
		{"signOut", ofAlice(func(w *world, o core.SessionOptions) error {
			_, err := core.SignOut(w.ctx, w.host, o)
			return err
		})},
		{"request", asAlice(func(w *world, client *core.Client) error {
			answer, err := client.Request(w.ctx, core.RequestOptions{Path: "/api/v1/timelines/home?limit=2"})
			if err == nil && answer.Next != "" {
				_, err = client.Request(w.ctx, core.RequestOptions{Path: answer.Next})
			}
			return err
		})},
		{"statusPost", asAlice(func(w *world, client *core.Client) error {
			_, err := client.StatusPost(w.ctx, core.StatusPostOptions{
				Status: "Hello @bob & @alice@elsewhere.example", SpoilerText: "a warning", IdempotencyKey: "k",
				Poll: &core.Poll{Options: []string{"a", "b"}, ExpiresIn: 600},
			})
			return err
		})},
		{"accountVerifyCredentials", asAlice(func(w *world, client *core.Client) error {
			_, err := native.Decode(client.AccountVerifyCredentials(w.ctx))
			return err
		})},
		{"preferences", asAlice(func(w *world, client *core.Client) error {
			_, err := client.Preferences(w.ctx)
			return err
		})},
		{"version", asAlice(func(w *world, client *core.Client) error {
			_, err := client.VerifyMinimumVersion(w.ctx, core.VerifyMinimumVersionOptions{Version: "4.0.0"})
			return err
		})},
		{"instance", asAlice(func(w *world, client *core.Client) error {
			_, err := native.Decode(client.Instance(w.ctx))
			return err
		})},
		{"metadata", asAlice(func(w *world, client *core.Client) error {
			_, err := client.OAuthAuthorizationServerInfo(w.ctx)
			return err
		})},
		{"userinfo", asAlice(func(w *world, client *core.Client) error {
			_, err := client.OAuthUserinfo(w.ctx)
			return err
		})},
		{"revokeAccessToken", asAlice(func(w *world, client *core.Client) error {
			_, err := client.RevokeAccessToken(w.ctx)
			return err
		})},
	}
}
