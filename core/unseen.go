package core

// unseen are the characters that leave no mark in a text: white space beyond ASCII, fillers, control characters, and those that join
// other characters or change their direction. Each pair is the first and the last of a range.
const unseen = "\u007f\u00a0\u00ad\u00ad\u034f\u034f\u061c\u061c\u115f\u1160\u1680\u1680\u17b4\u17b5\u180b\u180f\u2000\u200f\u2028\u202f\u205f\u206f" +
	"\u2800\u2800\u3000\u3000\u3164\u3164\ufe00\ufe0f\ufeff\ufeff\uffa0\uffa0\ufff0\ufffc" +
	"\U00013430\U00013440\U0001bca0\U0001bca3\U0001d159\U0001d159\U0001d173\U0001d17a\U000e0000\U000e0fff"

func isUnseen(r rune) bool {
	from, first := rune(0), true
	for _, at := range unseen {
		if !first && r >= from && r <= at {
			return true
		}
		from, first = at, !first
	}
	return false
}

// visible removes what is unseen, which phones and web pages leave in pasted text, and replaces the full-width @.
func visible(text string) string {
	var seen []rune
	for _, r := range text {
		switch {
		case r == '\u0085', r == '\u00a0', r == '\u1680', r == '\u3000', r >= '\u2000' && r <= '\u200a', r == '\u2028', r == '\u2029', r == '\u202f', r == '\u205f':
			r = ' '
		case isUnseen(r):
			continue
		case r == '＠':
			r = '@'
		}
		seen = append(seen, r)
	}
	return trim(string(seen), white)
}

// handleName returns a user name as it stands before the @ of a handle: an @, also a character that only looks like it, white space and
// whatever else is unseen becomes an underscore. Names of WordPress may have blanks and an @. It is empty if nothing else is in the name.
func handleName(name string) string {
	var shown []rune
	isSeen := false
	for _, r := range name {
		if r <= ' ' || r == '@' || r == '＠' || r == '﹫' || isUnseen(r) {
			r = '_'
		} else {
			isSeen = true
		}
		shown = append(shown, r)
	}
	if !isSeen {
		return ""
	}
	return string(shown)
}

// isWord reports whether a text has visible ASCII characters only. Go and JavaScript split lists of such words alike, whatever white
// space they know.
func isWord(text string) bool {
	for i := range len(text) {
		if text[i] <= ' ' || text[i] > '~' {
			return false
		}
	}
	return text != ""
}

// nameText returns a name for people, from outside: one line of at most 300 characters, in which nothing changes the direction of what
// follows. Characters that join others stay, since scripts and emoji need them. It is empty if nothing of the name can be seen.
func nameText(text string) string {
	if visible(text) == "" {
		return ""
	}
	var line []rune
	for _, r := range shortened(text) {
		joins := r == '\u200c' || r == '\u200d' || r >= '\ufe00' && r <= '\ufe0f' || r >= '\U000e0020'
		if r < ' ' || isUnseen(r) && !joins {
			r = ' '
		}
		line = append(line, r)
	}
	return trim(string(line), white)
}
