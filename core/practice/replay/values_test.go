package replay

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// ownValues are the members whose values are each server's own: names, addresses, times, ids, and counts of what was there before.
var ownValues = strings.Fields(`id ids url uri avatar avatar_static header header_static preview_url display_name note fields group_key
	followers_count following_count statuses_count last_status_at discoverable indexable hide_collections uses accounts day week statuses
	logins registrations count version website application_id most_recent_notification_id source_account_id`)

// longNumbers are ids in a text, or parts of one.
var longNumbers = regexp.MustCompile(`\d{6,}`)

// wholeValue compares a value in a sequence, where everything is known.
func (s *stage) wholeValue(path string, recorded, got any) []string {
	names := strings.Split(path, ".")
	for i, name := range names {
		name = strings.TrimSuffix(name, "[]")
		if slices.Contains(ownValues, name) && (i == len(names)-1 || !isBranch(name)) || strings.HasSuffix(name, "_id") || strings.HasSuffix(name, "_ids") || strings.HasSuffix(name, "_at") || strings.HasSuffix(name, "page_min_id") {
			return nil
		}
	}
	want, have := longNumbers.ReplaceAllString(fmt.Sprint(recorded), "N"), longNumbers.ReplaceAllString(fmt.Sprint(got), "N")
	if want != have {
		return []string{fmt.Sprintf("value: %s: %s, not %s", path, brief(want), brief(have))}
	}
	return nil
}

// isBranch reports whether a name is that of a list of entities, whose members are compared, as well as that of a count.
func isBranch(name string) bool { return name == "accounts" || name == "statuses" || name == "fields" }

// wholeList compares all items of a list in a sequence.
func (s *stage) wholeList(path string, recorded, got []any) (found []string) {
	if name := path[strings.LastIndex(path, ".")+1:]; name == "fields" || path == "rules" {
		return nil
	}
	if len(recorded) != len(got) {
		found = append(found, fmt.Sprintf("items: %s: %d, not %d", orNone(path), len(recorded), len(got)))
	}
	for i := range min(len(recorded), len(got)) {
		for _, what := range s.bodies(path+"[]", recorded[i], got[i]) {
			if !slices.Contains(found, what) {
				found = append(found, what)
			}
		}
	}
	return found
}
