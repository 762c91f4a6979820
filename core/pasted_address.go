package core

import "strings"

// around are the characters that stand around an address in a text. Square brackets are a part of IPv6 addresses.
const around = "<>()\"`|"

// pasted returns the address or handle in a text that a person pasted, without what stands around it: "<https://host/@alice>",
// "Alice (@alice@host)". A text in which nothing stands out stays as it is.
func pasted(typed string) string {
	handle, other, others := "", "", 0
	for _, word := range words(withoutQuotes(visible(typed)), around) {
		word = trim(word, ",.;!?'")
		user, host, ok := strings.Cut(strings.TrimPrefix(word, "@"), "@")
		switch {
		case word == "":
		case strings.Contains(word, "://"):
			return withScheme(word)
		case ok && user != "" && host != "":
			handle = first(handle, word)
		default:
			other, others = word, others+1
		}
	}
	if handle == "" && others != 1 {
		return typed
	}
	return withScheme(first(handle, other))
}

// withoutQuotes replaces the quotation marks of all languages by spaces.
func withoutQuotes(text string) string {
	runes := []rune(text)
	for i, r := range runes {
		if r >= '\u2018' && r <= '\u201f' || r == '\u00ab' || r == '\u00bb' || r == '\u2039' || r == '\u203a' || r >= '\u3008' && r <= '\u3011' {
			runes[i] = ' '
		}
	}
	return string(runes)
}

// withScheme mends the scheme of an address: "https:/host", "https//host", "web+ap://host", "@alice@https://host". An address
// without a scheme stays as it is.
func withScheme(text string) string {
	if before, rest, ok := strings.Cut(text, "://"); ok {
		scheme := lower(before[strings.LastIndexByte(before, '@')+1:])
		switch {
		case strings.HasPrefix(scheme, "web+"):
			text = "https://" + rest
		case scheme == "https", scheme == "http":
			text = scheme + "://" + rest
		}
	}
	for _, scheme := range []string{"https", "http"} {
		if len(text) <= len(scheme) || lower(text[:len(scheme)]) != scheme || !anyOf(text[len(scheme):len(scheme)+1], ":/") {
			continue
		}
		rest := text[len(scheme):]
		for rest != "" && anyOf(rest[:1], ":/") {
			rest = rest[1:]
		}
		if strings.HasPrefix(rest, "@") && strings.Contains(rest[1:], "@") {
			return rest // https://@alice@host
		}
		if inner, _, ok := strings.Cut(lower(rest), "://"); ok && (inner == "https" || inner == "http") {
			return withScheme(rest) // https://https://host
		}
		return scheme + "://" + rest
	}
	return text
}
