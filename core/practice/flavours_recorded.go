package practice

import "strings"

// These flavours were recorded: GoToSocial 0.20.0, Hollo 0.10.0, snac 2.94, and WordPress 6.1.9 with Enable Mastodon Apps 1.6.1,
// each run in November 2026.

var goToSocial = Options{Version: "0.20.0 git-57cb4fe", Registrations: RegistrationsApproval, Quirks: Quirks{
	Engine: EngineGoToSocial, Errors: ErrorsProse, NoMetadata: true, NoUserinfo: true, NoAppCheck: true, NoSignUp: true, NoPKCE: true,
	NoBasic: true, FinerScopes: true, NewTokens: true, NoIdempotency: true, NoPublicPosts: true, ShowsSource: true, IDs: IDsULID,
	AlwaysAsk: true, Deny: DenyNone, HostMeta: HostMetaXML, Software: "gotosocial", Nodeinfo: []string{"/nodeinfo/2.0", "/nodeinfo/2.1"},
	DefaultVisibility: "unlisted", Shapes: map[string]Shape{
		shapeAccount: {
			Without: []string{"uri", "roles", "noindex", "indexable", "hide_collections"},
			With: object{
				"locked": true, "discoverable": false, "avatar_description": "A letter on a coloured square.",
				"header_description": "Flat gray background (default header).",
			},
		},
		shapeOwnAccount: {With: object{"role": object{"id": "user", "name": "user", "color": "", "permissions": "0", "highlighted": false}}},
		shapeSource: {
			Without: []string{"discoverable", "indexable", "hide_collections", "attribution_domains", "quote_policy"},
			With:    object{"web_visibility": "public", "web_layout": "microblog", "status_content_type": "text/plain"},
		},
		shapeStatus:     {Without: []string{"quotes_count", "quote", "filtered"}, With: object{"content_type": "text/plain"}},
		shapeInstanceV1: {With: object{"account_domain": hostName, "max_toot_chars": maxCharacters}},
		shapeInstanceV2: {
			Without: []string{"icon", "api_versions"},
			With:    object{"account_domain": hostName, "source_url": "https://codeberg.org/superseriousbusiness/gotosocial"},
		},
		shapeSettings: {With: object{
			"accounts": object{"allow_custom_css": false, "max_featured_tags": 10, "max_profile_fields": 6},
			"statuses": object{
				"max_characters": maxCharacters, "max_media_attachments": 6, "characters_reserved_per_url": 25,
				"supported_mime_types": []string{"text/plain", "text/markdown"},
			},
			"media_attachments": mediaLimits, "emojis": object{"emoji_size_limit": 51200},
		}},
		shapeNodeinfo: {With: object{"metadata": object{}}},
	},
	CORS: CORSRules{{
		Path: "/", Methods: "POST,PUT,DELETE,GET,PATCH,OPTIONS", MaxAge: 120,
		Headers: "Origin,Content-Length,Content-Type,Authorization,Idempotency-Key,Upgrade,Sec-Websocket-Extensions,Sec-Websocket-Key,Sec-Websocket-Protocol,Sec-Websocket-Version,Connection",
		Exposed: "Link,X-Ratelimit-Reset,X-Ratelimit-Limit,X-Ratelimit-Remaining,X-Request-Id,Connection,Sec-Websocket-Accept,Upgrade",
	}},
}}

