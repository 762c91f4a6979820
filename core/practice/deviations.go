package practice

import "time"

// Quirks are ways in which servers differ from Mastodon 4.5. Each field says who does it.
type Quirks struct {
	// NoMetadata: /.well-known/oauth-authorization-server is 404. Mastodon before 4.3, and most other software.
	NoMetadata bool
	// NoUserinfo: /oauth/userinfo is 404. Mastodon before 4.4, and all other software but Hollo.
	NoUserinfo bool
	// FalseMetadata: the document there is that of another API, and not true of this one. Sharkey, which has it of Misskey.
	FalseMetadata bool
	// NoInstanceV2: /api/v2/instance is 404. Akkoma, snac, Sharkey before 2025, Mastodon before 4.0.
	NoInstanceV2 bool
	// NoAppCheck: /api/v1/apps/verify_credentials is 404. GoToSocial, Sharkey, Mitra, snac.
	NoAppCheck bool
	// NoSignUp: POST /api/v1/accounts and all under /api/v1/emails are 404. Most software but Mastodon.
	NoSignUp bool
	// NoRevoke: /oauth/revoke is 404. GoToSocial before 0.19, Pixelfed, Sharkey.
	NoRevoke bool
	// NoPreferences: preferences are an empty document, for everybody. snac.
	NoPreferences bool

	// NoRevokeCORS: pages of other origins cannot read the answer of /oauth/revoke, which obeys all the same. Mastodon
	// before 4.3, Friendica.
	NoRevokeCORS bool
	// NoNodeinfoCORS: the same for /nodeinfo/2.0. Mastodon before 4.3.
	NoNodeinfoCORS bool
	// NoOAuthPreflight: nothing answers OPTIONS under /oauth, so that pages can only send plain forms there. Sharkey.
	NoOAuthPreflight bool

	// NoPKCE: challenge and verifier are ignored. Mastodon before 4.3, GoToSocial, Pleroma, Akkoma, Sharkey, snac.
	NoPKCE bool
	// PlainPKCE: the method plain is taken as well as S256. Mastodon 4.3.
	PlainPKCE bool
	// PasswordGrant: a user name and a password give a token. Mastodon before 4.4, Pleroma, Akkoma, Mitra, snac.
	PasswordGrant bool
	// NoAppToken: the grant client_credentials is refused. Mitra.
	NoAppToken bool
	// FalseAppToken: client_credentials gives everybody a token that opens nothing. Sharkey.
	FalseAppToken bool
	// AppTokenNeedsRedirectURI: client_credentials without a redirect_uri is refused. GoToSocial, snac.
	AppTokenNeedsRedirectURI bool
	// OneAuthentication: client credentials both as Basic and in the body are refused. Mastodon from 4.7 on.
	OneAuthentication bool
	// NoBasic: client credentials count in the body only. snac.
	NoBasic bool
	// AnyCode: a code is not looked at; whoever agreed last gets the token. snac.
	AnyCode bool
	// NewTokens: each login has a token of its own, where Mastodon gives the old one again. snac.
	NewTokens bool

	// FewAppFields: Application has neither scopes nor redirect_uris. Mastodon before 4.3, Pleroma, Akkoma, Sharkey,
	// snac.
	FewAppFields bool
	// AppCheckNeedsRead: /api/v1/apps/verify_credentials wants the scope read. Mastodon before 4.3.
	AppCheckNeedsRead bool
	// NoRedirectList: an array of redirect URIs counts as none. Mastodon before 4.3.
	NoRedirectList bool
	// Scopes replaces the scopes that can be registered.
	Scopes []string
	// NoScopes: every word is taken for a scope, and a token may do everything. Sharkey, snac.
	NoScopes bool
	// ScopesRequired: who registers has to name scopes. Sharkey.
	ScopesRequired bool
	// NoAppValidation: what an app says of itself is kept as it is, and its redirect URI is one text that binds nobody; only
	// its name and that text must be there, or the answer is 404. snac.
	NoAppValidation bool
	// OneTimeApps: a client_id is the address of a page for one login, in base64, and the page's name is the code. With the
	// token the registration is gone. Sharkey.
	OneTimeApps bool

	// RevokeByBearer: /oauth/revoke wants the token itself as proof, in the header Authorization, and no app's secret. Mitra.
	RevokeByBearer bool
	// RevokeOnce: a token that is unknown or dead is refused, and one that dies takes its app along. snac.
	RevokeOnce bool

	// CreatedAt is how a token's created_at is written.
	CreatedAt CreatedAt
	// TokenScope is how a token's scope is written.
	TokenScope TokenScope
	// ExpiresIn is how long a token lives; for ever, if zero. Pleroma (100 years), Pixelfed (1 year), Mitra (30 days).
	ExpiresIn time.Duration
	// RefreshTokens: tokens come with a refresh token, which works once. Pleroma, Akkoma, Pixelfed.
	RefreshTokens bool
	// Me: tokens name the account's address. Pleroma, Akkoma, Friendica.
	Me bool

	// TokenInCallback: a person who agreed before comes back with an access_token in place of a code. Pleroma, Akkoma.
	TokenInCallback bool
	// DenyWithoutState: a person who refuses comes back without the state. Hollo.
	DenyWithoutState bool
	// DenyStays: a person who refuses is not sent back. Sharkey, and snac, which has no button for it.
	DenyStays bool
	// RawState: the state is not escaped on its way back. snac, Sharkey before 2025.
	RawState bool
	// Issuer is what stands in the parameter iss of a callback (RFC 9207).
	Issuer Issuer

	// RateHeaders is how X-RateLimit-Reset is written.
	RateHeaders RateHeaders
	// Errors is how refusals are written.
	Errors Errors
}

// CreatedAt is how a token's created_at is written.
type CreatedAt string

const (
	CreatedAtSeconds CreatedAt = ""
	CreatedAtMillis  CreatedAt = "millis" // Hollo
	CreatedAtNone    CreatedAt = "none"   // Pixelfed
)

// TokenScope is how a token's scope is written.
type TokenScope string

const (
	TokenScopeText TokenScope = ""
	TokenScopeList TokenScope = "list"
	TokenScopeNone TokenScope = "none" // Pixelfed
	// The scope of the token request, whatever the token may do.
	TokenScopeEcho      TokenScope = "echo"        // snac
	TokenScopeEchoOrAll TokenScope = "echo-or-all" // all of them where it has none: Sharkey
)

// Issuer is what stands in the parameter iss of a callback.
type Issuer string

const (
	IssuerNone  Issuer = ""
	IssuerRight Issuer = "right"
	IssuerWrong Issuer = "wrong" // of an attacker who mixes up two servers
)

// RateHeaders is how X-RateLimit-Reset is written.
type RateHeaders string

const (
	RateHeadersISO   RateHeaders = ""
	RateHeadersEpoch RateHeaders = "epoch" // seconds since 1970: GoToSocial before 0.12
	RateHeadersNone  RateHeaders = "none"  // Pleroma, Akkoma, Pixelfed and most others
)

// Errors is how refusals are written.
type Errors string

const (
	ErrorsText   Errors = ""       // {"error": "…"}
	ErrorsObject Errors = "object" // {"error": {"message", "code", "id"}}: Sharkey
	ErrorsBare   Errors = "bare"   // a line of HTML or nothing at all, and 422 in place of 401: snac
)
