package practice

import (
	"fmt"
	"strings"
)

// limits of what people post, in both instance documents.
var (
	statusLimits = object{"max_characters": maxCharacters, "max_media_attachments": 4, "characters_reserved_per_url": 23}
	pollLimits   = object{"max_options": 4, "max_characters_per_option": 50, "min_expiration": 300, "max_expiration": 2629746}
)

func mediaLimits() object {
	return object{
		"supported_mime_types": []string{"image/jpeg", "image/png", "image/gif", "image/webp", "video/mp4", "audio/mpeg"},
		"image_size_limit":     16777216, "image_matrix_limit": 33177600, "video_size_limit": 103809024,
		"video_frame_rate_limit": 120, "video_matrix_limit": 8294400,
	}
}

// configurationV1 is the older document's, with fewer members.
func configurationV1() object {
	return object{
		"accounts": object{"max_featured_tags": 10}, "statuses": statusLimits, "polls": pollLimits, "media_attachments": mediaLimits(),
	}
}

func (s *Server) configurationV2(r *request) object {
	everybody := object{"local": "public", "remote": "public"}
	media := mediaLimits()
	media["description_limit"] = 1500
	accounts := object{"max_featured_tags": 10, "max_pinned_statuses": 5}
	timelines := object{"live_feeds": everybody, "hashtag_feeds": everybody}
	if s.since(sinceCollections) {
		media["description_limit"] = 10000
		timelines["trending_link_feeds"] = everybody
		for name, value := range map[string]int{
			"max_display_name_length": 40, "max_note_length": 500, "max_avatar_description_length": 150, "max_header_description_length": 150,
			"max_profile_fields": 4, "profile_field_name_limit": 255, "profile_field_value_limit": 255,
		} {
			accounts[name] = value
		}
	}
	return object{
		"urls": object{
			"streaming": strings.Replace(r.base, "http", "ws", 1), "status": nil, "about": r.base + "/about",
			"privacy_policy": r.base + "/privacy-policy", "terms_of_service": nil,
		},
		"vapid": object{"public_key": vapidKey}, "accounts": accounts, "statuses": statusLimits, "media_attachments": media, "polls": pollLimits,
		"translation": object{"enabled": false}, "timelines_access": timelines, "limited_federation": s.options.LimitedFederation,
	}
}

// icons are the server's icon in nine sizes.
func icons(r *request) (list []object) {
	for _, size := range []int{36, 48, 72, 96, 144, 192, 256, 384, 512} {
		list = append(list, object{"src": r.base + "/avatars/alice.svg", "size": fmt.Sprintf("%dx%d", size, size)})
	}
	return list
}
