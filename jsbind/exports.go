//go:build js && wasm

package jsbind

import (
	"strings"

	"github.com/hack-pad/safejs"

	"github.com/mastoauth/mastoauth/core"
)

// The table of exports: JavaScript name → core function. Everything else is derived from it or checked against it.

// statics take (options).
var statics = table{
	{"createApp", static(core.CreateApp)},
	{"findServer", static(core.FindServer)},
	{"readSecretFile", static(core.ReadSecretFile)},
	{"open", open},
	{"close", closeClient},
}

// journey are statics too: the steps of a sign-in that cannot be lost.
var journey = table{
	{"beginSignIn", static(core.BeginSignIn)},
	{"checkSession", static(core.CheckSession)},
	{"completeSignIn", static(core.CompleteSignIn)},
	{"completeSignUp", static(core.CompleteSignUp)},
	{"forgetSession", static(core.ForgetSession)},
	{"missingScopes", static(core.MissingScopes)},
	{"sessions", static(core.Sessions)},
	{"signOut", static(core.SignOut)},
	{"signUp", static(core.SignUp)},
	{"useSession", static(core.UseSession)},
}

// methods take (handle, options), where handle is what open resolved to.
var methods = table{
	{"accountVerifyCredentials", query((*core.Client).AccountVerifyCredentials)},
	{"appVerifyCredentials", query((*core.Client).AppVerifyCredentials)},
	{"authRequestUrl", method((*core.Client).AuthRequestURL)},
	{"clearCaches", task((*core.Client).ClearCaches)},
	{"clientCredentialsToken", method((*core.Client).ClientCredentialsToken)},
	{"createAccount", method((*core.Client).CreateAccount)},
	{"createAccountDetailed", method((*core.Client).CreateAccountDetailed)},
	{"emailCheckConfirmation", query((*core.Client).EmailCheckConfirmation)},
	{"emailResendConfirmation", action((*core.Client).EmailResendConfirmation)},
	{"handleCallback", method((*core.Client).HandleCallback)},
	{"instance", query((*core.Client).Instance)},
	{"logIn", method((*core.Client).LogIn)},
	{"oauthAuthorizationServerInfo", query((*core.Client).OAuthAuthorizationServerInfo)},
	{"oauthUserinfo", query((*core.Client).OAuthUserinfo)},
	{"persistableLoginCredentials", query((*core.Client).PersistableLoginCredentials)},
	{"preferences", query((*core.Client).Preferences)},
	{"request", method((*core.Client).Request)},
	{"retrieveMastodonVersion", query((*core.Client).RetrieveMastodonVersion)},
	{"revokeAccessToken", query((*core.Client).RevokeAccessToken)},
	{"setLanguage", action((*core.Client).SetLanguage)},
	{"statusPost", method((*core.Client).StatusPost)},
	{"toot", method((*core.Client).Toot)},
	{"verifyMinimumVersion", method((*core.Client).VerifyMinimumVersion)},
}

// static exports a function that needs no client.
func static[O, R any](f func(core.Context, core.Host, O) (R, error)) run {
	return func(c request) (any, error) {
		var options O
		c.read(&options)
		return f(c.ctx, hostFor(c.args.at(0)), options)
	}
}

// method exports a client's function that has options and a result.
func method[O, R any](f func(*core.Client, core.Context, O) (R, error)) run {
	return func(c request) (any, error) {
		var options O
		c.read(&options)
		return f(c.client, c.ctx, options)
	}
}

// action exports one that has no result, query one that has no options but signal, and task one that has neither.
func action[O any](f func(*core.Client, core.Context, O) error) run {
	return func(c request) (any, error) {
		var options O
		c.read(&options)
		return nil, f(c.client, c.ctx, options)
	}
}

func query[R any](f func(*core.Client, core.Context) (R, error)) run {
	return func(c request) (any, error) {
		c.read(nothing)
		return f(c.client, c.ctx)
	}
}

func task(f func(*core.Client, core.Context) error) run {
	return func(c request) (any, error) {
		c.read(nothing)
		return nil, f(c.client, c.ctx)
	}
}

// nothing stands for the options of a function that has none.
var nothing = &struct{}{}

// run is an export's function.
type run func(request) (any, error)

type table []export

type export struct {
	name string
	run  run
}

// request is what an export was called with.
type request struct {
	ctx    core.Context
	op     string
	args   arguments
	client *core.Client // of a method
}

// read fills in the options. The call ends here if they cannot be read: answer turns the error into a rejection.
func (c request) read(options any) {
	if err := readOptions(c.op, c.args.at(0), options); err != nil {
		panic(err)
	}
}

// exports are all of them, by name.
var exports map[string]run

// Register makes every export known and hands the module's functions to the host, with the version of the module.
func Register(version string) (err error) {
	if host, err = safejs.Global().Get("mastoauthHost"); err != nil {
		return err
	}
	exports = map[string]run{}
	for _, table := range []table{statics, journey} {
		for _, export := range table {
			exports[export.name] = export.run
		}
	}
	for _, export := range methods {
		exports[export.name] = export.ofClient
	}
	ask("ready", version, strings.Join(core.ResponseHeaders, "\n"), functions())
	return nil
}

// ofClient runs a method's export for the client that the first argument names.
func (e export) ofClient(c request) (any, error) {
	client, err := clientAt(c.args.at(0))
	if err != nil {
		return nil, err
	}
	c.client, c.args = client, c.args[1:]
	return e.run(c)
}
