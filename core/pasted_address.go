package core

import "strings"

// pasted returns the address or handle in a text that a person pasted, without what stands around it: "<https://host/@alice>",
// "Alice (@alice@host)". A text in which nothing stands out stays as it is.
func pasted(typed string) string {
	if len(typed) > addressBytes {
		return typed // ParseAddress refuses it
	}
	text := withoutQuotes(visible(typed))
	found, handle, others := "", "", 0
	for _, word := range words(text, "<>()\"`|") { // square brackets are a part of IPv6 addresses
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

// withoutQuotes replaces quotation marks beyond ASCII by blanks.
func withoutQuotes(text string) string {
	var kept []rune
	for _, r := range text {
		for _, quote := range "“”„«»‹›‘’‚「」" {
			if r == quote {
				r = ' '
			}
		}
		kept = append(kept, r)
	}
	return string(kept)
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

// CopiedCallback returns the callback address that stands for what a person copied from a server's page: a code, or the whole address
// that has it in it. It is for [CompleteSignIn] where no browser comes back, and belongs to the login with this state.
func CopiedCallback(urls URLs, copied, state string) string {
	copied = trim(withoutQuotes(visible(copied)), white+"<>\"'`") // as LogIn does
	answer := Fields{{"code", copied}}
	if url, ok := urls.Parse(copied); ok && url.Query != "" {
		answer = nil
		for _, field := range urls.ParseQuery(url.Query) {
			if field.Name != "state" {
				answer = append(answer, field)
			}
		}
	}
	return "http://127.0.0.1/?" + urls.Query(append(answer, Field{"state", state}))
}
