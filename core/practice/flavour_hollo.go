package practice

import "strings"

// hollo is Hollo 0.10.0, as it was recorded in November 2026.
var hollo = Options{Version: "0.10.0", Quirks: Quirks{
	Engine: EngineHollo, Errors: ErrorsWord, NoSignUp: true, CreatedAt: CreatedAtMillis, DenyWithoutState: true, NewTokens: true,
	FlatForms: true, NoRequestID: true, RateHeaders: RateHeadersNone, IDs: IDsUUID, AlwaysAsk: true, OneLogin: true,
	CodePage: CodePageHere, HostMeta: HostMetaNone, Software: "hollo", Nodeinfo: []string{"/nodeinfo/2.1"},
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
			"software": object{
				"name": "hollo", "version": "0.10.0", "repository": "https://github.com/fedify-dev/hollo", "homepage": "https://docs.hollo.social/",
			},
			"usage": object{"users": object{"total": 2, "activeMonth": 1, "activeHalfyear": 1}, "localPosts": 2, "localComments": 0},
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
