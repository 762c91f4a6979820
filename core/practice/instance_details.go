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

func mastodonMedia() object {
	return object{
		"supported_mime_types": []string{"image/jpeg", "image/png", "image/gif", "image/webp", "video/mp4", "audio/mpeg"},
		"image_size_limit":     imageSizeLimit, "image_matrix_limit": 33177600, "video_size_limit": videoSizeLimit,
		"video_frame_rate_limit": 120, "video_matrix_limit": 8294400,
	}
}

// configuration is that of other software than Mastodon, before its own shape is given to it.
var configuration = object{
	"accounts": object{"max_featured_tags": 10, "max_pinned_statuses": 5}, "statuses": statusLimits, "polls": pollLimits,
	"media_attachments": object{"supported_mime_types": []string{"image/jpeg", "image/png"}, "image_size_limit": 16777216, "description_limit": 1500},
	"translation":       object{"enabled": false}, "vapid": object{"public_key": vapidKey},
}

// configurationV1 is the older document's, with fewer members.
func (s *Server) configurationV1(r *request) object {
	if !s.isMastodon() {
		return s.configurationOf(r, nil)
	}
	return object{
		"accounts": object{"max_featured_tags": 10}, "statuses": statusLimits, "polls": pollLimits, "media_attachments": mastodonMedia(),
	}
}

func (s *Server) configurationV2(r *request) object {
	urls := object{
		"streaming": strings.Replace(r.base, "http", "ws", 1), "status": nil, "about": r.base + "/about",
		"privacy_policy": r.base + "/privacy-policy", "terms_of_service": nil,
	}
	everybody := object{"local": "public", "remote": "public"}
	media := mastodonMedia()
	media["description_limit"] = 1500
	accounts := object{"max_featured_tags": 10, "max_pinned_statuses": 5}
	timelines := object{"live_feeds": everybody, "hashtag_feeds": everybody}
	if !s.isMastodon() {
		return s.configurationOf(r, object{"urls": urls, "limited_federation": false, "timelines_access": timelines})
	}
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
		"urls":  urls,
		"vapid": object{"public_key": vapidKey}, "accounts": accounts, "statuses": statusLimits, "media_attachments": media, "polls": pollLimits,
		"translation": object{"enabled": false}, "timelines_access": timelines, "limited_federation": s.options.LimitedFederation,
	}
}

// contact is the account of the server's admin. On Mastodon nobody was named.
func (s *Server) contact(r *request) any {
	if s.isMastodon() {
		return nil
	}
	return s.account(r, s.users[0])
}

// icons are the server's icon in nine sizes, on Mastodon.
func (s *Server) icons(r *request) []object {
	list := []object{}
	if !s.isMastodon() {
		return list
	}
	for _, size := range []int{36, 48, 72, 96, 144, 192, 256, 384, 512} {
		list = append(list, object{"src": r.base + "/avatars/alice.svg", "size": fmt.Sprintf("%dx%d", size, size)})
	}
	return list
}
