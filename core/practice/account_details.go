package practice

// What the documents have beside what a login needs.

// addAccountDetails adds the members of Account that came with Mastodon 4.6.
func (s *Server) addAccountDetails(u *user, document object) {
	if !s.since(sinceCollections) {
		return
	}
	for name, value := range map[string]any{
		"avatar_description": u.avatarText, "header_description": u.headerText, "show_media": !u.hideMedia,
		"show_media_replies": !u.hideMediaReplies, "show_featured": !u.hideFeatured,
		"feature_approval": object{"automatic": []any{}, "manual": []any{}, "current_user": "denied"},
	} {
		document[name] = value
	}
}
