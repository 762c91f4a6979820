package native

import (
	"strings"

	"github.com/mastoauth/mastoauth/core"
)

// Query encodes fields as application/x-www-form-urlencoded, as URLSearchParams does.
func (URLs) Query(fields []core.Field) string {
	pairs := make([]string, len(fields))
	for i, field := range fields {
		pairs[i] = formEncode(field.Name) + "=" + formEncode(field.Value)
	}
	return strings.Join(pairs, "&")
}

// ParseQuery decodes what Query encodes. It also accepts malformed queries: an invalid escape stays as it is.
func (URLs) ParseQuery(raw string) []core.Field {
	if raw != "" && (raw[0] == '?' || raw[0] == '#') {
		raw = raw[1:]
	}
	var fields []core.Field
	for pair := range strings.SplitSeq(raw, "&") {
		if pair == "" {
			continue
		}
		name, value, _ := strings.Cut(pair, "=")
		fields = append(fields, core.Field{Name: formDecode(name), Value: formDecode(value)})
	}
	return fields
}

func formEncode(text string) string {
	const unsafe = " !\"#$%&'()+,/:;<=>?@[\\]^`{|}~"
	return strings.ReplaceAll(percentEncode(strings.ToValidUTF8(text, "\uFFFD"), unsafe), "%20", "+")
}

func formDecode(text string) string {
	return strings.ToValidUTF8(percentDecode(strings.ReplaceAll(text, "+", " ")), "\uFFFD")
}

// percentDecode decodes escapes. An invalid escape stays as it is.
func percentDecode(text string) string {
	var decoded strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] == '%' && i+2 < len(text) && isHex(text[i+1]) && isHex(text[i+2]) {
			decoded.WriteByte(unhex(text[i+1])<<4 | unhex(text[i+2]))
			i += 2
		} else {
			decoded.WriteByte(text[i])
		}
	}
	return decoded.String()
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

func unhex(c byte) byte {
	if c <= '9' {
		return c - '0'
	}
	return c&^0x20 - 'A' + 10
}
