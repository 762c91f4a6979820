package practice

// Pleroma and its fork Akkoma, as their sources say: they were not run.

var pleroma = Quirks{
	Engine: EnginePleroma, NoMetadata: true, NoUserinfo: true, NoPKCE: true, PasswordGrant: true, FewAppFields: true,
	NoRedirectList: true, ExpiresIn: 36500 * day, RefreshTokens: true, Me: true, TokenIDs: true, TokenInCallback: true,
	RateHeaders: RateHeadersNone,
	CORS: CORSRules{{
		Path: "/", Methods: "POST, PUT, DELETE, GET, PATCH, OPTIONS", Headers: "Authorization, Content-Type, Idempotency-Key",
		MaxAge: 86400, Credentials: true,
		Exposed: "Link, X-RateLimit-Reset, X-RateLimit-Limit, X-RateLimit-Remaining, X-Request-Id, Idempotency-Key",
	}},
	Shapes: map[string]Shape{
		shapeAccount:    {With: object{"pleroma": object{"is_admin": false, "is_moderator": false}}},
		shapeStatus:     {With: object{"pleroma": object{"local": true}}},
		shapeInstanceV1: {With: object{"pleroma": object{"metadata": object{}}}},
		shapeInstanceV2: {With: object{"pleroma": object{"metadata": object{}}}},
	},
}

func akkoma() Quirks {
	quirks := pleroma
	quirks.NoInstanceV2 = true
	return quirks
}
