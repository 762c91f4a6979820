package practice

// goToSocial is GoToSocial 0.20.0, as it was recorded in November 2026.
var goToSocial = Options{Version: "0.20.0 git-57cb4fe", Registrations: RegistrationsApproval, Quirks: Quirks{
	Engine: EngineGoToSocial, Errors: ErrorsProse, NoMetadata: true, NoUserinfo: true, NoAppCheck: true, NoSignUp: true, NoPKCE: true,
	NoBasic: true, FinerScopes: true, NewTokens: true, NoIdempotency: true, NoPublicPosts: true, ShowsSource: true, IDs: IDsULID,
	Deny: DenyNone, HostMeta: HostMetaXML, Software: "gotosocial", Nodeinfo: []string{"/nodeinfo/2.0", "/nodeinfo/2.1"},
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
		Headers: "Origin,Content-Length,Content-Type,Authorization,Idempotency-Key,Upgrade,Sec-Websocket-Extensions," +
			"Sec-Websocket-Key,Sec-Websocket-Protocol,Sec-Websocket-Version,Connection",
		Exposed: "Link,X-Ratelimit-Reset,X-Ratelimit-Limit,X-Ratelimit-Remaining,X-Request-Id,Connection,Sec-Websocket-Accept,Upgrade",
	}},
}}
