package core

// Code says what happened. It does not change between versions, but a newer version may add codes: give a switch over them a default.
//
// This file is the list of all codes, also of those that only the TypeScript or only core/native makes. TypeScript's type
// MastodonErrorCode and the tables of docs/errors.md are generated from it. Each code says what happened, what to do, and for whom that
// is: for the developer (the program has to change), for the person, or for both.
type Code string

// Error makes a Code a target for errors.Is: errors.Is(err, core.CodeNetwork).
func (c Code) Error() string { return string(c) }

// The server that the person typed
const (
	// No server was given. To do: ask for the name of a server. For the person.
	CodeServerMissing Code = "server_missing"
	// This is not the address of a server. To do: ask for it again. For the person.
	CodeServerInvalid Code = "server_invalid"
	// This looks like an e-mail address. To do: ask for the name of the server. For the person.
	CodeServerIsEmail Code = "server_is_email"
	// `apiBaseUrl` begins with http://. Only servers on the same computer may use it: `findServer`, `signIn` and `signUp` ask over https
	// instead. To do: use https. For both.
	CodeServerInsecure Code = "server_insecure"
	// No server answers there, and this browser has signed in to none there before. To do: check the spelling. For the person.
	CodeServerNotFound Code = "server_not_found"
	// Something answers there, but the browser does not let the page read it: it is no Fediverse server, or one whose proxy answers for it
	// while it is down. To do: check the name, or try again later. For the person.
	CodeServerUnreadable Code = "server_unreadable"
	// Something answers there, but not with Mastodon's API. To do: check the name. For the person.
	CodeServerNotMastodon Code = "server_not_mastodon"
	// A firewall or a bot check stands before the server. To do: try again later, or from another network. For the person.
	CodeServerBlocked Code = "server_blocked"
	// The server has a problem at the moment (status 502, 503 or 504, for example), or it cannot be reached although this browser has signed
	// in there before. To do: try again later. For the person.
	CodeServerDown Code = "server_down"
	// The server has an internal problem (status 500, for example). To do: try again later. For the person.
	CodeServerError Code = "server_error"
	// The credentials, files or address belong to another server. To do: use them with their own server. For the developer.
	CodeServerMismatch Code = "server_mismatch"
)

// The login
const (
	// The person said no. To do: nothing, or ask again when they want to. For the person.
	CodeAccessDenied Code = "access_denied"
	// The server refused, with a reason that OAuth has no code for. To do: ask the server's staff; `description` has its words. For the person.
	CodeAuthorizationRefused Code = "authorization_refused"
	// The server does not know the scopes, or does not grant them to this app. To do: ask for others. For both.
	CodeInvalidScope Code = "invalid_scope"
	// The server does not let this app log people in. To do: register the app anew. For both.
	CodeUnauthorizedClient Code = "unauthorized_client"
	// The server does not offer the login by code. To do: use another server. For both.
	CodeUnsupportedResponseType Code = "unsupported_response_type"
	// The server's login has a problem at the moment. To do: try again later. For the person.
	CodeTemporarilyUnavailable Code = "temporarily_unavailable"
	// The server did not understand the request. To do: report it; `description` has the server's words. For both.
	CodeInvalidRequest Code = "invalid_request"
	// The address holds no answer of a login. To do: begin a login. For the person.
	CodeCallbackEmpty Code = "callback_empty"
	// The answer does not say which login it belongs to. For `logIn` with a code alone: several logins of this app are pending. To do: begin
	// again, or give `state`. For both.
	CodeStateMissing Code = "state_missing"
	// This browser or program did not start the login, or its record is gone. To do: begin again here. For the person.
	CodeStateMismatch Code = "state_mismatch"
	// The login was started more than a day ago. To do: begin again. For the person.
	CodeStateExpired Code = "state_expired"
	// The login was completed already. To do: begin again, if nobody is signed in. For the person.
	CodeStateUsed Code = "state_used"
	// The answer comes from another server than the one that was asked. To do: begin again. For the person.
	CodeIssuerMismatch Code = "issuer_mismatch"
	// The server sent a token instead of a code. It is refused, because anybody could have put it there. To do: begin again. For the person.
	CodeTokenInCallback Code = "token_in_callback"
	// A parameter stands in the address twice. Somebody may have changed the address. To do: begin again. For the person.
	CodeDuplicateParameter Code = "duplicate_parameter"
	// The answer has no code. To do: begin again. For the person.
	CodeCodeMissing Code = "code_missing"
	// The code, password or refresh token is wrong, used or too old. To do: begin again. For the person.
	CodeInvalidGrant Code = "invalid_grant"
	// The server does not offer this way to log in. To do: log in by code. For both.
	CodeUnsupportedGrantType Code = "unsupported_grant_type"
	// The account has two-factor authentication, so a password alone is not enough. To do: log in by code. For the person.
	CodeMFARequired Code = "mfa_required"
	// The server did not grant all scopes that were asked for. To do: begin again, and allow all of them. For the person.
	CodeScopesNotGranted Code = "scopes_not_granted"
	// `ensureScopes`: the person came back with another account. To do: begin again with the same account. For the person.
	CodeAccountMismatch Code = "account_mismatch"
)

