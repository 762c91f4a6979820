package practice

import (
	"slices"
	"strconv"
)

// sampleAccounts is how many accounts a group shows.
const sampleAccounts = 8

// group is what is shown as one: notifications with the same key, newest first.
type group struct {
	key  string
	made []*notification
}

// groupsOf puts notifications together, in the order of the newest of each.
func (s *Server) groupsOf(r *request, notifications []*notification) (groups []*group) {
	types := r.params.list("grouped_types")
	for _, n := range notifications {
		key := n.groupKey(s)
		if len(types) > 0 && !slices.Contains(types, n.kind) {
			key = "ungrouped-" + strconv.Itoa(n.id)
		}
		at := slices.IndexFunc(groups, func(g *group) bool { return g.key == key })
		if at < 0 {
			at, groups = len(groups), append(groups, &group{key: key})
		}
		groups[at].made = append(groups[at].made, n)
	}
	return groups
}

// listNotificationGroups responds with groups, and apart from them the accounts and posts that they are about.
// https://docs.joinmastodon.org/methods/grouped_notifications/
func (s *Server) listNotificationGroups(r *request) *answer {
	list, limit := s.notificationsOf(r), r.limit(notificationPages.limit, notificationPages.most)
	below, above := s.idNumber(r.params.Get("max_id")), max(s.idNumber(r.params.Get("since_id")), s.idNumber(r.params.Get("min_id")))
	var found []*notification
	for _, each := range list {
		if (below == 0 || each.id < below) && each.id > above {
			found = append(found, each.item)
		}
	}
	groups := s.groupsOf(r, found)
	if r.params.Get("min_id") != "" && len(groups) > limit {
		groups = groups[len(groups)-limit:]
	}
	groups = groups[:min(limit, len(groups))]
	var shown []entry[*notification]
	for _, group := range groups {
		for _, n := range group.made {
			shown = append(shown, entry[*notification]{uint64(n.id), n})
		}
	}
	how := notificationPages
	how.kept = append(slices.Clone(how.kept), "grouped_types[]", "expand_accounts")
	return linked(s, r, jsonAnswer(200, s.groupsDocument(r, groups)), shown, how)
}

func (s *Server) groupsDocument(r *request, groups []*group) object {
	var accounts []*user
	var posts []*status
	documents := []object{}
	for _, group := range groups {
		newest, oldest := group.made[0], group.made[len(group.made)-1]
		document := object{
			"group_key": group.key, "notifications_count": len(group.made), "type": newest.kind, "most_recent_notification_id": newest.id,
			"page_min_id": strconv.Itoa(oldest.id), "page_max_id": strconv.Itoa(newest.id), "latest_page_notification_at": timestamp(newest.at),
		}
		samples := []string{}
		for _, n := range group.made {
			if len(samples) < sampleAccounts && !slices.Contains(samples, n.from.id) {
				samples, accounts = append(samples, n.from.id), append(accounts, n.from)
			}
		}
		document["sample_account_ids"] = samples
		if newest.post != nil {
			document["status_id"] = s.idText(newest.post.id)
			posts = append(posts, newest.post)
		}
		documents = append(documents, document)
	}
	return object{
		"accounts": eachOnce(accounts, func(u *user) object { return s.account(r, u) }),
		"statuses": eachOnce(posts, func(p *status) object { return s.statusDocument(r, p) }), "notification_groups": documents,
	}
}

// eachOnce makes a document of each item, and none twice.
func eachOnce[T comparable](items []T, document func(T) object) []object {
	documents, seen := []object{}, map[T]bool{}
	for _, item := range items {
		if !seen[item] {
			documents, seen[item] = append(documents, document(item)), true
		}
	}
	return documents
}

func (s *Server) countNotificationGroups(r *request) *answer {
	return jsonAnswer(200, object{"count": min(len(s.groupsOf(r, s.unread(r))), r.limit(100, 1000))})
}

// groupFor returns the reader's group that the path names.
func (s *Server) groupFor(r *request) *group {
	var own []*notification
	for _, each := range s.notificationsOf(r) {
		own = append(own, each.item)
	}
	for _, group := range s.groupsOf(r, own) {
		if group.key == r.wild["key"] {
			return group
		}
	}
	return nil
}

func (s *Server) showNotificationGroup(r *request) *answer {
	found := s.groupFor(r)
	if found == nil {
		return lost()
	}
	return jsonAnswer(200, s.groupsDocument(r, []*group{found}))
}

func (s *Server) dismissNotificationGroup(r *request) *answer {
	if found := s.groupFor(r); found != nil {
		s.notifications = slices.DeleteFunc(s.notifications, func(n *notification) bool { return slices.Contains(found.made, n) })
	}
	return done()
}

func (s *Server) accountsOfNotificationGroup(r *request) *answer {
	found := s.groupFor(r)
	if found == nil {
		return lost()
	}
	return paged(s, r, newestFirst(found.made, func(n *notification) uint64 { return uint64(n.id) }), notificationPages, func(n *notification) object {
		return s.account(r, n.from)
	})
}
