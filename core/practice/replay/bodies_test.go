package replay

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// bodies compares two JSON values: the members and their types, and the values of those members that programs decide by.
func (s *stage) bodies(path string, recorded, got any) (found []string) {
	if recorded == nil || got == nil { // what is not set: it depends on the data
		return nil
	}
	if want, have := kind(path, recorded), kind(path, got); want != have {
		return []string{fmt.Sprintf("type: %s: %s, not %s", path, want, have)}
	}
	if _, isObject := recorded.(map[string]any); !isObject && decides(path) {
		return s.values(path, recorded, got)
	}
	switch recorded := recorded.(type) {
	case map[string]any:
		members := got.(map[string]any)
		for _, name := range slices.Sorted(maps.Keys(recorded)) {
			below := strings.TrimPrefix(path+"."+name, ".")
			if value, there := members[name]; there {
				found = append(found, s.bodies(below, recorded[name], value)...)
			} else {
				found = append(found, "member: "+below+" is missing")
			}
		}
		for _, name := range slices.Sorted(maps.Keys(members)) {
			if _, there := recorded[name]; !there && !s.exchange.Cut {
				found = append(found, "member: "+strings.TrimPrefix(path+"."+name, ".")+" is invented")
			}
		}
	case []any:
		items := got.([]any)
		if s.whole {
			return s.wholeList(path, recorded, items)
		}
		if len(recorded) > 0 && len(items) > 0 {
			found = s.bodies(path+"[]", recorded[0], items[0])
		}
	default:
		if s.whole {
			return s.wholeValue(path, recorded, got)
		}
	}
	return found
}

// kind is the type of a value. Times in milliseconds are another type than times in seconds.
func kind(path string, value any) string {
	switch value := value.(type) {
	case map[string]any:
		return "object"
	case []any:
		return "list"
	case string:
		return "text"
	case bool:
		return "flag"
	case float64:
		if strings.HasSuffix(path, "created_at") && value > 1e11 {
			return "milliseconds"
		}
		return "number"
	}
	return fmt.Sprintf("%T", value)
}

// decides reports whether programs decide by the value of a member, so that it has to be the recorded one.
func decides(path string) bool {
	switch path[strings.LastIndex(path, ".")+1:] {
	case "error", "error_description", "access_token", "refresh_token", "token_type", "scope", "scopes", "expires_in", "redirect_uri",
		"redirect_uris", "client_secret_expires_at", "revoked":
		return true
	}
	return path == "software.name" || strings.HasSuffix(path, "_supported")
}

// values compares the values of a member that programs decide by.
func (s *stage) values(path string, recorded, got any) []string {
	if list, isList := recorded.([]any); isList {
		lacking, surplus := without(list, got.([]any)), without(got.([]any), list)
		if len(lacking)+len(surplus) > 0 {
			return []string{fmt.Sprintf("words: %s: without %v, with %v", path, lacking, surplus)}
		}
		return nil
	}
	want, have := s.spell(fmt.Sprint(recorded)), fmt.Sprint(got)
	if want == "NEW_TOKEN" {
		if have == s.words["ACCESS_TOKEN"] {
			return []string{"words: " + path + ": another token, not the same"}
		}
		return nil
	}
	if want != have {
		return []string{fmt.Sprintf("words: %s: %s, not %s", path, brief(s.unspell(want)), brief(s.unspell(have)))}
	}
	return nil
}

func without(list, other []any) (rest []any) {
	for _, item := range list {
		if !slices.Contains(other, item) {
			rest = append(rest, item)
		}
	}
	return rest
}

// brief is a text on one line that is not too long for a list.
func brief(text string) string {
	text = strings.ReplaceAll(text, "\n", `\n`)
	if runes := []rune(text); len(runes) > 100 {
		text = string(runes[:100]) + "…"
	}
	return text
}