// Session and token
const (
	// Nobody is logged in. To do: sign in. For the person.
	CodeNotLoggedIn Code = "not_logged_in"
	// There is no such session any more. To do: sign in again. For the person.
	CodeSessionUnknown Code = "session_unknown"
	// The login expired and could not be renewed. To do: sign in again. For the person.
	CodeSessionExpired Code = "session_expired"
	// The server does not accept the token. To do: sign in again. For the person.
	CodeUnauthorized Code = "unauthorized"
	// The server does not accept the token, and says so with OAuth's code. To do: sign in again. For the person.
	CodeInvalidToken Code = "invalid_token"
	// The token lacks a scope, in the server's own words. The `status` is 403, or 401 (WordPress). To do: ask for it with `ensureScopes`, or log in again. For both.
	CodeInsufficientScope Code = "insufficient_scope"
	// The server does not allow this: the account may not do it, or the server does not say that a scope is missing. The `status` is 403, or 401 if the server uses that
	// although the token is good (WordPress). If the server does not let the account be used at all, `health` says what is known:
	// `unconfirmed` (e-mail address), `pending` (approval by the server's staff) or `disabled`. Mastodon says `disabled`, with the same text,
	// of an account that is locked, suspended, moved or a memorial, and of one that lacks the two-factor sign-in that the server demands:
	// only the server's own page says which. To do: look at `page`, or at the scopes. For both.
	CodeForbidden Code = "forbidden"
	// OAuth's code for a token of a kind that the server cannot revoke. To do: end the access on the server's own page. For the person.
	CodeUnsupportedTokenType Code = "unsupported_token_type"
)

// The app's registration
const (
	// The app is not registered with the server. To do: call `createApp` first, or begin the sign-in again. For both.
	CodeClientMissing Code = "client_missing"
	// The server does not know the app (any more). To do: register it again: `signIn` does that by itself. For both.
	CodeInvalidClient Code = "invalid_client"
	// Only one of client id and client secret was given. To do: give both. For the developer.
	CodeClientIncomplete Code = "client_incomplete"
	// The address of the server's page would be longer than 1,500 characters, and servers lose such addresses. To do: shorten the option that
	// `message` names. For the developer.
	CodeAuthorizeURLTooLong Code = "authorize_url_too_long"
	// On this server, a registration serves one login only. To do: register the app again. For both.
	CodeClientSpent Code = "client_spent"
	// This client was closed. To do: make a new one. For the developer.
	CodeClientClosed Code = "client_closed"
	// The app's name is empty, longer than 60 characters, or not on one line. To do: choose another one. For the developer.
	CodeClientNameInvalid Code = "client_name_invalid"
	// The server wants a longer or a shorter name of the app. WordPress wants at least three characters. To do: change `clientName`. For both.
	CodeClientNameRefused Code = "client_name_refused"
	// The server takes no new apps, or none from here. To do: ask the server's staff. For both.
	CodeAppRegistrationClosed Code = "app_registration_closed"
	// The server does not accept the registration, and not because of the name: it refuses the scopes, an address, or something that it does
	// not name. To do: see `description`, and change the options of `createApp` or `createAuth`. For both.
	CodeAppRegistrationRefused Code = "app_registration_refused"
	// This is not an address that a server can send people back to, or it has a parameter of its own that an answer has too: `code`, `state`,
	// `iss`, `access_token`, `error` or one that begins with `error_`. To do: change `redirectUri`. For the developer.
	CodeRedirectURIInvalid Code = "redirect_uri_invalid"
	// `redirectUri` is of another origin than the page. To do: use an address of the page's own origin. For the developer.
	CodeRedirectURIForeign Code = "redirect_uri_foreign"
	// Mastodon has no such scope. To do: see the list in `SCOPE_SETS`. For the developer.
	CodeScopeUnknown Code = "scope_unknown"
)

