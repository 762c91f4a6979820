package practice

import "time"

// Quirks are differences from Mastodon. What differs between its releases since 4.4 follows from Options.Version. Each field's comment says which software has it.
type Quirks struct {
	// NoMetadata: /.well-known/oauth-authorization-server is 404. Mastodon before 4.3, and most other software.
	NoMetadata bool
	// NoUserinfo: /oauth/userinfo is 404. Mastodon before 4.4, and all other software but Hollo.
	NoUserinfo bool
	// FalseMetadata: the metadata describes another API and does not match this one. Sharkey, which inherits it from Misskey.
	FalseMetadata bool
	// NoInstanceV2: /api/v2/instance is 404. Akkoma, snac, Sharkey before 2025, Mastodon before 4.0.
	NoInstanceV2 bool
	// NoAppCheck: /api/v1/apps/verify_credentials is 404. GoToSocial, Sharkey, Mitra, snac, WordPress.
	NoAppCheck bool
	// NoSignUp: POST /api/v1/accounts and all under /api/v1/emails are 404. Most software but Mastodon.
	NoSignUp bool
	// NoRevoke: /oauth/revoke is 404. GoToSocial before 0.19, Pixelfed, Sharkey.
	NoRevoke bool
	// NoPreferences: the preferences are an empty document for everyone. snac.
	NoPreferences bool

	// NoRevokeCORS: pages of other origins cannot read the response of /oauth/revoke, although it revokes the token. Mastodon
	// before 4.3, Friendica.
	NoRevokeCORS bool
	// NoNodeinfoCORS: pages of other origins cannot read /nodeinfo/2.0. Mastodon before 4.3.
	NoNodeinfoCORS bool
	// NoOAuthPreflight: OPTIONS under /oauth is not answered, so pages can only send plain forms there. Sharkey.
	NoOAuthPreflight bool

	// NoPKCE: challenge and verifier are ignored. Mastodon before 4.3, GoToSocial, Pleroma, Akkoma, Sharkey, snac,
	// WordPress.
	NoPKCE bool
	// PlainPKCE: the method plain is taken as well as S256. Mastodon 4.3.
	PlainPKCE bool
	// PasswordGrant: a user name and a password give a token. Mastodon before 4.4, Pleroma, Akkoma, Mitra, snac.
	PasswordGrant bool
	// NoAppToken: the grant client_credentials is refused. Mitra.
	NoAppToken bool
	// FalseAppToken: client_credentials gives everybody a token that allows nothing. Sharkey.
	FalseAppToken bool
	// AppTokenNeedsRedirectURI: client_credentials without a redirect_uri is refused. snac. (GoToSocial's engine does so, too.)
	AppTokenNeedsRedirectURI bool
	// NoBasic: client credentials are read from the body only. GoToSocial, snac.
	NoBasic bool
	// AnyCode: the code is not checked. The token is for the last person who authorized. snac.
	AnyCode bool
	// NewTokens: each login gets a new token, where Mastodon returns the existing one. GoToSocial, Hollo, snac, WordPress.
	NewTokens bool

	// FewAppFields: Application has neither scopes nor redirect_uris. Mastodon before 4.3, Pleroma, Akkoma, Sharkey,
	// snac.
	FewAppFields bool
	// AppCheckNeedsRead: /api/v1/apps/verify_credentials requires the scope read. Mastodon before 4.3.
	AppCheckNeedsRead bool
	// NoRedirectList: an array of redirect URIs is ignored. Mastodon before 4.3.
	NoRedirectList bool
	// Scopes replaces the scopes that apps can register.
	Scopes []string
	// NoScopes: any word is accepted as a scope, and every token allows everything. Sharkey, snac.
	NoScopes bool
	// ScopesRequired: a registration must name scopes. Sharkey.
	ScopesRequired bool
	// NoAppValidation: registrations are not validated. Only the name and the redirect URIs must be present, else the response
	// is 404. The redirect URIs are stored as one text, and a login may use any redirect URI. snac.
	NoAppValidation bool
	// OneTimeApps: the client_id is the address, in base64, of a page for one login, and the code is the page's name. The
	// registration is deleted when the token is issued. Sharkey.
	OneTimeApps bool

	// RevokeByBearer: /oauth/revoke requires the token itself in the header Authorization, instead of the app's secret. Mitra.
	RevokeByBearer bool
	// RevokeOnce: an unknown or revoked token is refused, and revoking a token also deletes its app. snac.
	RevokeOnce bool

	// CreatedAt is the format of a token's created_at.
	CreatedAt CreatedAt
	// TokenScope is the format of a token's scope.
	TokenScope TokenScope
	// ExpiresIn is how long a token is valid; zero is forever. Pleroma (100 years), WordPress (2 years), Pixelfed (1 year), Mitra
	// (30 days).
	ExpiresIn time.Duration
	// RefreshTokens: tokens come with a refresh token that works once. Pleroma, Akkoma, Pixelfed.
	RefreshTokens bool
	// TokenIDs: the token response has a number for the token. Pleroma, Akkoma.
	TokenIDs bool
	// Me: the token response has the account's address. Pleroma, Akkoma, Friendica.
	Me bool

	// TokenInCallback: if the person has authorized the app before, the callback has an access_token instead of a code.
	// Pleroma, Akkoma.
	TokenInCallback bool
	// DenyWithoutState: if the person refuses, the callback has no state. Hollo.
	DenyWithoutState bool
	// DenyStays: if the person refuses, there is no redirect. Sharkey.
	DenyStays bool
	// RawState: the callback has the state unescaped. snac, Sharkey before 2025.
	RawState bool
	// AlwaysAsk: the person is asked each time, whatever they authorized before. Hollo, WordPress.
	AlwaysAsk bool
	// OneLogin: one person owns all accounts, signs in once, and chooses an account on the authorization page. Hollo.
	OneLogin bool
	// Deny is how a person can refuse.
	Deny Deny
	// CodePage is where the code of an out-of-band login is shown.
	CodePage CodePage
	// Issuer is the value of the parameter iss in a callback (RFC 9207).
	Issuer Issuer

	// Engine is the program behind the OAuth endpoints and the registration of apps.
	Engine Engine
	// FinerScopes: a scope includes its finer ones, so that an app with read may ask for read:accounts. GoToSocial, WordPress.
	FinerScopes bool
	// FlatForms: the form of a post is read flat, so media_ids[] and poll[…] are left out, and sensitive=true is refused. JSON is
	// read completely, but for scheduled_at. Hollo.
	FlatForms bool
	// NoIdempotency: the header Idempotency-Key is ignored. GoToSocial, WordPress.
	NoIdempotency bool
	// NoPublicPosts: reading a post requires a token. GoToSocial.
	NoPublicPosts bool
	// DefaultVisibility is who sees a post that does not say so. Default: the person's own setting. GoToSocial: unlisted.
	DefaultVisibility string
	// BlankPosts: a post may be without a text. snac.
	BlankPosts bool
	// ShowsSource: a post has its plain text, for everybody. GoToSocial, snac.
	ShowsSource bool
	// SourceForAll: each account has its source, which elsewhere only its owner gets. WordPress.
	SourceForAll bool
	// KeepsDeleted: a deleted post can still be read, and be deleted again. WordPress, which has a trash.
	KeepsDeleted bool
	// Shapes are the entities that differ from Mastodon's, by name: account, own account, source, status, preferences, instance
	// v1, instance v2.
	Shapes map[string]Shape
	// ProfilePath is the path of a person's page. Default: /@{name}.
	ProfilePath string
	// IDs is the form of the ids of posts.
	IDs IDs
	// NoWebfinger: /.well-known/webfinger is 404. WordPress, unless another plugin has it.
	NoWebfinger bool
	// NoRequestID: responses have no X-Request-Id. Hollo, snac, WordPress.
	NoRequestID bool
	// HostMeta is what the server has of /.well-known/host-meta.
	HostMeta HostMeta
	// CORS replaces Mastodon's rules for pages of other origins.
	CORS CORSRules
	// Nodeinfo are the paths of the nodeinfo documents. Default: /nodeinfo/2.0.
	Nodeinfo []string
	// NoNodeinfoLinks: /.well-known/nodeinfo is 404. WordPress, unless another plugin has it.
	NoNodeinfoLinks bool
	// Software is the name in nodeinfo. Default: the name in the version, or mastodon.
	Software string

	// RateHeaders is the format of X-RateLimit-Reset.
	RateHeaders RateHeaders
	// Errors is the format of errors.
	Errors Errors
}

