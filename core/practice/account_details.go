package practice

// What the documents have beside what a login needs.

// addAccountDetails adds the members of Account that came with Mastodon 4.6.
func (s *Server) addAccountDetails(document object) {
	if !s.since(sinceCollections) {
		return
	}
	for name, value := range map[string]any{
		"avatar_description": "", "header_description": "", "show_media": true, "show_media_replies": true, "show_featured": true,
		"feature_approval": object{"automatic": []any{}, "manual": []any{}, "current_user": "denied"},
	} {
		document[name] = value
	}
}