// Sign-up
const (
	// The server did not accept the data. To do: show what `details` says of each field, and `missing`, which options it requires. For the
	// person.
	CodeValidationFailed Code = "validation_failed"
	// The server takes no new accounts, or none from here. To do: choose another server. For the person.
	CodeSignupClosed Code = "signup_closed"
	// The server creates accounts on its own page only. To do: send the person there. For the person.
	CodeSignupUnsupported Code = "signup_unsupported"
	// The account was created, but it cannot be used yet: `health` is `unconfirmed` or `pending`, if the server says so. To do: confirm the
	// e-mail address, or wait for the server's staff. For the person.
	CodeAccountPending Code = "account_pending"
)

// Requests
const (
	// The call was cancelled: by its `signal`, or because the person came back without signing in. To do: nothing. For the person.
	CodeAborted Code = "aborted"
	// This device is offline. To do: try again when it is connected. For the person.
	CodeOffline Code = "offline"
	// The server could not be reached. `reason` says why, as far as it could be found out. To do: check the connection, the page's policy and the browser's extensions. For both.
	CodeNetwork Code = "network"
	// No answer in time, also where a server is looked for. To do: try again. For the person.
	CodeTimeout Code = "timeout"
	// Too many requests. `resetAt` says when the limit ends, if the server said so: at most an hour from now. To do: wait. For the person.
	CodeRateLimited Code = "rate_limited"
	// `statusPost` with `idempotencyKey`: it is not known whether the server published the post. The class and `status` are those of the
	// failure. To do: look at the account's posts before you post it again. For the person.
	CodePostUnknown Code = "post_unknown"
	// The post was published, or scheduled, without a part: its text, media, poll or warning, the post that it replies to or quotes, the mark
	// that its media are sensitive, or `scheduledAt`; or for more people than `visibility` allows. `details` is the post as the server made
	// it: `details.id` is its id, and `message` names what is missing. To do: look at the post, and delete it if it is wrong. For the person.
	CodePostIncomplete Code = "post_incomplete"
	// `mediaPost`: the file is larger than the server takes. The message says both sizes, if the server tells its limit. To do: make it
	// smaller. For both.
	CodeMediaTooLarge Code = "media_too_large"
	// `mediaPost`: the server takes no files of this type. The hint lists the types that it takes. To do: convert it. For both.
	CodeMediaUnsupported Code = "media_unsupported"
	// `mediaPost`: the server has the file, but could not process it: it may be damaged. To do: try another file. For both.
	CodeMediaFailed Code = "media_failed"
	// `mediaPost`: the server has the file, and has not processed it within `processingTimeoutMs`. `details` is the attachment. To do: wait; a
	// post can have it later. For both.
	CodeMediaUnfinished Code = "media_unfinished"
	// The server refused, with a status that has no code of its own. To do: see `status` and `description`. For both.
	CodeRequestRefused Code = "request_refused"
	// The server has nothing at this address. A browser may hide that answer (CORS). The code is the same then, but `status` is missing.
	// To do: check the id or path; the server may be too old. For both.
	CodeNotFound Code = "not_found"
	// The answer is not what the API sends: of another shape. To do: check the address; try again later. For the person.
	CodeAnswerUnexpected Code = "answer_unexpected"
	// The answer is a web page instead of data. To do: check the address; try again later. For the person.
	CodeAnswerHTML Code = "answer_html"
	// The answer is empty. To do: try again later. For the person.
	CodeAnswerEmpty Code = "answer_empty"
	// The answer was cut off or damaged on its way. To do: try again. For the person.
	CodeAnswerBroken Code = "answer_broken"
	// The answer, or a part of it that is needed, is longer than the limits of docs/limits.md. Nothing of it was used. To do: ask for less.
	// For both.
	CodeAnswerTooLarge Code = "answer_too_large"
	// The server is too old for this function. To do: do without it there. For both.
	CodeVersionTooOld Code = "version_too_old"
	// The server does not say which version it runs. To do: set `versionCheckMode` to none. For both.
	CodeVersionUnknown Code = "version_unknown"
	// The option is not a version such as 4.3.0. To do: correct it. For the developer.
	CodeVersionInvalid Code = "version_invalid"
)

