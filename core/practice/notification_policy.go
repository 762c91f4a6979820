package practice

import "slices"

// policyDefaults are what a new person's policy says of notifications from whom they may not know.
var policyDefaults = []struct{ name, verdict string }{
	{"for_not_following", "accept"}, {"for_not_followers", "accept"}, {"for_new_accounts", "accept"},
	{"for_private_mentions", "filter"}, {"for_limited_accounts", "filter"}, {"for_bots", "accept"},
}

// showNotificationPolicy returns the entity NotificationPolicy. The older document, of /api/v1, has flags.
// https://docs.joinmastodon.org/entities/NotificationPolicy/
func (s *Server) showNotificationPolicy(r *request) *answer {
	own := s.settingsOf(r.reader).policy
	document := object{"summary": object{"pending_requests_count": 0, "pending_notifications_count": 0}}
	for _, each := range policyDefaults {
		verdict := each.verdict
		if own[each.name] != "" {
			verdict = own[each.name]
		}
		switch {
		case each.name == "for_bots" && !s.since(sinceCollections):
		case r.path != "/api/v1/notifications/policy":
			document[each.name] = verdict
		case each.name != "for_limited_accounts" && each.name != "for_bots":
			document["filter_"+each.name[len("for_"):]] = verdict != "accept"
		}
	}
	return jsonAnswer(200, document)
}

func (s *Server) setNotificationPolicy(r *request) *answer {
	own := s.settingsOf(r.reader).policy
	for _, each := range policyDefaults {
		if verdict := r.params.Get(each.name); slices.Contains([]string{"accept", "filter", "drop"}, verdict) {
			own[each.name] = verdict
		}
		if flag := "filter_" + each.name[len("for_"):]; r.params.Has(flag) {
			own[each.name] = map[bool]string{true: "filter", false: "accept"}[r.params.truthy(flag)]
		}
	}
	return s.showNotificationPolicy(r)
}

func (s *Server) requestsMerged(*request) *answer { return jsonAnswer(200, object{"merged": true}) }
