package practice

import "strings"

const (
	title       = "Practice Mastodon"
	description = "A server to practise logging in on. Nothing here is real, and all of it is gone with the next start."
)

var configuration = object{
	"accounts":          object{"max_featured_tags": 10, "max_pinned_statuses": 5},
	"statuses":          object{"max_characters": maxCharacters, "max_media_attachments": 4, "characters_reserved_per_url": 23},
	"polls":             object{"max_options": 4, "max_characters_per_option": 50, "min_expiration": 300, "max_expiration": 2629746},
	"media_attachments": object{"supported_mime_types": []string{"image/jpeg", "image/png"}, "image_size_limit": 16777216, "description_limit": 1500},
	"translation":       object{"enabled": false},
	"vapid":             object{"public_key": vapidKey},
}

// instanceV2 returns the entity Instance. https://docs.joinmastodon.org/entities/Instance/
func (s *Server) instanceV2(r *request) *answer {
	detailed := object{"urls": object{
		"streaming": strings.Replace(r.base, "http", "ws", 1), "status": nil, "about": r.base + "/", "privacy_policy": nil, "terms_of_service": nil,
	}, "limited_federation": s.options.LimitedFederation, "timelines_access": object{
		"live_feeds": object{"local": "public", "remote": "public"}, "hashtag_feeds": object{"local": "public", "remote": "public"},
	}}
	document := object{
		"domain": s.handleDomain(r), "title": title, "version": s.options.Version, "source_url": "https://github.com/mastodon/mastodon",
		"description": description, "usage": object{"users": object{"active_month": len(s.users)}},
		"thumbnail": object{"url": r.base + "/headers/practice.svg", "blurhash": nil, "versions": object{}, "description": ""},
		"icon":      []any{}, "languages": []string{"en"}, "configuration": s.configurationOf(r, detailed), "rules": rules(),
		"registrations": object{
			"enabled": s.options.Registrations != RegistrationsClosed, "approval_required": s.options.Registrations == RegistrationsApproval,
			"reason_required": s.options.Registrations == RegistrationsApproval, "message": nil, "min_age": orNil(s.options.MinAge), "url": nil,
		},
		"contact": object{"email": "admin@practice.example", "account": s.account(r, s.users[0])},
	}
	if api := s.apiVersion(); api > 0 {
		document["api_versions"] = object{"mastodon": api}
	}
	return jsonAnswer(200, s.shaped(r, shapeInstanceV2, document))
}

// instanceV1 returns the older entity. https://docs.joinmastodon.org/entities/V1_Instance/
func (s *Server) instanceV1(r *request) *answer {
	made := jsonAnswer(200, s.shaped(r, shapeInstanceV1, object{
		"uri": s.handleDomain(r), "title": title, "short_description": description, "description": description, "email": "admin@practice.example",
		"version": s.options.Version, "urls": object{"streaming_api": strings.Replace(r.base, "http", "ws", 1)},
		"stats":     object{"user_count": len(s.users), "status_count": len(s.statuses), "domain_count": 0},
		"thumbnail": r.base + "/headers/practice.svg", "languages": []string{"en"},
		"registrations":     s.options.Registrations != RegistrationsClosed,
		"approval_required": s.options.Registrations == RegistrationsApproval, "invites_enabled": false,
		"configuration": s.configurationOf(r, nil), "contact_account": s.account(r, s.users[0]), "rules": rules(),
	}))
	made.header.Set("Deprecation", "@1719792000")
	return made
}

func rules() []object {
	return []object{{"id": "1", "text": "Be kind, even in practice.", "hint": "", "translations": object{}}}
}

// orNil returns the number, or null if it is zero.
func orNil(number int) any {
	if number == 0 {
		return nil
	}
	return number
}
