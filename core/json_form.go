package core

import "strings"

// jsonForm writes a form as JSON, as Rails reads both alike: "media_ids[]" is a member of the list media_ids, "poll[multiple]" one
// of the object poll. The fields of a list, and those of an object, stand side by side. typed are the names whose values are
// numbers or booleans; all others are strings. (encoding/json would add 96 KB to the module.)
func jsonForm(form Fields, typed []string) string {
	return string(appendObject(nil, form, typed))
}

// appendObject appends the fields as an object.
func appendObject(out []byte, form Fields, typed []string) []byte {
	out = append(out, '{')
	for i := 0; i < len(form); {
		if i > 0 {
			out = append(out, ',')
		}
		name, rest, nested := strings.Cut(form[i].Name, "[")
		out = append(appendString(out, name), ':')
		if !nested {
			out = appendValue(out, form[i].Value, contains(typed, name))
			i++
			continue
		}
		var inner Fields
		for ; i < len(form) && strings.HasPrefix(form[i].Name, name+"["); i++ {
			key, more, _ := strings.Cut(form[i].Name[len(name)+1:], "]")
			inner = append(inner, Field{key + more, form[i].Value})
		}
		if rest == "]" {
			out = appendList(out, inner)
		} else {
			out = appendObject(out, inner, typed)
		}
	}
	return append(out, '}')
}

func appendList(out []byte, elements Fields) []byte {
	out = append(out, '[')
	for i, element := range elements {
		if i > 0 {
			out = append(out, ',')
		}
		out = appendString(out, element.Value)
	}
	return append(out, ']')
}

func appendValue(out []byte, value string, typed bool) []byte {
	if typed {
		return append(out, value...)
	}
	return appendString(out, value)
}

// appendString appends a JSON string (RFC 8259, section 7), made valid UTF-8.
func appendString(out []byte, text string) []byte {
	const hex = "0123456789abcdef"
	out = append(out, '"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			out = append(out, '\\', byte(r))
		case r < ' ':
			out = append(out, '\\', 'u', '0', '0', hex[r>>4], hex[r&15])
		default:
			out = append(out, string(r)...)
		}
	}
	return append(out, '"')
}
