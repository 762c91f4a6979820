package practice

import "strings"

// These flavours were recorded: GoToSocial 0.20.0, Hollo 0.10.0, and WordPress 6.1.9 with Enable Mastodon Apps 1.6.1, each run
// in November 2026.

var goToSocial = Options{Version: "0.20.0 git-57cb4fe", Quirks: Quirks{
	Engine: EngineGoToSocial, Errors: ErrorsProse, NoMetadata: true, NoUserinfo: true, NoAppCheck: true, NoSignUp: true, NoPKCE: true,
	NoBasic: true, FinerScopes: true, NewTokens: true, NoIdempotency: true, NoPublicPosts: true, IDs: IDsULID,
	HostMeta: HostMetaXML, Software: "gotosocial", Nodeinfo: []string{"/nodeinfo/2.0", "/nodeinfo/2.1"},
	CORS: CORSRules{{
		Path: "/", Methods: "POST,PUT,DELETE,GET,PATCH,OPTIONS", MaxAge: 120,
		Headers: "Origin,Content-Length,Content-Type,Authorization,Idempotency-Key,Upgrade,Sec-Websocket-Extensions,Sec-Websocket-Key,Sec-Websocket-Protocol,Sec-Websocket-Version,Connection",
		Exposed: "Link,X-Ratelimit-Reset,X-Ratelimit-Limit,X-Ratelimit-Remaining,X-Request-Id,Connection,Sec-Websocket-Accept,Upgrade",
	}},
}}

var hollo = Options{Version: "0.10.0", Quirks: Quirks{
	Engine: EngineHollo, Errors: ErrorsWord, NoSignUp: true, CreatedAt: CreatedAtMillis, DenyWithoutState: true, NewTokens: true,
	FlatForms: true, RateHeaders: RateHeadersNone, IDs: IDsUUID, HostMeta: HostMetaNone, Software: "hollo", Nodeinfo: []string{"/nodeinfo/2.1"},
	Scopes: holloScopes, CORS: CORSRules{
		{Path: "/api/", Methods: "GET,HEAD,PUT,POST,DELETE,PATCH", Exposed: "Link"},
		{Path: "/oauth/token", Methods: "POST"}, {Path: "/oauth/revoke", Methods: "POST"}, {Path: "/oauth/userinfo", Methods: "GET,POST"},
		{Path: "/.well-known/", Methods: "GET"}, {Path: "/nodeinfo/", Methods: "GET"},
	},
}}

// holloScopes are the words that Hollo knows, in its order.
var holloScopes = strings.Fields(`read read:accounts read:blocks read:bookmarks read:favourites read:filters read:follows read:lists
	read:mutes read:notifications read:search read:statuses write write:accounts write:blocks write:bookmarks write:conversations
	write:favourites write:filters write:follows write:lists write:media write:mutes write:notifications write:reports write:statuses
	follow push profile`)

var wordPress = Options{Version: "WordPress/6.1.9, EMA/1.6.1", Quirks: Quirks{
	Engine: EngineWordPress, Errors: ErrorsHyphen, NoMetadata: true, NoUserinfo: true, NoAppCheck: true, NoSignUp: true, NoPKCE: true,
	FinerScopes: true, NewTokens: true, NoIdempotency: true, RateHeaders: RateHeadersNone, ExpiresIn: 2 * 365 * day,
	Scopes: []string{"read", "write", "follow", "push"}, NoWebfinger: true, HostMeta: HostMetaNone, Software: "wordpress", Nodeinfo: []string{"/api/nodeinfo/2.0"}, NoNodeinfoLinks: true,
	CORS: CORSRules{
		{
			Path: "/api/v1/apps/", Methods: wordPressMethods, Exposed: wordPressExposed, Preflight: 200, ByOrigin: true,
			Credentials: true, Always: true, Headers: "content-type, authorization",
		},
		{
			Path: "/api/", KnownOnly: true, Methods: wordPressMethods, Exposed: wordPressExposed, Preflight: 200, ByOrigin: true,
			Credentials: true, Always: true, Headers: "content-type, authorization",
		},
		{Path: "/oauth/token", Methods: "POST", Headers: "content-type", Always: true, Credentials: true},
		{Path: "/oauth/revoke", Preflight: 200, Unreadable: true},
	},
}}

const (
	wordPressMethods = "OPTIONS, GET, POST, PUT, PATCH, DELETE"
	wordPressExposed = "X-WP-Total, X-WP-TotalPages, Link"
)
