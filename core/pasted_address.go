package core

import "strings"

// pasted returns the address or handle in a text that a person pasted, without what stands around it: "<https://host/@alice>",
// "Alice (@alice@host)". A text in which nothing stands out stays as it is.
func pasted(typed string) string {
	text := []byte(visible(typed))
	for i := 1; i < len(text); i++ {
		switch {
		case text[i-1] == 0xC2 && (text[i] == 0xAB || text[i] == 0xBB): // « and », in UTF-8
			text[i-1], text[i] = ' ', ' '
		case i > 1 && text[i-2]|1 == 0xE3 && text[i-1] == 0x80 && text[i] >= 0x88: // other punctuation: U+2008 to 203F, 3008 to 303F
			text[i-2], text[i-1], text[i] = ' ', ' ', ' '
		}
	}
	found, handle, others := "", "", 0
	for _, word := range words(string(text), "<>()\"`|") { // square brackets are a part of IPv6 addresses
		word = trim(word, ",.;!?'")
		switch {
		case word == "":
		case strings.Contains(word, "://"):
			return withScheme(word)
		case strings.LastIndexByte(word, '@') > 0:
			handle = first(handle, word)
		default:
			found = word
			others++
		}
	}
	if handle == "" && others != 1 {
		return typed
	}
	return withScheme(first(handle, found))
}

// withScheme mends the scheme of an address: "https:/host", "https//host", "web+ap://host", "@alice@https://host". Other texts stay
// as they are.
func withScheme(text string) string {
	at := strings.IndexByte(text, ':')
	if at < 0 {
		at = strings.Index(text, "//")
	}
	if at < 0 {
		return text
	}
	scheme := lower(text[strings.LastIndexByte(text[:at], '@')+1 : at])
	if strings.HasPrefix(scheme, "web+") {
		scheme = "https"
	}
	if scheme != "https" && scheme != "http" {
		return text
	}
	return scheme + "://" + trim(text[at:], ":/")
}
