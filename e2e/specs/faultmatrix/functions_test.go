package faultmatrix

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mastoauth/mastoauth/core"
	"github.com/mastoauth/mastoauth/core/native"
	"github.com/mastoauth/mastoauth/core/practice"
)

// function is a column of the matrix: a function of the table of exports, and what it is called for.
type function struct {
	// name is its name in the table. What follows a comma tells two uses apart.
	name string
	// prepare makes what the call needs. What the call uses up is made anew where the call has to be begun afresh.
	prepare func(*stage)
	call    func(context.Context, *stage) error
	// uses is whether the call uses up what was prepared.
	uses bool
	// newcomer is whether alice has no session before the call, and ends whether she has none after it.
	newcomer, ends bool
	// renews is whether logins run out.
	renews bool
}

func nothing(*stage) {}

// toServer is a call about a server.
func toServer(name string, call func(context.Context, *stage) error) function {
	return function{name: name, prepare: nothing, call: call}
}

// asAlice is a call of alice's client.
func asAlice(name string, call func(context.Context, *core.Client) error) function {
	return function{name: name, prepare: nothing, call: func(ctx context.Context, s *stage) error {
		client, err := s.clientFor(ctx, core.Options{AccessTokenKey: sessionKey + s.alice.ID})
		if err != nil {
			return err
		}
		return call(ctx, client)
	}}
}

// asApp is a call of the client of a registered app that nobody is logged in to. Its login is stored under the key "login".
func asApp(name string, call func(context.Context, *stage, *core.Client) error) function {
	return function{name: name, prepare: nothing, call: func(ctx context.Context, s *stage) error {
		client, err := s.clientFor(ctx, core.Options{ClientCredentialKey: "app", AccessTokenKey: "login"})
		if err != nil {
			return err
		}
		return call(ctx, s, client)
	}}
}

// leave sends alice to the server with the app, and she says yes.
func leave(s *stage) {
	client, err := core.New(s.t.Context(), s.host, core.Options{ClientCredentialKey: "app"})
	require.NoError(s.t, err)
	request, err := client.AuthRequestURL(s.t.Context(), core.AuthRequestURLOptions{})
	require.NoError(s.t, err)
	s.known = append(s.known, request.CodeVerifier)
	s.comeBack("alice", request.URL)
}

func (f function) using(prepare func(*stage)) function {
	f.prepare, f.uses = prepare, true
	return f
}

// only drops a result that no cell looks at.
func only[T any](_ T, err error) error { return err }

// registrant is somebody who signs up.
func (s *stage) registrant() core.CreateAccountOptions {
	name := fmt.Sprint("newbie", s.newcomers)
	s.known = append(s.known, "the password of "+name)
	return core.CreateAccountOptions{Username: name, Email: name + "@example.org", Password: "the password of " + name, Agreement: true}
}

func (s *stage) signUp(ctx context.Context) error {
	one := s.registrant()
	return only(core.SignUp(ctx, s.host, core.SignUpOptions{
		Server: s.server.URL(), ClientName: "A journey", RedirectURI: callback, Username: one.Username, Email: one.Email, Password: one.Password,
		Agreement: true, RequestTimeoutMs: requestMs,
	}))
}

// The first bytes of a picture and of a video.
const (
	gif   = "GIF89a\x01\x00\x01\x00\x00\x00\x00;"
	movie = "\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"
)

// another makes the next sign-up one of somebody else.
func another(s *stage) { s.newcomers++ }

// letIn is a sign-up that the server has confirmed.
func letIn(s *stage) {
	another(s)
	require.NoError(s.t, s.signUp(s.t.Context()))
	require.NoError(s.t, s.server.Stand(fmt.Sprint("newbie", s.newcomers), practice.StandingGood))
}

// unconfirmed is a login that waits for its e-mail address to be confirmed.
func unconfirmed(s *stage) {
	another(s)
	client, err := core.New(s.t.Context(), s.host, core.Options{ClientCredentialKey: "app", AccessTokenKey: "login"})
	require.NoError(s.t, err)
	require.NoError(s.t, only(client.CreateAccount(s.t.Context(), s.registrant())))
}

