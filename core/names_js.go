package core

// How errors call the options and functions, for a page. names_native.go has the same for a Go program.

const speaksGo = false

const (
	nameAccessTokenKey      = "accessTokenKey"
	nameAPIBaseURL          = "apiBaseUrl"
	nameAuthRequestURL      = "authRequestUrl"
	nameClientCredentialKey = "clientCredentialKey"
	nameClientName          = "clientName"
	nameCreateApp           = "createApp"
	nameExpiresIn           = "expiresIn"
	nameFeatureSet          = "featureSet"
	nameForceLogin          = "forceLogin"
	nameHandleCallback      = "handleCallback"
	nameID                  = "id"
	nameMastodonVersion     = "mastodonVersion"
	nameQuotedStatusID      = "quotedStatusId"
	nameRatelimitMaxWaitMs  = "ratelimitMaxWaitMs"
	nameRedirectURIs        = "redirectUris"
	nameVersionCheckMode    = "versionCheckMode"

	// What has no name of the same words in Go.
	wordsForCode = "logIn({ code })"

	opBeginSignIn    = "signIn"
	opCompleteSignIn = "signIn"
	opCompleteSignUp = "signUp"
)

// Nothing asks for these.

func goName(string) string { return "" }
func (e *Error) spell()    {}
