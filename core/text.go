package core

// These functions replace package strings where its Unicode tables would make the module larger (about 15 KB compressed). All
// text handled here is ASCII, or is only shortened.

// lower turns A-Z into a-z.
func lower(text string) string { return mapASCII(text, 'A', 'Z', 'a'-'A') }

// upper turns a-z into A-Z.
func upper(text string) string { return mapASCII(text, 'a', 'z', 'A'-'a'+256) }

func mapASCII(text string, from, to byte, shift int) string {
	mapped := []byte(text)
	for i, b := range mapped {
		if b >= from && b <= to {
			mapped[i] = byte(int(b) + shift)
		}
	}
	return string(mapped)
}

// words splits at white space and at the separators, such as commas and plus signs.
func words(text string, separators string) []string {
	var list []string
	begin := -1
	for i := 0; i <= len(text); i++ {
		boundary := i == len(text) || text[i] <= ' ' || has(separators, text[i])
		switch {
		case boundary && begin >= 0:
			list, begin = append(list, text[begin:i]), -1
		case !boundary && begin < 0:
			begin = i
		}
	}
	return list
}

func has(set string, b byte) bool {
	for i := range len(set) {
		if set[i] == b {
			return true
		}
	}
	return false
}

// only reports whether text has no character outside the set.
func only(text, set string) bool {
	for i := range len(text) {
		if !has(set, text[i]) {
			return false
		}
	}
	return true
}

// anyOf reports whether text has a character of the set.
func anyOf(text, set string) bool {
	for i := range len(text) {
		if has(set, text[i]) {
			return true
		}
	}
	return false
}

// trim removes the characters of the set from both ends.
func trim(text, set string) string {
	for text != "" && has(set, text[0]) {
		text = text[1:]
	}
	for text != "" && has(set, text[len(text)-1]) {
		text = text[:len(text)-1]
	}
	return text
}

// white is the white space that trim removes from typed text.
const white = " \t\r\n\v\f"

// builder builds a text from many parts, in a time that grows linearly.
type builder []byte

func (b *builder) add(text string) { *b = append(*b, text...) }

// join is strings.Join.
func join(list []string, separator string) string {
	var text builder
	for i, item := range list {
		if i > 0 {
			text.add(separator)
		}
		text.add(item)
	}
	return string(text)
}

// contains reports whether the list has the word.
func contains(list []string, word string) bool {
	for _, item := range list {
		if item == word {
			return true
		}
	}
	return false
}

// first returns the first text that is not empty.
func first(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}

// shortened cuts text from outside to 300 characters (textCharacters) and makes it valid UTF-8.
func shortened(text string) string {
	if len(text) <= textCharacters {
		return string([]rune(text))
	}
	var kept []rune
	for _, r := range text {
		if len(kept) == textCharacters {
			return string(kept) + "…"
		}
		kept = append(kept, r)
	}
	return string(kept)
}
