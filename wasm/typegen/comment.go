package main

import (
	"regexp"
	"strings"
)

var (
	link = regexp.MustCompile(`\[([A-Za-z]\w*(?:\.\w+)?)\]`)
	word = regexp.MustCompile(`\b[A-Z]\w*\b`)
	// markup is code, a link, or one character that TSDoc gives a meaning.
	markup = regexp.MustCompile("`[^`\n]+`|\\{@link [^}]*\\}|[@{}<>]")
)

// comment turns a Go doc comment into a TSDoc comment and replaces Go names by their TypeScript names. own maps the Go names of
// the thing itself and its members to their TypeScript names.
func (w *writer) comment(indent, doc string, own map[string]string) string {
	if doc == "" {
		return ""
	}
	lines := strings.Split(strings.ReplaceAll(escaped(w.translate(doc, own)), "*/", "*\\/"), "\n")
	if len(lines) == 1 {
		return indent + "/** " + lines[0] + " */\n"
	}
	var text strings.Builder
	text.WriteString(indent + "/**\n")
	for _, line := range lines {
		text.WriteString(strings.TrimRight(indent+" * "+line, " ") + "\n")
	}
	text.WriteString(indent + " */\n")
	return text.String()
}

// escaped writes a backslash before what TSDoc would read as the beginning or the end of a tag, except in links and in code.
func escaped(doc string) string {
	return markup.ReplaceAllStringFunc(doc, func(part string) string {
		if len(part) > 1 {
			return part
		}
		return `\` + part
	})
}

// translate replaces names word by word, and leaves web addresses unchanged.
func (w *writer) translate(doc string, own map[string]string) string {
	doc = link.ReplaceAllStringFunc(doc, func(reference string) string {
		name := reference[1 : len(reference)-1]
		if name == "New" {
			return "`new Mastodon`"
		}
		if owner, method := w.table.find(name); owner != "" {
			return "{@link " + owner + "." + method + "}"
		}
		return w.typeName(name)
	})
	parts := regexp.MustCompile(`\s+|\S+`).FindAllString(doc, -1)
	for i, part := range parts {
		if strings.Contains(part, "://") || strings.HasPrefix(part, "{@link") {
			continue
		}
		parts[i] = word.ReplaceAllStringFunc(part, func(name string) string {
			if translated, ok := own[name]; ok {
				return translated
			}
			// If a type has the same name ("Preferences"), the word means the function only in the function's own comment.
			if _, method := w.table.find(name); method != "" && !w.source.crosses(name) {
				return method
			}
			return name
		})
	}
	return strings.Join(parts, "")
}
