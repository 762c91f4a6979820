package practice

import "strings"

const (
	title       = "Practice Mastodon"
	description = "A server to practise logging in on. Nothing here is real, and all of it is gone with the next start."
)

// instanceV2 returns the entity Instance. https://docs.joinmastodon.org/entities/Instance/
func (s *Server) instanceV2(r *request) *answer {
	document := object{
		"domain": s.handleDomain(r), "title": title, "version": s.options.Version, "source_url": "https://github.com/mastodon/mastodon",
		"description": description, "usage": object{"users": object{"active_month": len(s.users)}},
		"thumbnail": object{"url": r.base + "/headers/practice.svg", "description": ""},
		"icon":      s.icons(r), "languages": []string{"en"}, "configuration": s.configurationV2(r), "rules": rules(),
		"registrations": object{
			"enabled": s.options.Registrations != RegistrationsClosed, "approval_required": s.options.Registrations == RegistrationsApproval,
			"reason_required": s.options.Registrations == RegistrationsApproval, "message": nil, "min_age": orNil(s.options.MinAge), "url": nil,
		},
		"contact": object{"email": "admin@practice.example", "account": s.contact(r)},
	}
	if !s.isMastodon() {
		document["thumbnail"].(object)["blurhash"], document["thumbnail"].(object)["versions"] = nil, object{}
	}
	if s.since(sinceCollections) {
		document["wrapstodon"] = nil
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
		"configuration": s.configurationV1(r), "contact_account": s.contact(r), "rules": rules(),
	}))
	made.header.Set("Deprecation", "@1668384000")
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