// CreatedAt is the format of a token's created_at.
type CreatedAt string

const (
	CreatedAtSeconds CreatedAt = ""
	CreatedAtMillis  CreatedAt = "millis" // Hollo
	CreatedAtNone    CreatedAt = "none"   // Pixelfed
)

// TokenScope is the format of a token's scope.
type TokenScope string

const (
	TokenScopeText TokenScope = ""
	TokenScopeList TokenScope = "list"
	TokenScopeNone TokenScope = "none" // Pixelfed
	// The response repeats the scope of the token request, whatever the token allows.
	TokenScopeEcho      TokenScope = "echo"        // snac
	TokenScopeEchoOrAll TokenScope = "echo-or-all" // or all scopes, if the request names none: Sharkey
)

// Issuer is the value of the parameter iss in a callback.
type Issuer string

const (
	IssuerNone  Issuer = ""
	IssuerRight Issuer = "right"
	IssuerWrong Issuer = "wrong" // the issuer of an attacker who mixes up two servers
)

// RateHeaders is the format of X-RateLimit-Reset.
type RateHeaders string

const (
	RateHeadersISO   RateHeaders = ""
	RateHeadersEpoch RateHeaders = "epoch" // seconds since 1970: GoToSocial before 0.12
	RateHeadersNone  RateHeaders = "none"  // Pleroma, Akkoma, Pixelfed and most others
)

// Errors is the format of errors.
type Errors string

const (
	ErrorsText   Errors = ""       // {"error": "…"}
	ErrorsObject Errors = "object" // {"error": {"message", "code", "id"}}: Sharkey
	ErrorsBare   Errors = "bare"   // a line of HTML or nothing, and 422 instead of 401: snac
	ErrorsProse  Errors = "prose"  // {"error": "Unauthorized: token not supplied"}: GoToSocial
	ErrorsWord   Errors = "word"   // {"error": "invalid_token"}, or what the validator found: Hollo
	ErrorsHyphen Errors = "hyphen" // {"error": "token-required", "error_description"}, and 401 instead of 403: WordPress
)
