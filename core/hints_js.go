package core

// What errors tell a page to do. hints_native.go has the same for a Go program, and wasm/module/outside-browser.ts the words for Node, Deno
// and Bun where those of a page do not fit.
const (
	ownWords           = "The server's own words (error.description)"
	hintCallbackEmpty  = "This is normal after an e-mail was confirmed: start the login."
	hintScopeMissing   = "Ask for the scope that is missing: log in again with it, or use a session's ensureScopes."
	hintServerNotFound = "Check the spelling. If the server's name is not the one in its handles, write the server's name. An extension, a firewall or the server's own settings (CORS) may also block it."
	hintClientMissing  = "Register it with createApp (and await it), then give clientId and clientSecret."
	hintKeyMissing     = "Register it with createApp (and await it): its option toKey is this key."
	hintNotLoggedIn    = "Log in first (and await it), or give an accessToken."
)

// quotation is for a Go program, whose log has only what Error returns.
func (e *Error) quotation() string { return "" }
