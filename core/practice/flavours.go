package practice

import (
	"maps"
	"slices"
	"time"
)

// day is the length of a day, as servers count it.
const day = 24 * time.Hour

// flavours are the servers that can be played by name. They are data only: each sets the [Quirks] of its software. Where the
// releases of Mastodon differ since 4.4 follows from the version alone (releases.go).
var flavours = map[string]Options{
	"mastodon-4.2": {Version: "4.2.0", Quirks: Quirks{
		NoMetadata: true, NoUserinfo: true, NoRevokeCORS: true, NoNodeinfoCORS: true, NoPKCE: true, PasswordGrant: true,
		FewAppFields: true, AppCheckNeedsRead: true, NoRedirectList: true, Scopes: append(without(olderScopes, "profile"), "crypto"),
	}},
	"mastodon-4.3": {Version: "4.3.0", Quirks: Quirks{NoUserinfo: true, PlainPKCE: true, PasswordGrant: true}},
	"mastodon-4.4": {Version: "4.4.22"},
	"mastodon-4.5": {Version: "4.5.15"},
	"mastodon-4.6": {Version: "4.6.5"},
	"mastodon-4.7": {Version: "4.7.0-alpha.2"},
	"gotosocial":   goToSocial,
	"pleroma":      {Version: "2.7.2 (compatible; Pleroma 2.7.51)", Quirks: pleroma},
	"akkoma":       {Version: "2.7.2 (compatible; Akkoma 3.16.0)", Quirks: akkoma()},
	"pixelfed": {Version: "3.5.3 (compatible; Pixelfed 0.12.6)", Quirks: Quirks{
		NoMetadata: true, NoUserinfo: true, NoSignUp: true, NoRevoke: true, FewAppFields: true, NoRedirectList: true,
		Scopes:    []string{"read", "write", "follow", "push", "admin:read", "admin:write"},
		CreatedAt: CreatedAtNone, TokenScope: TokenScopeNone, ExpiresIn: 365 * day, RefreshTokens: true, RateHeaders: RateHeadersNone,
	}},
	"hollo": hollo,
	"mitra": {Version: "4.0.0 (compatible; Mitra 4.0.0)", Quirks: Quirks{
		NoMetadata: true, NoUserinfo: true, NoAppCheck: true, NoSignUp: true, NoPKCE: true, PasswordGrant: true, NoAppToken: true,
		NoRedirectList: true, Scopes: []string{"read", "write", "profile"}, ExpiresIn: 30 * day, RateHeaders: RateHeadersNone,
		RevokeByBearer: true,
	}},
	"sharkey": {Version: "3.0.0 (compatible; Sharkey 2024.9.1; like Akkoma)", Quirks: Quirks{
		FalseMetadata: true, NoUserinfo: true, NoInstanceV2: true, NoAppCheck: true, NoSignUp: true, NoRevoke: true,
		NoOAuthPreflight: true, NoPKCE: true, FalseAppToken: true, FewAppFields: true, NoRedirectList: true, NoScopes: true,
		ScopesRequired: true, OneTimeApps: true, DenyStays: true, RawState: true,
		TokenScope: TokenScopeEchoOrAll, RateHeaders: RateHeadersNone, Errors: ErrorsObject,
	}},
	"snac":          snac,
	"wordpress-ema": wordPress,
}

// Flavour returns the options for playing a server of this name, one of [Flavours].
func Flavour(name string) (options Options, ok bool) {
	options, ok = flavours[name]
	return options, ok
}

// Flavours lists the names of the servers that can be played.
func Flavours() []string { return slices.Sorted(maps.Keys(flavours)) }