// Options, browser and module
const (
	// An option is missing. To do: give it. For the developer.
	CodeOptionMissing Code = "option_missing"
	// An option has a value that cannot work. From `statusPost`: the server answered with the earlier post of an `idempotencyKey` that was
	// used for another text, and `details` is that post. To do: correct the option that `message` names. For the developer.
	CodeOptionInvalid Code = "option_invalid"
	// There is no such option, or no such event. To do: look for a typing error; `hint` says what was probably meant, or what there is. For the
	// developer.
	CodeOptionUnknown Code = "option_unknown"
	// The file is not a secret file of Mastodon.py. To do: choose another one. For the person.
	CodeSecretFileInvalid Code = "secret_file_invalid"
	// This function works in a browser's page only. To do: log in as docs/bots.md shows. For the developer.
	CodeBrowserMissing Code = "browser_missing"
	// The page is not served over https or from localhost, so the browser offers no cryptography. To do: serve it over https. For both.
	CodeCryptoUnavailable Code = "crypto_unavailable"
	// The page is in a frame, and a sign-in from there cannot succeed: by redirect, without a popup, or where the server cuts the popup off.
	// To do: open the page in a tab of its own. For both.
	CodeFrameUnsupported Code = "frame_unsupported"
	// The browser does not let the page store anything. To do: allow site data for the page. For the person.
	CodeStorageBlocked Code = "storage_blocked"
	// The page's own `storage` has not answered for five seconds, and not since then. To do: load the page again. For both.
	CodeStorageSilent Code = "storage_silent"
	// There is no room left to store the login. To do: clear the site's data. For the person.
	CodeStorageFull Code = "storage_full"
	// A stored record is damaged. To do: sign in again. For the person.
	CodeStorageCorrupt Code = "storage_corrupt"
	// Another tab or program took over while this one slept, again and again. Nothing was overwritten. To do: try again. For the person.
	CodeLockLost Code = "lock_lost"
	// WebAssembly is not allowed. To do: allow it, see docs/content-security-policy.md. For both.
	CodeWasmBlocked Code = "wasm_blocked"
	// A file of this package could not be loaded. The next call tries again under another address. If a bundler renamed the file, only a page
	// reload can try again, and the hint says so. To do: try again, or reload the page. For the person.
	CodeWasmUnreachable Code = "wasm_unreachable"
	// Something else came in place of the module, or this copy of the package does not know where its files are. To do: see docs/bundlers.md. For both.
	CodeWasmNotFound Code = "wasm_not_found"
	// The module was cut off or damaged. To do: try again; deploy the file again. For both.
	CodeWasmDamaged Code = "wasm_damaged"
	// The files of the package are from different versions. To do: reload without the cache; deploy all files together. For both.
	CodeWasmStale Code = "wasm_stale"
	// There is not enough memory. To do: close other pages. For the person.
	CodeWasmMemory Code = "wasm_memory"
	// The module stopped during the call. Whether the server did what was asked is unknown. The next call starts a new module. To do: try
	// again. For the person.
	CodeModuleStopped Code = "module_stopped"
	// A mistake of this library. To do: report it. For both.
	CodeInternal Code = "internal"
	// Something happened that this library has no code for; `cause` says what. To do: try again; report it. For both.
	CodeUnexpected Code = "unexpected"
)

// Go programs only
const (
	// The server sent a request with a token on to another address, which was not followed. To do: use the server's own address. For both.
	CodeRedirectRefused Code = "redirect_refused"
	// The address or the method is not valid for HTTP. To do: correct it. For the developer.
	CodeRequestInvalid Code = "request_invalid"
	// A value that was given as a document cannot be written as JSON. To do: correct it. For the developer.
	CodeDocumentInvalid Code = "document_invalid"
)
