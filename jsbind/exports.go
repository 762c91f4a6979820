//go:build js && wasm

package jsbind

import (
	"github.com/hack-pad/safejs"

	"github.com/mastoauth/mastoauth/core"
)

// The table of exports: JavaScript name → "call" and the name of the core's function. Everything else is derived from it or checked
// against it: "make generate" writes the functions that it names into calls.gen.go.

// statics take (options).
var statics = table{
	{"createApp", callCreateApp},
	{"findServer", callFindServer},
	{"readSecretFile", callReadSecretFile},
	{"open", open},
	{"close", closeClient},
}

// journey are statics too: the steps of a sign-in that cannot be lost.
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

// methods take (handle, options), where handle is what open resolved to.
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

// read fills in the options; nil stands for those of a function that has none. The call ends here if they cannot be read: answer
// turns the error into a rejection.
func (c request) read(options any) {
	if err := readOptions(c.op, c.args.at(0), options); err != nil {
		panic(err)
	}
}

// exports are all of them, in the order in which the host learns their names. It calls them by their place, since a text that crosses
// costs more than a number. The first stands for a name that there is not.
var exports table

// Register hands the module's functions to the host, with the version of the module.
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

// ofClient runs a method's export for the client that the first argument names.
func (e export) ofClient(c request) (any, error) {
	client, err := clientAt(c.args.at(0))
	if err != nil {
		return nil, err
	}
	c.client, c.args = client, c.args[1:]
	return e.run(c)
}
