package core

import "strings"

// plainText returns the text of a post's HTML. Paragraphs and line breaks become white space; links keep their text, which is
// the whole address on Mastodon.
func plainText(html string) string {
	var text builder
	for html != "" {
		switch html[0] {
		case '<':
			tag, rest, _ := strings.Cut(html[1:], ">")
			if strings.HasPrefix(tag, "p") || strings.HasPrefix(tag, "br") {
				text.add(" ")
			}
			html = rest
		case '&':
			end := strings.IndexByte(html[:min(16, len(html))], ';')
			character := entity(html[1:max(end, 1)])
			if character == "" {
				character, end = "&", 0
			}
			text.add(character)
			html = html[end+1:]
		default:
			end := 1
			for end < len(html) && html[end] != '<' && html[end] != '&' {
				end++
			}
			text.add(html[:end])
			html = html[end:]
		}
	}
	return string(text)
}

// entity returns the character of an HTML entity, or "" if the name is none of those that escape a text.
func entity(name string) string {
	switch name {
	case "amp":
		return "&"
	case "lt":
		return "<"
	case "gt":
		return ">"
	case "quot":
		return `"`
	case "#39", "apos":
		return "'"
	}
	return ""
}
