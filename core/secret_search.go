package core

import (
	"encoding/base64"
	"strconv"
	"strings"
)

// A server writes a value in one of many ways: as it is, in other letter case, escaped for HTML, an address or JSON, or in base64. So
// the text is compared in a form in which all of these are the same. The time it takes grows linearly with the text.

// hide replaces the secrets in a text, however they are written.
func (s secrets) hide(text string) string {
	// Without decoding first: in LIKE '%deadbeef%', the secret looks like a part of an escape.
	return s.hideAs(s.hideAs(text, false), true)
}

// wordLength is the length of secrets that are hidden wherever they stand. A shorter one could be a part of any word or number, so it
// is hidden only if it stands alone.
const wordLength = 6

// hideAs hides the secrets in a text, whose escapes are decoded or not.
func (s secrets) hideAs(text string, decoded bool) string {
	form, starts := comparisonForm(text, decoded)
	isFound := false
	mark := func(secret string) {
		for begin := 0; secret != ""; {
			at := strings.Index(form[begin:], secret)
			if at < 0 {
				return
			}
			at += begin
			begin = at + len(secret)
			if len(secret) < wordLength && (at > 0 && isWordByte(form[at-1]) || begin < len(form) && isWordByte(form[begin])) {
				continue
			}
			isFound = true
			for ; at < begin; at++ {
				starts[at] |= marked
			}
		}
	}
	for _, secret := range s {
		plain, _ := comparisonForm(secret, decoded)
		mark(plain)
		for before := range 3 {
			if piece, _ := comparisonForm(inBase64(secret, before), false); len(piece) >= wordLength {
				mark(piece)
			}
		}
	}
	if !isFound {
		return text
	}
	var shown []byte
	from, wasMarked := int32(0), false
	for _, start := range append(starts, int32(len(text))) {
		at, isMarked := start&^marked, start&marked != 0
		switch {
		case isMarked && !wasMarked:
			shown = append(append(shown, text[from:at]...), "[hidden]"...)
		case wasMarked && !isMarked:
			from = at
		}
		wasMarked = isMarked
	}
	return string(append(shown, text[from:]...))
}

// marked is the bit of a position whose byte belongs to a secret.
const marked = 1 << 30

// comparisonForm returns the form in which texts are compared, and for each of its bytes where the text has it.
func comparisonForm(text string, decoded bool) (form string, starts []int32) {
	bytes := make([]byte, 0, len(text))
	starts = make([]int32, 0, len(text)+1)
	for i := range len(text) {
		bytes, starts = append(bytes, folded(text[i])), append(starts, int32(i))
		for decoded {
			length, meant := escapeAt(bytes)
			if length == 0 {
				break
			}
			begin := len(bytes) - length
			at := starts[begin]
			bytes, starts = bytes[:begin], starts[:begin]
			for j := range len(meant) {
				bytes, starts = append(bytes, folded(meant[j])), append(starts, at)
			}
		}
	}
	return string(bytes), starts
}

// folded makes bytes the same that stand for each other: capital and small letters, also those of two bytes (é, Д, Ω), the two
// alphabets of base64, and a blank and the plus that it is in a form.
func folded(b byte) byte {
	switch {
	case b >= 'A' && b <= 'Z':
		return b + 'a' - 'A'
	case b == '+', b == '-':
		return ' '
	case b == '_':
		return '/'
	case b >= 0x80:
		return b &^ 0x21
	}
	return b
}

func isWordByte(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b >= 0x80
}

// escapeAt returns the length of the escape that a folded text ends with, and the character that it stands for. A decoded character
// may complete another escape: %2526 is %26, and that is &.
func escapeAt(text []byte) (length int, meant string) {
	end := len(text)
	last := text[end-1]
	switch {
	case end > 1 && text[end-2] == '\\' && last != 'u': // \/ and \"
		return 2, string(text[end-1:])
	case end > 2 && text[end-3] == '%':
		if code, err := strconv.ParseUint(string(text[end-2:]), 16, 8); err == nil {
			return 3, string([]byte{byte(code)})
		}
	case end > 5 && text[end-6] == '\\' && text[end-5] == 'u':
		if code, err := strconv.ParseUint(string(text[end-4:]), 16, 16); err == nil {
			return 6, string(rune(code))
		}
	case last == ';':
		for begin := end - 2; begin >= max(0, end-longestEntity); begin-- {
			if text[begin] == '&' {
				if one := character(string(text[begin+1 : end-1])); one != "" {
					return end - begin, one
				}
			}
		}
	}
	return 0, ""
}

// longestEntity is the length of the longest entity that is decoded: &#x0010ffff;
const longestEntity = 12

// character returns the character of an HTML entity that is a number, or one of those that escape a text.
func character(name string) string {
	number, ok := strings.CutPrefix(name, "#")
	if !ok {
		return entity(name)
	}
	base := 10
	if number, ok = strings.CutPrefix(number, "x"); ok {
		base = 16
	}
	code, err := strconv.ParseUint(number, base, 21)
	if err != nil {
		return ""
	}
	return string(rune(code))
}

// inBase64 returns what base64 makes of a text that stands behind that many other bytes, without the characters that depend on what
// stands before and after it.
func inBase64(text string, before int) string {
	encoded := base64.RawStdEncoding.EncodeToString(append(make([]byte, before), text...))
	return encoded[(8*before+5)/6 : 8*(before+len(text))/6]
}
