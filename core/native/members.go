package native

import (
	"encoding/json"

	"github.com/mastoauth/mastoauth/core"
)

// split splits one level of an object, which is valid JSON. If a name occurs twice, the last value counts, as in JavaScript. A
// json.Decoder does the same at several times the cost, and a sign-in at a web site reads a hundred records.
func split(raw json.RawMessage) []member {
	if typeOf(raw) != core.IsObject {
		return nil
	}
	var members []member
	places := map[string]int{}
	at := skipTo(raw, 1)
	for raw[at] != '}' {
		end := endOfValue(raw, at)
		name := scalar(raw[at:end])
		at = skipTo(raw, skipTo(raw, end)+1) // behind the colon
		end = endOfValue(raw, at)
		if place, twice := places[name]; twice {
			members[place].value = raw[at:end:end]
		} else {
			places[name] = len(members)
			members = append(members, member{name, raw[at:end:end]})
		}
		if at = skipTo(raw, end); raw[at] == ',' {
			at = skipTo(raw, at+1)
		}
	}
	return members
}

// skipTo returns where the white space at a position ends.
func skipTo(raw []byte, at int) int {
	for raw[at] == ' ' || raw[at] == '\n' || raw[at] == '\t' || raw[at] == '\r' {
		at++
	}
	return at
}

// endOfValue returns where the value that begins at a position ends.
func endOfValue(raw []byte, at int) int {
	for depth := 0; at < len(raw); at++ {
		switch raw[at] {
		case '"':
			for at++; raw[at] != '"'; at++ {
				if raw[at] == '\\' {
					at++
				}
			}
			if depth == 0 {
				return at + 1
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth <= 0 {
				return at + 1 + min(depth, 0) // a number may stand before the end of what it is in
			}
		case ',', ' ', '\n', '\t', '\r', ':':
			if depth == 0 {
				return at
			}
		}
	}
	return at
}