var hollo = Options{Version: "0.10.0", Quirks: Quirks{
	Engine: EngineHollo, Errors: ErrorsWord, NoSignUp: true, CreatedAt: CreatedAtMillis, DenyWithoutState: true, NewTokens: true,
	FlatForms: true, RateHeaders: RateHeadersNone, IDs: IDsUUID, AlwaysAsk: true, OneLogin: true, CodePage: CodePageHere, HostMeta: HostMetaNone, Software: "hollo", Nodeinfo: []string{"/nodeinfo/2.1"},
	Shapes: map[string]Shape{
		shapeAccount:     {Without: []string{"uri", "group", "noindex", "indexable", "roles"}, With: object{"moved": nil}},
		shapeOwnAccount:  {Without: []string{"role"}},
		shapeSource:      {Without: []string{"discoverable", "indexable", "hide_collections", "attribution_domains", "quote_policy"}},
		shapePreferences: {Without: []string{"reading:autoplay:gifs"}},
		shapeStatus: {With: object{
			"quote_id": nil, "quote_approval": object{"automatic": []string{"public"}, "manual": []string{}, "current_user": "automatic"},
		}},
		shapeInstanceV1: {With: object{"registrations": false, "approval_required": true}},
		shapeInstanceV2: {With: object{"api_versions": object{"mastodon": 7}, "source_url": "https://github.com/fedify-dev/hollo"}},
		shapeSettings:   {With: object{"media_attachments": mediaLimits}},
		shapeMetadata:   {With: object{"response_modes_supported": []string{"query"}}},
		shapeNodeinfo: {With: object{
			"$schema": "http://nodeinfo.diaspora.software/ns/schema/2.1#", "metadata": object{},
			"software": object{"name": "hollo", "version": "0.10.0", "repository": "https://github.com/fedify-dev/hollo", "homepage": "https://docs.hollo.social/"},
			"usage":    object{"users": object{"total": 2, "activeMonth": 1, "activeHalfyear": 1}, "localPosts": 2, "localComments": 0},
		}},
	},
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
	KeepsDeleted: true, SourceForAll: true, IDs: IDsSmall, ProfilePath: "/author/{name}/", Shapes: map[string]Shape{
		shapeAccount: {
			Without: []string{"uri", "indexable", "hide_collections", "roles"},
			With:    object{"header": "", "header_static": "", "suspended": false, "limited": false},
		},
		shapeOwnAccount: {Without: []string{"role"}},
		shapeSource: {
			Without: []string{"discoverable", "indexable", "hide_collections", "attribution_domains", "quote_policy", "follow_requests_count"},
			With:    object{"language": "en_US"},
		},
		shapeStatus:     {Without: []string{"quotes_count", "quote"}, With: object{"url": nil, "language": nil, "text": nil}},
		shapeInstanceV1: {Without: []string{"urls"}, With: object{"uri": hostWithoutPort}},
		shapeInstanceV2: {With: object{"domain": hostWithoutPort}},
		shapeSettings: {
			Without: []string{"accounts", "statuses", "polls", "media_attachments", "translation", "vapid", "urls", "limited_federation", "timelines_access"},
			With:    object{"media_attachment": object{"supported_mime_types": []string{"image/jpeg", "image/png"}}},
		},
		shapeNodeinfo: {
			Without: []string{"version", "software", "protocols", "services", "openRegistrations", "usage"},
			With:    object{"metadata": nestedNodeinfo},
		},
		shapePreferences: {
			Without: []string{"posting:default:sensitive", "reading:expand:media", "reading:expand:spoilers", "reading:autoplay:gifs"},
			With:    object{"posting:default:language": "en_US"},
		},
	},
	Scopes: []string{"read", "write", "follow", "push"}, AlwaysAsk: true, Deny: DenyLink, CodePage: CodePageMissing, NoWebfinger: true, HostMeta: HostMetaNone, Software: "wordpress", Nodeinfo: []string{"/api/nodeinfo/2.0"}, NoNodeinfoLinks: true,
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

// hostName is the value of a member that repeats the server's name.
func hostName(r *request) any { return r.host() }

func hostWithoutPort(r *request) any {
	name, _, _ := strings.Cut(r.host(), ":")
	return name
}

// nestedNodeinfo has what others have at the top of the document.
func nestedNodeinfo(*request) any {
	return object{
		"nodeName": title, "nodeDescription": description, "version": "2.0", "protocols": []string{"activitpypub"},
		"services":          object{"outbound": []any{}},
		"software":          object{"name": "WordPress/6.1.9, EMA/1.6.1", "version": "1.6.1"},
		"openRegistrations": false,
	}
}

// mediaLimits are the members of configuration.media_attachments that these servers have beside Mastodon's own.
var mediaLimits = object{
	"supported_mime_types": []string{"image/jpeg", "image/png"}, "image_size_limit": 16777216, "image_matrix_limit": 33177600,
	"video_size_limit": 103809024, "video_frame_rate_limit": 120, "video_matrix_limit": 8294400,
}

var snac = Options{Version: "4.0.0 (not true; really snac/2.94)", Registrations: RegistrationsClosed, Quirks: Quirks{
	Engine: EngineSnac, NoMetadata: true, NoUserinfo: true, NoInstanceV2: true, NoAppCheck: true, NoSignUp: true, NoPreferences: true,
	NoPKCE: true, PasswordGrant: true, AppTokenNeedsRedirectURI: true, NoBasic: true, AnyCode: true, NewTokens: true,
	FewAppFields: true, NoRedirectList: true, NoScopes: true, NoAppValidation: true, RevokeOnce: true, Deny: DenyNone,
	CodePage: CodePageBare, RawState: true, TokenScope: TokenScopeEcho, RateHeaders: RateHeadersNone, Errors: ErrorsBare,
	BlankPosts: true, ShowsSource: true, ProfilePath: "/{name}", Nodeinfo: []string{"/nodeinfo_2_1", "/nodeinfo_2_0"},
	Shapes: map[string]Shape{
		shapeOwnAccount: {Without: []string{"discoverable", "fields", "group", "hide_collections", "indexable", "noindex", "role", "roles"}},
		shapeSource: {
			Without: []string{"attribution_domains", "discoverable", "hide_collections", "indexable"}, With: object{"bot": false},
		},
		shapeStatus:     {Without: []string{"application", "quote", "quotes_count"}, With: object{"reactions": []any{}}},
		shapeInstanceV1: {Without: []string{"contact_account"}, With: object{"domain": hostName, "source_url": "https://comam.es/what-is-snac"}},
		shapeSettings: {Without: []string{"translation", "vapid"}, With: object{
			"accounts": object{"max_featured_tags": 0}, "media_attachments": mediaLimits, "reactions": object{"max_reactions": 50},
		}},
	},
	CORS: CORSRules{{
		Path: "/", Methods: "OPTIONS, GET, HEAD, POST, PUT, DELETE", Headers: "*", Exposed: "Link", Preflight: 200, Unasked: true,
	}},
}}
