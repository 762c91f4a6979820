package practice

import "strings"

// wordPress is WordPress 6.1.9 with Enable Mastodon Apps 1.6.1, as it was recorded in November 2026.
var wordPress = Options{Empty: true, Version: "WordPress/6.1.9, EMA/1.6.1", Quirks: Quirks{
	Engine: EngineWordPress, Errors: ErrorsHyphen, NoMetadata: true, NoUserinfo: true, NoAppCheck: true, NoSignUp: true, NoPKCE: true,
	FinerScopes: true, NewTokens: true, NoIdempotency: true, RateHeaders: RateHeadersNone, ExpiresIn: 2 * 365 * day,
	KeepsDeleted: true, NoRequestID: true, SourceForAll: true, IDs: IDsSmall, ProfilePath: "/author/{name}/", Shapes: map[string]Shape{
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
			Without: []string{
				"accounts", "statuses", "polls", "media_attachments", "translation", "vapid", "urls", "limited_federation", "timelines_access",
			},
			With: object{"media_attachment": object{"supported_mime_types": []string{"image/jpeg", "image/png"}}},
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
	Scopes: []string{"read", "write", "follow", "push"}, AlwaysAsk: true, Deny: DenyLink, CodePage: CodePageMissing,
	NoWebfinger: true, HostMeta: HostMetaNone, Nodeinfo: []string{"/api/nodeinfo/2.0"}, NoNodeinfoLinks: true,
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
