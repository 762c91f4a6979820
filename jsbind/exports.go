//go:build js && wasm

package jsbind

import (
	"github.com/hack-pad/safejs"

	"github.com/mastoauth/mastoauth/core"
)

// The table of exports maps a JavaScript name to "call" and the name of the core's function. "make generate" writes these
// functions into calls.gen.go. Everything else is derived from the table or checked against it.

// statics are the functions that take (options).
var statics = table{
	{"createApp", callCreateApp},
	{"findServer", callFindServer},
	{"readSecretFile", callReadSecretFile},
	{"open", open},
	{"close", closeClient},
}

// journey also holds functions that take (options): the steps of a sign-in that survives a reload.
var journey = table{
	{"beginSignIn", callBeginSignIn},
	{"checkSession", callCheckSession},
	{"completeSignIn", callCompleteSignIn},
	{"completeSignUp", callCompleteSignUp},
	{"forgetSession", callForgetSession},
	{"missingScopes", callMissingScopes},
	{"sessions", callSessions},
	{"signOut", callSignOut},
	{"signUp", callSignUp},
	{"useSession", callUseSession},
}

// methods are the functions that take (handle, options), where handle is the number that open resolved to.
var methods = table{
	{"accountVerifyCredentials", callAccountVerifyCredentials},
	{"appVerifyCredentials", callAppVerifyCredentials},
	{"authRequestUrl", callAuthRequestURL},
	{"clearCaches", callClearCaches},
	{"clientCredentialsToken", callClientCredentialsToken},
	{"createAccount", callCreateAccount},
	{"createAccountDetailed", callCreateAccountDetailed},
	{"emailCheckConfirmation", callEmailCheckConfirmation},
	{"emailResendConfirmation", callEmailResendConfirmation},
	{"handleCallback", callHandleCallback},
	{"instance", callInstance},
	{"logIn", callLogIn},
	{"mediaPost", callMediaPost},
	{"oauthAuthorizationServerInfo", callOAuthAuthorizationServerInfo},
	{"oauthUserinfo", callOAuthUserinfo},
	{"persistableLoginCredentials", callPersistableLoginCredentials},
	{"preferences", callPreferences},
	{"request", callRequest},
	{"retrieveMastodonVersion", callRetrieveMastodonVersion},
	{"revokeAccessToken", callRevokeAccessToken},
	{"setLanguage", callSetLanguage},
	{"statusPost", callStatusPost},
	{"toot", callToot},
	{"verifyMinimumVersion", callVerifyMinimumVersion},
}

// run is the function of an export.
type run func(request) (any, error)

type table []export

type export struct {
	name string
	run  run
}

// request holds the arguments of a call to an export.
type request struct {
	ctx    core.Context
	op     string
	args   arguments
	client *core.Client // for a method
}

// read fills in the options. It takes nil for a function without options. If the options are invalid, it panics to end the
// call: answer turns the error into a rejection.
func (c request) read(options any) {
	if err := readOptions(c.op, c.args.at(0), options); err != nil {
		panic(err)
	}
}

// exports are all exports, in the order in which the host learns their names. The host calls them by index, since a text costs
// more to pass than a number. The first is called for an unknown name.
var exports table

// Register gives the module's functions and its version to the host.
func Register(version string) (err error) {
	if host, err = safejs.Global().Get("mastoauthHost"); err != nil {
		return err
	}
	exports = table{{}}
	for _, table := range []table{statics, journey} {
		exports = append(exports, table...)
	}
	for _, method := range methods {
		exports = append(exports, export{method.name, method.ofClient})
	}
	names := make([]string, len(exports))
	for place, export := range exports {
		names[place] = export.name
	}
	ask("ready", version, toJS(names), toJS(core.ResponseHeaders), functions())
	return nil
}

// ofClient runs a method for the client that the first argument identifies.
func (e export) ofClient(c request) (any, error) {
	client, err := clientAt(c.args.at(0))
	if err != nil {
		return nil, err
	}
	c.client, c.args = client, c.args[1:]
	return e.run(c)
}