func functions() []function {
	all := []function{
		toServer("createApp", func(ctx context.Context, s *stage) error {
			return only(core.CreateApp(ctx, s.host, core.CreateAppOptions{
				ClientName: "Another", APIBaseURL: s.server.URL(), RedirectURIs: []string{callback}, ToKey: "another app", RequestTimeoutMs: requestMs,
			}))
		}),
		toServer("findServer", func(ctx context.Context, s *stage) error {
			return only(core.FindServer(ctx, s.host, core.FindServerOptions{Server: "alice@practice.example", RequestTimeoutMs: requestMs}))
		}),
		toServer("readSecretFile", func(ctx context.Context, s *stage) error {
			return only(core.ReadSecretFile(ctx, s.host, core.ReadSecretFileOptions{TokenFile: "token\n" + s.server.URL() + "\n"}))
		}),
		toServer("beginSignIn", func(ctx context.Context, s *stage) error {
			return only(core.BeginSignIn(ctx, s.host, s.departure("read")))
		}),
		toServer("beginSignIn, first", func(ctx context.Context, s *stage) error {
			return only(core.BeginSignIn(ctx, s.host, s.departure("write")))
		}),
		toServer("checkSession", func(ctx context.Context, s *stage) error {
			return only(core.CheckSession(ctx, s.host, core.SessionOptions{ID: s.alice.ID, RequestTimeoutMs: requestMs}))
		}),
		toServer("completeSignIn", complete).using(func(s *stage) { s.begin("alice", "read", "write", "profile") }),
		toServer("completeSignIn, of somebody new", complete).using(func(s *stage) { s.begin("alice", "read") }),
		toServer("completeSignIn, for more scopes", complete).using(func(s *stage) { s.begin("alice", "read", "write", "follow") }),
		toServer("completeSignUp", func(ctx context.Context, s *stage) error {
			return only(core.CompleteSignUp(ctx, s.host, core.CompleteSignUpOptions{RequestTimeoutMs: requestMs}))
		}).using(letIn),
		toServer("completeSignUp, forgotten", func(ctx context.Context, s *stage) error {
			return only(core.CompleteSignUp(ctx, s.host, core.CompleteSignUpOptions{Forget: true, RequestTimeoutMs: requestMs}))
		}).using(letIn),
		toServer("forgetSession", func(ctx context.Context, s *stage) error {
			return only(core.ForgetSession(ctx, s.host, core.SessionOptions{ID: s.alice.ID}))
		}),
		toServer("missingScopes", func(ctx context.Context, s *stage) error {
			return only(core.MissingScopes(ctx, s.host, core.MissingScopesOptions{Granted: []string{"read"}, Needed: []string{"write"}}))
		}),
		toServer("sessions", func(ctx context.Context, s *stage) error {
			return only(core.Sessions(ctx, s.host, core.SessionsOptions{}))
		}),
		toServer("signOut", func(ctx context.Context, s *stage) error {
			return only(core.SignOut(ctx, s.host, core.SessionOptions{ID: s.alice.ID, RequestTimeoutMs: requestMs}))
		}),
		toServer("signUp", func(ctx context.Context, s *stage) error { return s.signUp(ctx) }).using(another),
		toServer("useSession", func(ctx context.Context, s *stage) error {
			return only(core.UseSession(ctx, s.host, core.SessionOptions{ID: s.bob.ID}))
		}),
		asAlice("accountVerifyCredentials", func(ctx context.Context, c *core.Client) error { return only(c.AccountVerifyCredentials(ctx)) }),
		asAlice("accountVerifyCredentials, renewed", func(ctx context.Context, c *core.Client) error { return only(c.AccountVerifyCredentials(ctx)) }),
		asAlice("appVerifyCredentials", func(ctx context.Context, c *core.Client) error { return only(c.AppVerifyCredentials(ctx)) }),
		asApp("authRequestUrl", func(ctx context.Context, s *stage, c *core.Client) error {
			return only(c.AuthRequestURL(ctx, core.AuthRequestURLOptions{}))
		}),
		asAlice("clearCaches", func(ctx context.Context, c *core.Client) error { return c.ClearCaches(ctx) }),
		asApp("clientCredentialsToken", func(ctx context.Context, s *stage, c *core.Client) error {
			return only(c.ClientCredentialsToken(ctx, core.ClientCredentialsTokenOptions{}))
		}),
		asApp("createAccount", func(ctx context.Context, s *stage, c *core.Client) error {
			return only(c.CreateAccount(ctx, s.registrant()))
		}).using(another),
		asApp("createAccountDetailed", func(ctx context.Context, s *stage, c *core.Client) error {
			made, err := c.CreateAccountDetailed(ctx, s.registrant())
			if made.Error != nil {
				return made.Error
			}
			return err
		}).using(another),
		asApp("emailCheckConfirmation", func(ctx context.Context, s *stage, c *core.Client) error {
			return only(c.EmailCheckConfirmation(ctx))
		}).using(unconfirmed),
		asApp("emailResendConfirmation", func(ctx context.Context, s *stage, c *core.Client) error {
			return c.EmailResendConfirmation(ctx, core.EmailResendConfirmationOptions{})
		}).using(unconfirmed),
		asApp("handleCallback", func(ctx context.Context, s *stage, c *core.Client) error {
			return only(c.HandleCallback(ctx, core.HandleCallbackOptions{URL: s.back}))
		}).using(leave),
		asAlice("instance", func(ctx context.Context, c *core.Client) error { return only(c.Instance(ctx)) }),
		asApp("logIn", func(ctx context.Context, s *stage, c *core.Client) error {
			return only(c.LogIn(ctx, core.LogInOptions{Code: s.code, State: s.state}))
		}).using(leave),
		asAlice("mediaPost", func(ctx context.Context, c *core.Client) error {
			return only(c.MediaPost(ctx, core.MediaPostOptions{MediaFile: native.NewFile(strings.NewReader(gif)), Description: "a dot"}))
		}),
		asAlice("mediaPost, of a video", func(ctx context.Context, c *core.Client) error {
			return only(c.MediaPost(ctx, core.MediaPostOptions{MediaFile: native.NewFile(strings.NewReader(movie))}))
		}),
		asAlice("oauthAuthorizationServerInfo", func(ctx context.Context, c *core.Client) error { return only(c.OAuthAuthorizationServerInfo(ctx)) }),
		asAlice("oauthUserinfo", func(ctx context.Context, c *core.Client) error { return only(c.OAuthUserinfo(ctx)) }),
		asAlice("persistableLoginCredentials", func(ctx context.Context, c *core.Client) error { return only(c.PersistableLoginCredentials(ctx)) }),
		asAlice("preferences", func(ctx context.Context, c *core.Client) error { return only(c.Preferences(ctx)) }),
		asAlice("request", func(ctx context.Context, c *core.Client) error {
			return only(c.Request(ctx, core.RequestOptions{Path: "/api/v1/preferences"}))
		}),
		asAlice("retrieveMastodonVersion", func(ctx context.Context, c *core.Client) error { return only(c.RetrieveMastodonVersion(ctx)) }),
		asAlice("revokeAccessToken", func(ctx context.Context, c *core.Client) error { return only(c.RevokeAccessToken(ctx)) }),
		asAlice("setLanguage", func(ctx context.Context, c *core.Client) error {
			return c.SetLanguage(ctx, core.SetLanguageOptions{Lang: "de"})
		}),
		asAlice("statusPost", func(ctx context.Context, c *core.Client) error {
			return only(c.StatusPost(ctx, core.StatusPostOptions{Status: "howdy universe!", IdempotencyKey: "once"}))
		}),
		asAlice("toot", func(ctx context.Context, c *core.Client) error {
			return only(c.Toot(ctx, core.TootOptions{Status: "howdy universe!"}))
		}),
		asAlice("verifyMinimumVersion", func(ctx context.Context, c *core.Client) error {
			return only(c.VerifyMinimumVersion(ctx, core.VerifyMinimumVersionOptions{Version: "4.3.0"}))
		}),
	}
	for i := range all {
		one := &all[i]
		switch one.name {
		case "completeSignIn, of somebody new":
			one.newcomer = true
		case "accountVerifyCredentials, renewed":
			one.renews, one.uses, one.prepare = true, true, runOut
		case "forgetSession", "signOut", "revokeAccessToken":
			one.ends, one.uses = true, true
			one.prepare = func(s *stage) { s.alice = s.signIn("alice", "read", "write", "profile") }
		}
	}
	return all
}

// runOut is a login of alice whose token has run out. Its refresh token works once.
func runOut(s *stage) {
	s.alice = s.signIn("alice", "read", "write", "profile")
	time.Sleep(runsOut)
	s.ranOut = true
}

func complete(ctx context.Context, s *stage) error {
	return only(core.CompleteSignIn(ctx, s.host, core.CompleteSignInOptions{URL: s.back, RequestTimeoutMs: requestMs}))
}
