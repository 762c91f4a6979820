package practice

// snac is snac 2.94, as it was recorded in November 2026.
var snac = Options{Version: "4.0.0 (not true; really snac/2.94)", Registrations: RegistrationsClosed, Quirks: Quirks{
	Engine: EngineSnac, NoMetadata: true, NoUserinfo: true, NoInstanceV2: true, NoAppCheck: true, NoSignUp: true, NoPreferences: true,
	NoPKCE: true, PasswordGrant: true, AppTokenNeedsRedirectURI: true, NoBasic: true, AnyCode: true, NewTokens: true,
	FewAppFields: true, NoRedirectList: true, NoScopes: true, NoAppValidation: true, RevokeOnce: true, Deny: DenyNone,
	CodePage: CodePageBare, RawState: true, TokenScope: TokenScopeEcho, RateHeaders: RateHeadersNone, Errors: ErrorsBare,
	BlankPosts: true, NoRequestID: true, ShowsSource: true, ProfilePath: "/{name}", Nodeinfo: []string{"/nodeinfo_2_1", "/nodeinfo_2_0"},
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
