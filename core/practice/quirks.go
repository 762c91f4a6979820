package practice

import "time"

// Quirks are ways in which servers differ from Mastodon 4.5. Each field says who does it.
type Quirks struct {
	// NoMetadata: /.well-known/oauth-authorization-server is 404. Mastodon before 4.3, and most other software.
	NoMetadata bool
	// NoUserinfo: /oauth/userinfo is 404. Mastodon before 4.4, and all other software but Hollo.
	NoUserinfo bool
	// NoInstanceV2: /api/v2/instance is 404. Akkoma, snac, Mastodon before 4.0.
	NoInstanceV2 bool
	// NoAppCheck: /api/v1/apps/verify_credentials is 404. GoToSocial, Sharkey, Mitra, snac.
	NoAppCheck bool
	// NoSignUp: POST /api/v1/accounts and all under /api/v1/emails are 404. Most software but Mastodon.
	NoSignUp bool
	// NoRevoke: /oauth/revoke is 404. GoToSocial before 0.19, Pixelfed, Sharkey.
	NoRevoke bool

	// NoRevokeCORS: pages of other origins cannot read the answer of /oauth/revoke, which obeys all the same. Mastodon
	// before 4.3, Friendica.
	NoRevokeCORS bool
	// NoNodeinfoCORS: the same for /nodeinfo/2.0. Mastodon before 4.3.
	NoNodeinfoCORS bool

	// NoPKCE: challenge and verifier are ignored. Mastodon before 4.3, GoToSocial, Pleroma, Akkoma.
	NoPKCE bool
	// PlainPKCE: the method plain is taken as well as S256. Mastodon 4.3.
	PlainPKCE bool
	// PasswordGrant: a user name and a password give a token. Mastodon before 4.4, Pleroma, Akkoma, Mitra, snac.
	PasswordGrant bool
	// NoAppToken: the grant client_credentials is refused. Mitra.
	NoAppToken bool
	// AppTokenNeedsRedirectURI: client_credentials without a redirect_uri is refused. GoToSocial, snac.
	AppTokenNeedsRedirectURI bool
	// OneAuthentication: client credentials both as Basic and in the body are refused. Mastodon from 4.7 on.
	OneAuthentication bool

	// FewAppFields: Application has neither scopes nor redirect_uris. Mastodon before 4.3, Pleroma, Akkoma, snac.
	FewAppFields bool
	// AppCheckNeedsRead: /api/v1/apps/verify_credentials wants the scope read. Mastodon before 4.3.
	AppCheckNeedsRead bool
	// NoRedirectList: an array of redirect URIs counts as none. Mastodon before 4.3.
	NoRedirectList bool
	// Scopes replaces the scopes that can be registered.
	Scopes []string

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
	// Issuer is what stands in the parameter iss of a callback (RFC 9207).
	Issuer Issuer

	// RateHeaders is how X-RateLimit-Reset is written.
	RateHeaders RateHeaders
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
